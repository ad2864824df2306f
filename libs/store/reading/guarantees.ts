import type { KindOfGuarantee } from '#domain/issuance/promise';
import type { WaitOwner } from '#domain/lifecycle/agenda';
import type { Ending, Stage } from '#domain/lifecycle/stages';
import type { Queryable } from '../queryable.js';
import { Conditions } from './conditions.js';
import {
  guaranteeColumns,
  viewOf,
  type GuaranteeRow,
  type GuaranteeView,
} from './guarantee-row.js';

/** By what a list can be sorted; each is kept by an index together with the number. */
export const guaranteeSorts = {
  number: { column: 'g.number', type: 'text' },
  amountMinor: { column: 'g.amount_minor', type: 'bigint' },
  appliedOn: { column: 'g.applied_on', type: 'date' },
  /** Only cases that have a due. */
  dueAt: { column: 'g.due_at', type: 'timestamptz' },
} as const;
export type GuaranteeSort = keyof typeof guaranteeSorts;

export interface GuaranteeFilter {
  readonly book?: string | undefined;
  readonly product?: string | undefined;
  readonly bank?: string | undefined;
  readonly kindOfGuarantee?: KindOfGuarantee | undefined;
  readonly stages?: readonly Stage[] | undefined;
  readonly ending?: Ending | undefined;
  readonly open?: boolean | undefined;
  readonly waitingOn?: WaitOwner | undefined;
  readonly dueBefore?: string | undefined;
  /** A number, a client reference, a registration number, or how an applicant's name begins. */
  readonly text?: string | undefined;
  readonly submittedBy?: string | undefined;
}

/** The last row of the page before: the sorted value as text, and the number that breaks ties. */
export interface AfterRow {
  readonly value: string;
  readonly number: string;
}

export interface GuaranteePage {
  readonly items: readonly GuaranteeView[];
  /** Where the next page begins; absent on the last one. */
  readonly last: AfterRow | null;
}

/** One page of cases by keyset: as fast on the last page as on the first. */
export async function listGuarantees(
  store: Queryable,
  filter: GuaranteeFilter,
  order: {
    readonly sort: GuaranteeSort;
    readonly descending: boolean;
    readonly after: AfterRow | null;
  },
  limit: number,
): Promise<GuaranteePage> {
  const { column, type } = guaranteeSorts[order.sort];
  const conditions = conditionsOf(filter);
  if (order.sort === 'dueAt') conditions.add('g.due_at is not null');
  if (order.after !== null) {
    const { value, number } = order.after;
    const beyond = order.descending ? '<' : '>';
    conditions.add(`(${column}, g.number) ${beyond} (?::${type}, ?)`, value, number);
  }
  const direction = order.descending ? 'desc' : 'asc';
  const found = await store.query<GuaranteeRow & { sorted: string }>(
    `select ${guaranteeColumns}, ${column}::text as sorted
       from aval.guarantee g join aval.party p on p.id = g.applicant
       ${conditions.where}
      order by ${column} ${direction}, g.number ${direction}
      limit ${conditions.parameter(limit + 1)}`,
    conditions.values,
  );
  const rows = found.rows.slice(0, limit);
  const last = found.rows.length > limit ? rows.at(-1) : undefined;
  return {
    items: rows.map(viewOf),
    last: last === undefined ? null : { value: last.sorted, number: last.number },
  };
}

function conditionsOf(filter: GuaranteeFilter): Conditions {
  const conditions = new Conditions()
    .add('g.book = ?', filter.book)
    .add('g.product = ?', filter.product)
    .add('g.bank = ?', filter.bank)
    .add(`coalesce(g.promise ->> 'kindOfGuarantee', 'ordinary') = ?`, filter.kindOfGuarantee)
    .add('g.stage = any (?)', filter.stages)
    .add('g.ending = ?', filter.ending)
    .add('g.waiting_on = ?', filter.waitingOn)
    .add('g.due_at < ?', filter.dueBefore)
    .add('g.submitted_by = ?', filter.submittedBy);
  if (filter.open === true) conditions.add('g.ending is null');
  if (filter.open === false) conditions.add('g.ending is not null');
  if (filter.text !== undefined) addText(conditions, filter.text);
  return conditions;
}

function addText(conditions: Conditions, text: string): void {
  const asPrefix = `${text.replace(/[\\%_]/g, '\\$&')}%`;
  conditions.add(
    `g.number in (
       select number from aval.guarantee where number = ?
       union select number from aval.guarantee where client_reference = ?
       union select found.number from aval.party named
         join aval.guarantee found on found.applicant = named.id
        where named.registration_no = ? or named.name like ?)`,
    text,
    text,
    text,
    asPrefix,
  );
}

/** One case, or nothing; with `submittedBy`, only one that this person submitted. */
export async function findGuarantee(
  store: Queryable,
  number: string,
  submittedBy: string | null,
): Promise<GuaranteeView | undefined> {
  const conditions = new Conditions()
    .add('g.number = ?', number)
    .add('g.submitted_by = ?', submittedBy);
  const found = await store.query<GuaranteeRow>(
    `select ${guaranteeColumns} from aval.guarantee g join aval.party p on p.id = g.applicant
      ${conditions.where}`,
    conditions.values,
  );
  return found.rows[0] && viewOf(found.rows[0]);
}
