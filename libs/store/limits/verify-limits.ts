import type { Pool } from 'pg';
import {
  noCommitment,
  noCustomerUse,
  type Commitment,
  type ContractClass,
  type CustomerUse,
} from '#domain/limits/amounts';
import { bookUseOf, changeOf, concentrationOf } from '#domain/limits/uses';
import type { Queryable } from '../queryable.js';
import { inTransaction } from '../transaction.js';
import { bookVector, customerVector, groupVector, type Vector } from './vectors.js';

/** What a verification of one moment has found. */
export interface LimitVerification {
  readonly book: string;
  readonly checkedAt: Date;
  readonly differences: readonly LimitDifference[];
}

/** {@link verifyLimits} in a snapshot of its own; nothing for a book that is under no limits. */
export async function verifyLimitsNow(pool: Pool, book: string): Promise<LimitVerification | null> {
  return inTransaction(pool, async (tx) => {
    await tx.query('set transaction isolation level repeatable read, read only');
    const { rows } = await tx.query<{ checkedAt: Date }>(
      'select clock_timestamp() as "checkedAt" from aval.limit_book where book = $1',
      [book],
    );
    const [found] = rows;
    if (found === undefined) return null;
    return { book, checkedAt: found.checkedAt, differences: await verifyLimits(tx, book) };
  });
}

/** The books that are under limits. */
export async function booksUnderLimits(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ book: string }>(
    'select book from aval.limit_book order by book',
  );
  return rows.map(({ book }) => book);
}

/** A sum that is kept otherwise than the commitments and the ledger rebuild it. */
export interface LimitDifference {
  readonly what: 'commitment' | 'customer' | 'group' | 'cap' | 'book';
  readonly where: string;
  readonly kept: string;
  readonly rebuilt: string;
}

/**
 * Rebuilds every sum of a book from the guarantees' commitments, and the commitments' undrawn and outstanding parts
 * from the ledger, and lists what differs. Reads everything: for audits, in a transaction of one snapshot.
 */
export async function verifyLimits(tx: Queryable, book: string): Promise<LimitDifference[]> {
  const rebuilt = await rebuild(tx, book);
  return [
    ...(await differingCommitments(tx, book)),
    ...(await compare(tx, 'customer', customersKept, book, rebuilt.customers)),
    ...(await compare(tx, 'group', groupsKept, book, rebuilt.groups)),
    ...(await compare(tx, 'book', bookKept, book, new Map([[book, rebuilt.book]]))),
    ...(await differingCaps(tx, book)),
  ];
}

interface Rebuilt {
  readonly customers: Map<string, Vector>;
  readonly groups: Map<string, Vector>;
  readonly book: Vector;
}

async function rebuild(tx: Queryable, book: string): Promise<Rebuilt> {
  const uses = await customerUses(tx, book);
  const { rows } = await tx.query<{ customer: number; root: number | null }>(
    `select c.customer, coalesce(g.merged_into, g.id) as root from aval.limit_customer c
     left join aval.limit_group g on g.id = c.group_id where c.book = $1`,
    [book],
  );
  const customers = new Map<string, Vector>();
  const groups = new Map<string, Vector>();
  let total: Vector = bookVector(bookUseOf(noCustomerUse));
  for (const { customer, root } of rows) {
    const use = uses.get(customer) ?? noCustomerUse;
    customers.set(String(customer), customerVector(use));
    total = added(total, bookVector(bookUseOf(use)));
    if (root === null) continue;
    const group = groupVector(concentrationOf(use));
    groups.set(String(root), added(groups.get(String(root)) ?? group.map(() => 0), group));
  }
  return { customers, groups, book: total };
}

type CommittedRow = { readonly customer: number; readonly class: ContractClass } & Readonly<
  Record<`${'reserved' | 'undrawn' | 'outstanding'}${'Gross' | 'Own'}`, number>
>;

async function customerUses(tx: Queryable, book: string): Promise<Map<number, CustomerUse>> {
  const { rows } = await tx.query<CommittedRow>(
    `select customer, class, reserved_gross_minor as "reservedGross", reserved_own_minor as "reservedOwn",
       undrawn_gross_minor as "undrawnGross", undrawn_own_minor as "undrawnOwn",
       outstanding_gross_minor as "outstandingGross", outstanding_own_minor as "outstandingOwn"
     from aval.limit_commitment where book = $1`,
    [book],
  );
  const uses = new Map<number, CustomerUse>();
  for (const row of rows) {
    const before = uses.get(row.customer) ?? noCustomerUse;
    const after = changeOf(before, row.class, noCommitment, commitmentOf(row)).customer;
    uses.set(row.customer, after);
  }
  return uses;
}

function commitmentOf(row: CommittedRow): Commitment {
  return {
    reserved: { grossMinor: row.reservedGross, ownMinor: row.reservedOwn },
    undrawn: { grossMinor: row.undrawnGross, ownMinor: row.undrawnOwn },
    outstanding: { grossMinor: row.outstandingGross, ownMinor: row.outstandingOwn },
  };
}

