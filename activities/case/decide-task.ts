import type { CommandAnswer, RefusalCode } from '#domain/lifecycle/messages';
import { whyUndecidable } from '#domain/lifecycle/tasks';
import type { TaskKind } from '#domain/lifecycle/tasks';
import type { CaseStep } from '#store/case/case-step';
import { readCommand, recordAnswer } from '#store/case/letters';
import type { PersonCommand } from '#store/case/letters';
import { findTask, markDecided } from '#store/case/tasks';
import type { TaskRow } from '#store/case/tasks';

export const done: CommandAnswer = { kind: 'done' };

export function refuse(code: RefusalCode, detail?: string): CommandAnswer {
  return detail === undefined ? { kind: 'refused', code } : { kind: 'refused', code, detail };
}

/** A person's decision on a task that is open to that person. */
export interface TaskDecision {
  readonly task: TaskRow;
  readonly person: string;
  readonly roles: readonly string[];
  readonly outcome: string;
  readonly reasons: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
}

/** What a stage adds to the deciding of a task. */
export interface TaskActs {
  /** A refusal of the stage's own, before anything is marked. */
  readonly check?: (decision: TaskDecision) => Promise<CommandAnswer | undefined>;
  /** What follows from the decision. */
  readonly act: (decision: TaskDecision) => Promise<void>;
}

/**
 * Does what a decided task leads to, once it is sure that the task is open, of an expected kind, and decided by
 * somebody who holds its role and did not make what it checks. A refusal changes nothing.
 */
export async function decideTask(
  step: CaseStep,
  commandId: string,
  kinds: readonly TaskKind[],
  { check, act }: TaskActs,
): Promise<CommandAnswer> {
  return obeyOnce(step, commandId, async (command) => {
    const task = await findTask(step, command.task);
    const code = refusalOf(command, task, kinds);
    if (code !== undefined || task === undefined) return refuse(code ?? 'taskNotOpen');
    const { person, roles, outcome, reasons, data } = command;
    const undecidable = whyUndecidable(task.kind, outcome, reasons);
    if (undecidable !== undefined) return refuse(undecidable.code, undecidable.detail);
    const decision = { task, person, roles, outcome: outcome ?? '', reasons, data };
    const refused = await check?.(decision);
    if (refused !== undefined) return refused;
    if (task.votesNeeded === 1) await markDecided(step, task, { ...decision, role: task.role });
    await act(decision);
    return done;
  });
}

/** Answers a command once: an update that is sent again after a new page of history finds its first answer. */
export async function obeyOnce(
  step: CaseStep,
  commandId: string,
  act: (command: PersonCommand) => Promise<CommandAnswer>,
): Promise<CommandAnswer> {
  const command = await readCommand(step, commandId);
  if (command.answer !== null) return command.answer;
  const answer = await act(command);
  await recordAnswer(step, commandId, answer);
  return answer;
}

function refusalOf(
  command: PersonCommand,
  task: TaskRow | undefined,
  kinds: readonly TaskKind[],
): RefusalCode | undefined {
  if (command.kind !== 'decideTask') return 'notAwaitedNow';
  if (task === undefined || !kinds.includes(task.kind)) return 'taskNotOpen';
  return refusalToTouch(command, task);
}

/** Why this person may not claim or decide this task. */
export function refusalToTouch(command: PersonCommand, task: TaskRow): RefusalCode | undefined {
  if (task.status !== 'open' && task.status !== 'claimed') return 'taskNotOpen';
  if (!command.roles.includes(task.role)) return 'roleMissing';
  if (task.makers.includes(command.person)) return 'makerIsChecker';
  const isTaken = task.claimedBy !== null && task.claimedBy !== command.person;
  return isTaken && task.votesNeeded === 1 ? 'taskClaimedByAnother' : undefined;
}
