import {
  noCommitment,
  noCustomerUse,
  type ContractClass,
  type CustomerUse,
} from '#domain/limits/amounts';
import { bookUseOf, changeOf, concentrationOf } from '#domain/limits/uses';
import type { Queryable } from '../queryable.js';
import { commitmentOf } from './read-standing.js';
import { bookVector, customerVector, groupVector, type Vector } from './vectors.js';

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

async function customerUses(tx: Queryable, book: string): Promise<Map<number, CustomerUse>> {
  type Row = Parameters<typeof commitmentOf>[0] & { customer: number; class: ContractClass };
  const { rows } = await tx.query<Row>('select * from aval.limit_commitment where book = $1', [
    book,
  ]);
  const uses = new Map<number, CustomerUse>();
  for (const row of rows) {
    const before = uses.get(row.customer) ?? noCustomerUse;
    const after = changeOf(before, row.class, noCommitment, commitmentOf(row)).customer;
    uses.set(row.customer, after);
  }
  return uses;
}

const added = (one: Vector, other: Vector): Vector =>
  one.map((amount, index) => amount + (other[index] ?? 0));

const customersKept =
  'select customer::text as name, use from aval.limit_customer where book = $1';
const groupsKept = `select id::text as name, use from aval.limit_group where book = $1 and merged_into is null`;
const bookKept = `select $1::text as name, array_agg(amount order by i) as use from (
    select i, sum(amount)::bigint as amount
    from aval.limit_counter, unnest(use) with ordinality as u (amount, i)
    where book = $1 and dimension = 'book' group by i) as sums`;

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
    return one === other || isNothing(one, other) ? [] : [{ what, where, kept: one, rebuilt: other }];
  });
}

/** A group that was just declared has no sums yet. */
function isNothing(kept: string, rebuilt: string): boolean {
  return rebuilt === '' && /^[0 ]*$/.test(kept);
}

async function differingCaps(tx: Queryable, book: string): Promise<LimitDifference[]> {
  const { rows } = await tx.query<LimitDifference>(
    `select 'cap' as what, cap.dimension || ':' || cap.key as "where",
       array_to_string(kept.use, ' ') as kept, array_to_string(rebuilt.use, ' ') as rebuilt
     from aval.limit_cap cap
     cross join lateral (select array[sum(use[1]), sum(use[2]), sum(use[3]), sum(use[4])]::bigint[] as use
       from aval.limit_counter c
       where c.book = cap.book and c.dimension = cap.dimension and c.key = cap.key) as kept
     cross join lateral (select aval.uses_under_cap(cap.book,
       jsonb_build_object('dimension', cap.dimension, 'key', cap.key)) as use) as rebuilt
     where cap.book = $1 and kept.use is distinct from rebuilt.use`,
    [book],
  );
  return rows;
}

/** What the guard holds of a letter against what the ledger says: undrawn and outstanding, gross and own. */
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
         coalesce(outstanding_own, 0))`,
    [book],
  );
  return rows;
}
