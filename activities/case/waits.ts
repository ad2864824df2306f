import { waitTimes } from '#domain/calendar/timetable';
import type { WaitName, WaitTimes } from '#domain/calendar/timetable';
import type { WaitOwner } from '#domain/lifecycle/agenda';
import type { TaskKind } from '#domain/lifecycle/tasks';
import type { CaseStep } from '#store/case/case-step';
import { openTask } from '#store/case/tasks';
import { calendarOf, packOf } from './pack.js';

/** Reminder and deadline of a wait that begins now, by the pack's timetable. */
export function timesOf(step: CaseStep, wait: WaitName): WaitTimes {
  const pack = packOf(step.row);
  return waitTimes(step.at, pack.timetable[wait], calendarOf(pack), step.row.timeZone);
}

/** Lets the case wait, with the reminder and the deadline that the pack gives this wait. */
export function waitFor(step: CaseStep, wait: WaitName, on: WaitOwner): void {
  step.waitFor({ for: wait, on, ...timesOf(step, wait) });
}

/** Tasks whose time the pack's timetable gives; others have a day of their own. */
export type TimedTask = TaskKind & WaitName;

/** Opens a task for people and waits for it; its deadline is the wait's. */
export async function waitForTask(
  step: CaseStep,
  kind: TimedTask,
  details: { subject?: string; makers?: readonly string[]; votesNeeded?: number } = {},
): Promise<void> {
  const times = timesOf(step, kind);
  await openTask(step, { kind, dueAt: times.deadline, ...details });
  step.waitFor({ for: kind, on: 'us', ...times });
}