const added = (one: Vector, other: Vector): Vector =>
  one.map((amount, index) => amount + (other[index] ?? 0));

const customersKept = 'select customer::text as name, use from aval.limit_customer where book = $1';
const groupsKept = `select id::text as name, array[committed_gross, committed_own, reported_gross, reported_own] as use
  from aval.limit_group where book = $1 and merged_into is null`;
const bookKept = `select $1::text as name, array[sum(committed_gross), sum(committed_own), sum(committed_balance_minor),
    sum(committed_small_minor), sum(committed_customers), sum(committed_small_customers), sum(reported_gross),
    sum(reported_own), sum(reported_balance_minor), sum(reported_small_minor), sum(reported_customers),
    sum(reported_small_customers)]::bigint[] as use
  from aval.limit_book_sum where book = $1`;

async function compare(
  tx: Queryable,
  what: LimitDifference['what'],
  sql: string,
  book: string,
  rebuilt: ReadonlyMap<string, Vector>,
): Promise<LimitDifference[]> {
  const { rows } = await tx.query<{ name: string; use: readonly (string | number)[] }>(sql, [book]);
  const kept = new Map(rows.map(({ name, use }) => [name, use.join(' ')]));
  const names = new Set([...kept.keys(), ...rebuilt.keys()]);
  return [...names].flatMap((where) => {
    const [one, other] = [kept.get(where) ?? '', rebuilt.get(where)?.join(' ') ?? ''];
    return one === other || isNothing(one, other)
      ? []
      : [{ what, where, kept: one, rebuilt: other }];
  });
}

/** A group that was just declared has no sums yet. */
function isNothing(kept: string, rebuilt: string): boolean {
  return rebuilt === '' && /^[0 ]*$/.test(kept);
}

async function differingCaps(tx: Queryable, book: string): Promise<LimitDifference[]> {
  const { rows } = await tx.query<LimitDifference>(
    `select 'cap' as what, kept.name as "where", array_to_string(kept.use, ' ') as kept,
       array_to_string(kept.rebuilt, ' ') as rebuilt
     from (select dimension || ':' || key as name, array[sum(committed_gross_minor), sum(committed_own_minor),
         sum(reported_gross_minor), sum(reported_own_minor)]::bigint[] as use,
         aval.uses_under_cap(book, dimension, key) as rebuilt
       from aval.limit_cap_sum where book = $1 group by book, dimension, key) as kept
     where kept.use is distinct from kept.rebuilt`,
    [book],
  );
  return rows;
}

/**
 * What the guard holds of a letter against what the ledger says: undrawn and outstanding, gross and own. Kept is empty
 * where the guard has never heard of a case that the ledger owes on.
 */
async function differingCommitments(tx: Queryable, book: string): Promise<LimitDifference[]> {
  const { rows } = await tx.query<LimitDifference>(
    `with owed as (
       select b.guarantee,
         coalesce(sum(balance_minor) filter (where account = 'undrawn'), 0) as undrawn_gross,
         coalesce(sum(balance_minor) filter (where account = 'undrawn' and party = t.ours), 0) as undrawn_own,
         coalesce(sum(balance_minor) filter (where account = 'outstanding'), 0) as outstanding_gross,
         coalesce(sum(balance_minor) filter (where account = 'outstanding' and party = t.ours), 0) as outstanding_own
       from aval.ledger_balance b
       join lateral (select share ->> 'party' as ours from aval.ledger_entry e,
           jsonb_array_elements(e.fact -> 'shares') with ordinality as s (share, place)
         where e.guarantee = b.guarantee and e.book = b.book and e.kind = 'issued'
           and share ->> 'role' = 'guarantor' order by e.id desc, place limit 1) as t on true
       where b.book = $1 group by b.guarantee)
     select 'commitment' as what, c.guarantee as "where",
       concat_ws(' ', undrawn_gross_minor, undrawn_own_minor, outstanding_gross_minor, outstanding_own_minor) as kept,
       concat_ws(' ', coalesce(undrawn_gross, 0), coalesce(undrawn_own, 0), coalesce(outstanding_gross, 0),
         coalesce(outstanding_own, 0)) as rebuilt
     from aval.limit_commitment c left join owed o on o.guarantee = c.guarantee
     where c.book = $1 and (undrawn_gross_minor, undrawn_own_minor, outstanding_gross_minor, outstanding_own_minor)
       is distinct from (coalesce(undrawn_gross, 0), coalesce(undrawn_own, 0), coalesce(outstanding_gross, 0),
         coalesce(outstanding_own, 0))
     union all
     select 'commitment', o.guarantee, '',
       concat_ws(' ', undrawn_gross, undrawn_own, outstanding_gross, outstanding_own)
     from owed o join aval.guarantee g on g.number = o.guarantee and g.book = $1
     where undrawn_gross + outstanding_gross > 0
       and not exists (select from aval.limit_commitment c where c.guarantee = o.guarantee)`,
    [book],
  );
  return rows;
}
