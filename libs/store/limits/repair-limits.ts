import type { Pool } from 'pg';
import { noCommitment } from '#domain/limits/amounts';
import type { Queryable } from '../queryable.js';
import { inTransaction } from '../transaction.js';
import { readLimitedCases } from './limited-case.js';
import { moveCommitment, stripeCount } from './move-commitment.js';
import { verifyLimits, type LimitDifference } from './verify-limits.js';

/** What a repair has written: each sum as it was kept before, and as it is now. */
export interface LimitRepair {
  readonly id: number;
  readonly repairedBy: string;
  readonly repairedAt: Date;
  readonly differences: readonly LimitDifference[];
}

/**
 * Writes the rebuilt sums of a book where they differ, in one transaction, and leaves a record of it; nothing where
 * nothing differs. While it lasts nobody takes or gives headroom of the book. Needs the access of the tables' owner:
 * the application's role writes no sum but through the guard's door. @throws Error where a sum still differs after it
 */
export function repairLimits(owner: Pool, book: string, by: string): Promise<LimitRepair | null> {
  return inTransaction(owner, async (tx) => {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 2))', [book]);
    const ofCommitments = (await verifyLimits(tx, book)).filter(isOfCommitment);
    for (const difference of ofCommitments) await writeCommitment(tx, book, difference);
    // The sums are parts of the commitments: they are compared once these are right.
    const ofSums = await verifyLimits(tx, book);
    for (const difference of ofSums) await writers[difference.what](tx, book, difference);
    const differences = [...ofCommitments, ...ofSums];
    if (differences.length === 0) return null;
    const [left] = await verifyLimits(tx, book);
    if (left !== undefined) throw new Error(`${left.what} ${left.where} of ${book} still differs`);
    return keepRepair(tx, book, by, differences);
  });
}

/** The repairs of a book, the newest first. */
export async function listRepairs(db: Queryable, book: string): Promise<LimitRepair[]> {
  const { rows } = await db.query<LimitRepair>(
    `select ${columns} from aval.limit_repair where book = $1 order by id desc limit 50`,
    [book],
  );
  return rows;
}

const columns = `id, repaired_by as "repairedBy", repaired_at as "repairedAt", differences`;

async function keepRepair(
  tx: Queryable,
  book: string,
  by: string,
  differences: readonly LimitDifference[],
): Promise<LimitRepair> {
  const { rows } = await tx.query<LimitRepair>(
    `insert into aval.limit_repair (book, repaired_by, differences) values ($1, $2, $3) returning ${columns}`,
    [book, by, JSON.stringify(differences)],
  );
  const [kept] = rows;
  if (kept === undefined) throw new Error('a repair was not kept');
  return kept;
}

type Writer = (tx: Queryable, book: string, difference: LimitDifference) => Promise<unknown>;

const isOfCommitment = ({ what }: LimitDifference): boolean => what === 'commitment';

/** Sums as `verifyLimits` names them: integers with a blank between. */
const vectorOf = ({ rebuilt }: LimitDifference): number[] => rebuilt.split(' ').map(Number);

async function writeCommitment(
  tx: Queryable,
  book: string,
  difference: LimitDifference,
): Promise<void> {
  const [undrawnGross = 0, undrawnOwn = 0, lentGross = 0, lentOwn = 0] = vectorOf(difference);
  const { where: number } = difference;
  if (difference.kept !== '') {
    await tx.query(
      `update aval.limit_commitment set undrawn_gross_minor = $2, undrawn_own_minor = $3,
         outstanding_gross_minor = $4, outstanding_own_minor = $5, updated_at = clock_timestamp()
       where guarantee = $1`,
      [number, undrawnGross, undrawnOwn, lentGross, lentOwn],
    );
    return;
  }
  const [limited] = await readLimitedCases(tx, book, [number]);
  if (limited === undefined) throw new Error(`${number} is not taken in: nothing says what it is`);
  const to = {
    ...noCommitment,
    undrawn: { grossMinor: undrawnGross, ownMinor: undrawnOwn },
    outstanding: { grossMinor: lentGross, ownMinor: lentOwn },
  };
  await moveCommitment(tx, limited.guarantee, () => ({ to, reservedUntil: null }), null);
}

const writers: Readonly<Record<LimitDifference['what'], Writer>> = {
  commitment: writeCommitment,
  customer: (tx, book, difference) =>
    tx.query(
      `insert into aval.limit_customer (customer, book, version, use) values ($1, $2, 1, $3)
       on conflict (customer, book) do update set use = excluded.use, version = limit_customer.version + 1`,
      [difference.where, book, vectorOf(difference)],
    ),
  group: (tx, book, difference) =>
    tx.query(
      `update aval.limit_group set committed_gross = ($3::bigint[])[1], committed_own = ($3::bigint[])[2],
         reported_gross = ($3::bigint[])[3], reported_own = ($3::bigint[])[4] where id = $1 and book = $2`,
      [difference.where, book, vectorOf(difference)],
    ),
  book: writeBook,
  cap: writeCap,
};

// All goes to the first stripe: whoever comes next shares what is left out anew.
async function writeBook(tx: Queryable, book: string, difference: LimitDifference): Promise<void> {
  await tx.query(
    `insert into aval.limit_book_sum (book, stripe) select $1, stripe from generate_series(0, $2) as stripe
     on conflict do nothing`,
    [book, stripeCount - 1],
  );
  const sums = bookColumns.map((column, place) => inFirstStripe(column, place, 2)).join(', ');
  await tx.query(`update aval.limit_book_sum set quota = null, ${sums} where book = $1`, [
    book,
    vectorOf(difference),
  ]);
}

async function writeCap(tx: Queryable, book: string, difference: LimitDifference): Promise<void> {
  const [dimension = '', ...key] = difference.where.split(':');
  const sums = capColumns.map((column, place) => inFirstStripe(column, place, 4)).join(', ');
  await tx.query(
    `update aval.limit_cap_sum set quota = null, ${sums} where book = $1 and dimension = $2 and key = $3`,
    [book, dimension, key.join(':'), vectorOf(difference)],
  );
}

const inFirstStripe = (column: string, place: number, parameter: number): string =>
  `${column} = case stripe when 0 then ($${parameter}::bigint[])[${place + 1}] else 0 end`;

/** In the order of libs/store/limits/vectors.ts. */
const bookColumns = ['committed', 'reported'].flatMap((measure) =>
  ['gross', 'own', 'balance_minor', 'small_minor', 'customers', 'small_customers'].map(
    (name) => `${measure}_${name}`,
  ),
);
const capColumns = ['committed', 'reported'].flatMap((measure) =>
  ['gross', 'own'].map((name) => `${measure}_${name}_minor`),
);
