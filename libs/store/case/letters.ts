import type { BusinessDate } from '#domain/calendar/business-date';
import type { CommandAnswer, CommandKind, MessageKind } from '#domain/lifecycle/messages';
import type { CaseStep } from './case-step.js';

/** A partner's fact with its content. */
export interface PartnerMessage<Data = Record<string, unknown>> {
  readonly no: number;
  readonly source: string;
  readonly kind: MessageKind;
  readonly data: Data;
  /** Value date: the day that the partner names, else the day of the case's clock. */
  readonly on: BusinessDate;
}

/** A partner's fact that no stage can take as it was told: it is refused before anything follows from it. */
export class UnacceptableFact extends Error {
  constructor(
    readonly fact: { readonly no: number; readonly kind: MessageKind; readonly source: string },
    readonly reason: 'currencyDiffers' | 'datedInFuture' | 'datedBeforeApplication',
  ) {
    super(`fact ${fact.no}: ${reason}`);
  }
}

/**
 * Takes a partner's fact from the inbox into the step.
 * @throws UnacceptableFact when it is in another currency than the case, or dated outside the case's life so far
 */
export async function takeMessage<Data = Record<string, unknown>>(
  step: CaseStep,
  no: number,
): Promise<PartnerMessage<Data>> {
  const { rows } = await step.tx.query<{
    source: string;
    kind: MessageKind;
    data: Data;
    occurredOn: BusinessDate | null;
  }>(
    `update aval.inbox set status = 'taken' where guarantee = $1 and no = $2
     returning source, kind, data, occurred_on as "occurredOn"`,
    [step.row.number, no],
  );
  const [found] = rows;
  if (found === undefined) throw new Error(`${step.row.number} has no message ${no}`);
  const on = found.occurredOn ?? step.on;
  const reason = whyUnacceptable(step, found.data as { currency?: unknown }, on);
  if (reason !== undefined) {
    throw new UnacceptableFact({ no, kind: found.kind, source: found.source }, reason);
  }
  return {
    no,
    source: found.source,
    kind: found.kind,
    data: found.data,
    on,
  };
}

function whyUnacceptable(
  step: CaseStep,
  { currency }: { readonly currency?: unknown },
  on: BusinessDate,
): UnacceptableFact['reason'] | undefined {
  if (currency !== undefined && currency !== step.row.currency) return 'currencyDiffers';
  // An ended case's driven clock stands still: what wakes it is dated later.
  if (step.row.ending === null && on > step.on) return 'datedInFuture';
  return on < step.row.appliedOn ? 'datedBeforeApplication' : undefined;
}

/** A fact that cannot be taken: kept with its reason, told in the event log, never dropped in silence. */
export async function refuseMessage(
  step: CaseStep,
  message: { no: number; kind: MessageKind; source: string },
  reason: string,
  detail?: string,
): Promise<void> {
  await step.tx.query(
    `update aval.inbox set status = 'refused', reason = $3 where guarantee = $1 and no = $2`,
    [step.row.number, message.no, reason],
  );
  step.emit({
    name: 'FactRefused',
    activity: message.kind,
    transition: 'complete',
    resource: message.source,
    role: 'partner',
    data: { message: message.no, reason, ...(detail === undefined ? {} : { detail }) },
  });
}

/** A person's command with its content. */
export interface PersonCommand {
  readonly id: string;
  readonly kind: CommandKind;
  readonly task: string | null;
  readonly outcome: string | null;
  readonly reasons: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
  readonly person: string;
  readonly roles: readonly string[];
  /** The answer that an earlier run of the case gave: a command acts once. */
  readonly answer: CommandAnswer | null;
}

export async function readCommand(step: CaseStep, id: string): Promise<PersonCommand> {
  const { rows } = await step.tx.query<PersonCommand>(
    `select id, kind, task, outcome, reasons, data, by_person as person, by_roles as roles, answer
     from aval.command where id = $1 and guarantee = $2`,
    [id, step.row.number],
  );
  const [found] = rows;
  if (found === undefined) throw new Error(`${step.row.number} has no command ${id}`);
  return found;
}

export async function recordAnswer(
  step: CaseStep,
  id: string,
  answer: CommandAnswer,
): Promise<void> {
  await step.tx.query(
    'update aval.command set answer = $2, answered_at = clock_timestamp() where id = $1',
    [id, JSON.stringify(answer)],
  );
}
