import type { BusinessDate } from '#domain/calendar/business-date';
import { endOfDay } from '#domain/calendar/instant';
import type { CommandAnswer } from '#domain/lifecycle/messages';
import { taskKinds } from '#domain/lifecycle/tasks';
import { whyNotDeterminable } from '#domain/servicing/determination-ground';
import type { DeterminationGround } from '#domain/servicing/determination-ground';
import type { CaseStep } from '#store/case/case-step';
import { factsOf, latestFact } from '#store/case/facts';
import { refuseMessage, takeMessage } from '#store/case/letters';
import { cancelOpenTasks, findOpenTask, openTask } from '#store/case/tasks';
import { done, obeyOnce, refuse, type TaskDecision } from '../case/decide-task.js';
import { book, moneyOf } from '../case/money.js';
import { enter } from '../case/passage.js';
import { revolves } from '../case/revolving.js';
import { timesOf } from '../case/waits.js';
import type { OfCommand, OfMessage, Work } from '../case/work.js';

/** Why the claims are determined, from which day on, and who said so. */
export interface Determination {
  readonly reason: string;
  readonly on: string;
  /** Who has confirmed it, where it did not follow of itself. */
  readonly person?: string;
}

const task = 'determinationConfirmation';

/** What the bank has told of a determination, before a person confirms it. */
interface ToldDetermination {
  readonly determinedOn: string;
  readonly reason?: string;
}

/**
 * We say that the claims are determined, on a ground of 民法典 423 and with the papers that show it; another person
 * confirms it as if the bank had told it.
 */
export const proposeDetermination: Work<OfCommand, CommandAnswer> = (step, { command: id }) =>
  obeyOnce(step, id, async ({ person, data }) => {
    if (step.place !== 'servicing' && step.place !== 'claim') return refuse('notAwaitedNow');
    const proposal = data as unknown as ProposedDetermination;
    const obstacle =
      (await whyNotRevolving(step)) ??
      whyNotDeterminable(proposal.ground, proposal.determinedOn ?? step.on, {
        today: step.on,
        issuedOn: step.row.issuedOn,
        maturityOn: step.row.maturityOn,
      });
    if (obstacle !== undefined) return refuse('notDeterminable', obstacles[obstacle] ?? obstacle);
    const { ground: reason, determinedOn = step.on, proof } = proposal;
    const told = { determinedOn, reason };
    step.note({ kind: 'determinationTold', data: { ...told, by: person, proof } });
    step.emit({
      name: 'DeterminationProposed',
      activity: 'determination',
      transition: 'schedule',
      resource: person,
      data: told,
    });
    await openConfirmation(step, [person]);
    return done;
  });

interface ProposedDetermination {
  readonly ground: DeterminationGround;
  /** Left out: today. */
  readonly determinedOn?: string;
  readonly proof: readonly unknown[];
}

const obstacles: Readonly<Record<string, string>> = {
  notMaximumAmount: 'this is no maximum-amount guarantee',
  alreadyDetermined: 'its claims are determined already',
  alreadyUnderConfirmation: `a determination waits for its ${task}`,
};

/** Why nothing can be determined here, whoever says so. */
async function whyNotRevolving(step: CaseStep): Promise<string | undefined> {
  if (step.row.promise.kindOfGuarantee !== 'maximumAmount') return 'notMaximumAmount';
  if (!(await revolves(step))) return 'alreadyDetermined';
  return (await findOpenTask(step, task)) === undefined ? undefined : 'alreadyUnderConfirmation';
}

async function openConfirmation(step: CaseStep, makers: readonly string[]): Promise<void> {
  const dueAt = timesOf(step, 'dischargeConfirmation').deadline;
  await openTask(step, { kind: task, dueAt, makers: [step.row.submittedBy, ...makers] });
}

/**
 * 债权确定: the bank says that no new claim comes under the cap. It frees us of what is undrawn, so that a person confirms
 * date and reason on evidence.
 */
