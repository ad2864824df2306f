/** What a life has left in PostgreSQL, read back. */
import type { Pool } from 'pg';

export interface EventRecord {
  readonly no: number;
  readonly name: string;
  readonly activity: string;
  readonly transition: string;
  readonly stage: string;
  readonly resource: string | null;
  readonly role: string | null;
  readonly at: string;
  readonly on: string;
  readonly attempt: number;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface EdgeRecord {
  readonly no: number;
  readonly from: string;
  readonly to: string;
  readonly enteredAt: string;
  readonly leftAt: string;
  readonly waitedMs: number;
  readonly workedMs: number;
}

export interface FactRecord {
  readonly no: number;
  readonly kind: string;
  readonly subject: string | null;
  readonly on: string;
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface RowRecord {
  readonly stage: string;
  readonly ending: string | null;
  readonly endingReason: string | null;
  readonly endedOn: string | null;
  readonly waitingFor: string | null;
  readonly waitingOn: string | null;
  readonly waitingSince: string | null;
  readonly dueAt: string | null;
  readonly nextDueAt: string | null;
  readonly clockAt: string;
  readonly lastMessageNo: number;
  readonly grade: string | null;
  readonly classification: string | null;
  readonly maturityOn: string | null;
  readonly issuedOn: string | null;
}

export interface InboxRecord {
  readonly no: number;
  readonly kind: string;
  readonly status: string;
  readonly reason: string | null;
}

export interface OrderRecord {
  readonly partner: string;
  readonly kind: string;
  readonly status: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface TaskRecord {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly outcome: string | null;
  readonly decidedBy: string | null;
  readonly makers: readonly string[];
}

/** One life, whole. */
export interface CaseRecord {
  readonly number: string;
  readonly row: RowRecord;
  readonly events: readonly EventRecord[];
  readonly edges: readonly EdgeRecord[];
  readonly facts: readonly FactRecord[];
  readonly inbox: readonly InboxRecord[];
  readonly orders: readonly OrderRecord[];
  readonly tasks: readonly TaskRecord[];
  /** `<account>Minor`, as `aval scenario` names them. */
  readonly postings: readonly PostingRecord[];
}

export interface PostingRecord {
  readonly account: string;
  readonly party: string | null;
  readonly drawdown: string | null;
  readonly on: string;
  readonly debitMinor: number;
  readonly creditMinor: number;
}

const iso = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const questions = {
  events: `select no, name, activity, transition, stage, resource, role, ${iso('occurred_at')} as at,
      business_date as on, attempt, data
    from aval.process_event where guarantee = $1 order by no`,
  edges: `select no, from_place as from, to_place as to, ${iso('entered_at')} as "enteredAt",
      ${iso('left_at')} as "leftAt", waited_ms as "waitedMs", worked_ms as "workedMs"
    from aval.edge_fact where guarantee = $1 order by no`,
  facts: `select no, kind, subject, business_date as on, ${iso('occurred_at')} as at, data
    from aval.fact where guarantee = $1 order by no`,
  inbox: `select no, kind, status, reason from aval.inbox where guarantee = $1 order by no`,
  orders: `select partner, kind, status, payload from aval.outbox where guarantee = $1 order by id`,
  tasks: `select id, kind, status, outcome, decided_by as "decidedBy", makers
    from aval.task where guarantee = $1 order by opened_at, id`,
  postings: `select account, party, drawdown, value_date as on, debit_minor as "debitMinor",
      credit_minor as "creditMinor"
    from aval.ledger_posting where guarantee = $1 order by entry, no`,
} as const;

const row = `select stage, ending, ending_reason as "endingReason", ended_on as "endedOn",
    waiting_for as "waitingFor", waiting_on as "waitingOn", ${iso('waiting_since')} as "waitingSince",
    ${iso('due_at')} as "dueAt", ${iso('next_due_at')} as "nextDueAt", ${iso('clock_at')} as "clockAt",
    last_message_no as "lastMessageNo", grade, classification, maturity_on as "maturityOn",
    issued_on as "issuedOn"
  from aval.guarantee where number = $1`;

export async function readRecord(database: Pool, number: string): Promise<CaseRecord> {
  const ask = async (question: string): Promise<object[]> =>
    (await database.query<object>(question, [number])).rows;
  const [standing] = await ask(row);
  if (standing === undefined) throw new Error(`there is no guarantee ${number}`);
  const answers = await Promise.all(
    Object.entries(questions).map(async ([name, question]) => [name, await ask(question)]),
  );
  return { number, row: standing, ...Object.fromEntries(answers) } as CaseRecord;
}

/** What was posted to an account: debits less credits, in minor units. */
export const postedTo = ({ postings }: CaseRecord, account: string): number =>
  postings
    .filter((posting) => posting.account === account)
    .reduce((sum, { debitMinor, creditMinor }) => sum + debitMinor - creditMinor, 0);

/** An account's balance in minor units, whatever its side. */
export const balanceOf = (record: CaseRecord, account: string): number =>
  Math.abs(postedTo(record, account));

/** The names of the events, in order. */
export const namesOf = ({ events }: CaseRecord): string[] => events.map(({ name }) => name);

/** Where the case has been, in order, from intake to where it stands. */
export const wayOf = ({ edges, row: { stage, ending } }: CaseRecord): string[] =>
  edges.length === 0 ? [ending ?? stage] : [edges[0]?.from ?? '', ...edges.map(({ to }) => to)];

/** The days on which events of this name happened, by their value date. */
export const daysOf = ({ events }: CaseRecord, name: string): string[] =>
  events.filter((event) => event.name === name).map(({ on }) => on);

export const eventOf = (record: CaseRecord, name: string): EventRecord | undefined =>
  record.events.find((event) => event.name === name);
