import { waitNames } from '#domain/calendar/timetable';
import type { WaitName, WaitPassing } from '#domain/calendar/timetable';
import type { CommandAnswer } from '#domain/lifecycle/messages';
import { isEnding } from '#domain/lifecycle/stages';
import type { CaseStep } from '#store/case/case-step';
import { closeCouncilVote } from '../approval/close-council.js';
import { endCase } from './passage.js';
import { refuseMessage, takeMessage } from '#store/case/letters';
import type { PersonCommand } from '#store/case/letters';
import { orderStatus } from '#store/outbox/order-status';
import { expectAnswer, expectedAnswer, stopExpecting } from './answers.js';
import { findTask, markClaimed } from '#store/case/tasks';
import { done, obeyOnce, refuse, refusalToTouch } from './decide-task.js';
import { packOf } from './pack.js';
import { releaseUndrawn } from './money.js';
import type { OfCommand, OfDue, OfMessage, Work } from './work.js';
import { order } from './order.js';

/** A reminder before a deadline. */
export const remind: Work<OfDue, void> = (step) => {
  step.emit({
    name: 'ReminderSent',
    activity: step.wait?.for ?? step.place,
    transition: 'schedule',
    data: { waitingFor: step.wait?.for, waitingOn: step.wait?.on, dueAt: step.wait?.dueAt },
  });
  return Promise.resolve();
};

/** A deadline that passed: escalated to people, or what the pack's timetable says follows of itself. */
export const passDeadline: Work<OfDue, void> = async (step) => {
  const waitingFor = step.wait?.for ?? step.place;
  const passing = passingOf(step, waitingFor);
  const event = {
    name: 'DeadlinePassed',
    activity: waitingFor,
    data: { passing, on: step.wait?.on },
  };
  if (waitingFor === 'councilVote' && passing !== 'lapse') {
    step.emit({ ...event, transition: 'complete' });
    if (passing === 'escalate') escalate(step, waitingFor);
    return closeCouncilVote(step, passing);
  }
  if (passing === 'lapse') {
    await releaseUndrawn(step, 'lapsed');
    await endCase(step, 'lapsed', `${waitingFor}Overdue`, event);
    return;
  }
  if (passing === 'decline') {
    await endCase(step, 'declined', `${waitingFor}Overdue`, event);
    return;
  }
  step.emit({ ...event, transition: 'complete' });
  if (passing === 'proceed') {
    step.startAfresh();
    return;
  }
  escalate(step, waitingFor);
};

function escalate(step: CaseStep, waitingFor: string): void {
  step.emit({
    name: 'WaitEscalated',
    activity: waitingFor,
    transition: 'schedule',
    role: 'operations',
  });
}

/** By the pack's timetable; a letter that nobody draws on lapses with its validity, whatever the product. */
function passingOf(step: CaseStep, waitingFor: string): WaitPassing {
  if (isWaitName(waitingFor)) return packOf(step.row).timetable[waitingFor].onPassing;
  return waitingFor === 'disbursement' ? 'lapse' : 'escalate';
}

/** A person takes a task on (XES `assign`). */
export const claimTask: Work<OfCommand, CommandAnswer> = (step, { command: id }) =>
  obeyOnce(step, id, async (command) => {
    const task = await findTask(step, command.task);
    const code = task === undefined ? 'taskNotOpen' : refusalToTouch(command, task);
    if (code !== undefined || task === undefined) return refuse(code ?? 'taskNotOpen');
    await markClaimed(step, task.id, command.person);
    step.emit({
      name: 'TaskClaimed',
      activity: task.kind,
      transition: 'assign',
      resource: command.person,
      role: task.role,
      data: { task: task.id },
    });
    return done;
  });

/** Withdrawal is possible until issuance; from then on the bank must give the letter back first. */
export const withdraw: Work<OfCommand, CommandAnswer> = (step, { command: id }) =>
  obeyOnce(step, id, async (command) => {
    if (step.place === 'disbursement') return askLetterBack(step, command);
    if (step.row.issuedOn !== null) return refuse('withdrawalTooLate');
    await endCase(step, 'withdrawn', command.reasons[0] ?? 'byApplicant', {
      name: 'ApplicationWithdrawn',
      resource: command.person,
      data: { reasons: command.reasons },
    });
    return done;
  });

/**
 * The bank is asked once: while its answer is open, whoever asks again is told the same. An order that the bank refused
 * for good is no open one.
 */
async function askLetterBack(step: CaseStep, command: PersonCommand): Promise<CommandAnswer> {
  const underWay: CommandAnswer = { kind: 'underWay', awaits: 'letterReturned' };
  const expected = await expectedAnswer(step, 'letterReturn');
  if (expected !== undefined) {
    if ((await orderStatus(step.tx, expected.reference)) !== 'refused') return underWay;
    stopExpecting(step, 'letterReturn', 'orderRefused');
  }
  const { person, reasons } = command;
  const reference = order(step, 'LR', {
    partner: 'bank',
    kind: 'letterReturnRequest',
    payload: {},
  });
  step.emit({
    name: 'LetterReturnRequested',
    transition: 'schedule',
    resource: person,
    data: { reasons, reference },
  });
  expectAnswer(step, 'letterReturn', 'bank', reference);
  return underWay;
}

/** A command that nothing here awaits. */
export const refuseCommand: Work<OfCommand, CommandAnswer> = (step, { command: id }) =>
  obeyOnce(step, id, () =>
    Promise.resolve(refuse(isEnding(step.place) ? 'caseHasEnded' : 'notAwaitedNow')),
  );

/** A partner's fact that comes too late for this life. */
export const refuseFact: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage(step, no);
  await refuseMessage(step, message, isEnding(step.place) ? 'caseHasEnded' : 'tooLate');
};

function isWaitName(name: string): name is WaitName {
  return (waitNames as readonly string[]).includes(name);
}