export const recordDetermination: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<ToldDetermination>(step, no);
  const { determinedOn } = message.data;
  const obstacle = determinedOn > message.on ? 'determinedInFuture' : undefined;
  const reason = (await whyNotRevolving(step)) ?? obstacle;
  if (reason !== undefined) {
    await refuseMessage(step, message, reason);
  } else {
    step.note({ kind: 'determinationTold', data: message.data, on: message.on });
    step.emit({
      name: 'DeterminationTold',
      activity: 'determination',
      transition: 'schedule',
      resource: message.source,
      role: 'partner',
      data: message.data,
      on: message.on,
    });
    await openConfirmation(step, []);
  }
};

/** The day that the person has found, else the one that the bank has told. */
async function determinedOn(step: CaseStep, { data }: TaskDecision): Promise<string> {
  const told = await latestFact<ToldDetermination>(step, 'determinationTold');
  if (told === undefined) throw new Error(`${step.row.number}: nobody told of a determination`);
  return typeof data['determinedOn'] === 'string' ? data['determinedOn'] : told.data.determinedOn;
}

/** Claims are not determined on a day to come, nor before a drawdown that we cover. */
export async function whyNotDetermined(
  step: CaseStep,
  decision: TaskDecision,
): Promise<CommandAnswer | undefined> {
  if (decision.task.kind !== task || decision.outcome !== 'confirm') return undefined;
  const on = await determinedOn(step, decision);
  if (on > step.on) return refuse('outcomeNotOffered', `${on} is still to come`);
  const drawn = (await factsOf(step, ['disbursed'])).find((fact) => fact.on > on);
  if (drawn === undefined) return undefined;
  return refuse(
    'outcomeNotOffered',
    `drawdown ${drawn.subject ?? ''} of ${drawn.on} came after ${on}`,
  );
}

/** Confirmed, the claims stand as they were on that day; kept, the guarantee revolves on. */
export async function answerDetermination(step: CaseStep, decision: TaskDecision): Promise<void> {
  const { outcome, person, reasons, data } = decision;
  const { proof } = data;
  const evidence = proof === undefined ? {} : { proof };
  step.note({ kind: 'determinationAnswered', data: { outcome, reasons, by: person, ...evidence } });
  if (outcome !== 'confirm') return;
  const on = await determinedOn(step, decision);
  await determineClaims(step, { reason: reasons[0] ?? 'toldByTheBank', on, person });
}

/** The claims stand as they are (民法典 423): what is undrawn is released, and repayments release from now on. */
export async function determineClaims(
  step: CaseStep,
  { reason, on, person }: Determination,
): Promise<void> {
  const { undrawnMinor } = await moneyOf(step);
  const { outstandingMinor } = await book(step, 'determined', {}, await bookableOn(step, on));
  step.clear('letterExpires');
  await cancelOpenTasks(step, [task]);
  const data = { reason, releasedMinor: undrawnMinor, outstandingMinor };
  step.note({ kind: 'claimsDetermined', data, on });
  step.emit({
    name: 'ClaimsDetermined',
    activity: 'determination',
    transition: 'complete',
    ...(person === undefined ? {} : { resource: person, role: taskKinds[task].role }),
    data,
    on,
  });
  if (outstandingMinor === 0 && step.place === 'servicing') enter(step, 'release');
}

/**
 * What a repayment gave back after that day stands there only since: where the bank has told of one already, the release
 * is booked on its day.
 */
async function bookableOn(step: CaseStep, on: string): Promise<string> {
  const movements = await factsOf(step, ['disbursed', 'repaid', 'clawedBack']);
  return movements.reduce((day, movement) => (movement.on > day ? movement.on : day), on);
}

/** The agreed period of a maximum-amount guarantee ends with the term of its loan: then the claims are determined. */
export function planDetermination(step: CaseStep, lastDay: BusinessDate): void {
  step.plan({ name: 'letterExpires', at: endOfDay(lastDay, step.row.timeZone) });
}
