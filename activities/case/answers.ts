import type { WaitName } from '#domain/calendar/timetable';
import type { WaitOwner } from '#domain/lifecycle/agenda';
import type { CaseStep } from '#store/case/case-step';
import { factsOf } from '#store/case/facts';
import { timesOf } from './waits.js';
import type { OfDue, Work } from './work.js';

/** Answers that a case expects of a partner while it waits for something else. */
export type AwaitedAnswer = Extract<WaitName, 'filing' | 'letterReturn'>;

interface Expectation {
  readonly on: WaitOwner;
  readonly dueAt: string;
  /** The order that asks for it. */
  readonly reference: string;
}

/** Expects an answer by the timetable's deadline, beside what the case itself waits for. */
export function expectAnswer(
  step: CaseStep,
  name: AwaitedAnswer,
  on: WaitOwner,
  reference: string,
): void {
  const { deadline, reminder } = timesOf(step, name);
  const expectation: Expectation = { on, dueAt: deadline, reference };
  step.note({ kind: 'answerExpected', subject: name, data: expectation });
  if (reminder !== undefined) step.plan({ name: 'answerReminder', at: reminder, subject: name });
  step.plan({ name: 'answerDeadline', at: deadline, subject: name });
}

/** The answer has come, or is not expected any more. */
export function stopExpecting(step: CaseStep, name: AwaitedAnswer, outcome: string): void {
  step.clear('answerReminder', name);
  step.clear('answerDeadline', name);
  step.note({ kind: 'answerSettled', subject: name, data: { outcome } });
}

/** The answer that is still expected under this name, if any. */
export async function expectedAnswer(
  step: CaseStep,
  name: AwaitedAnswer,
): Promise<Expectation | undefined> {
  const facts = await factsOf<Expectation>(step, ['answerExpected', 'answerSettled']);
  const last = facts.filter(({ subject }) => subject === name).at(-1);
  return last?.kind === 'answerExpected' ? last.data : undefined;
}

/** As `stopExpecting`, where an answer is expected at all. */
export async function settleAnswer(
  step: CaseStep,
  name: AwaitedAnswer,
  outcome: string,
): Promise<void> {
  if ((await expectedAnswer(step, name)) !== undefined) stopExpecting(step, name, outcome);
}

/** A reminder before an expected answer's deadline. */
export const remindOfAnswer: Work<OfDue, void> = async (step, { due }) => {
  const name = nameOf(due);
  const expected = await expectedAnswer(step, name);
  step.emit({
    name: 'ReminderSent',
    activity: name,
    transition: 'schedule',
    data: { waitingFor: name, waitingOn: expected?.on, dueAt: expected?.dueAt },
  });
};

/** The deadline of an expected answer has passed: people are told, and the answer may still come. */
export const missAnswer: Work<OfDue, void> = async (step, { due }) => {
  const name = nameOf(due);
  const expected = await expectedAnswer(step, name);
  step.emit({
    name: 'DeadlinePassed',
    activity: name,
    transition: 'complete',
    data: { passing: 'escalate', on: expected?.on },
  });
  step.emit({ name: 'WaitEscalated', activity: name, transition: 'schedule', role: 'operations' });
};

function nameOf({ subject }: OfDue['due']): AwaitedAnswer {
  if (subject === 'filing' || subject === 'letterReturn') return subject;
  throw new Error(`no answer is expected under the name ${String(subject)}`);
}
