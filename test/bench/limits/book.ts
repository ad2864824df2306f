import type { Pool } from 'pg';
import { declareRelated } from '#store/limits/relate';
import { decideProposal, proposeLimit } from '#store/limits/proposals';
import { inTransaction } from '#store/transaction';
import { groupsOfBench, relatedCustomers } from './writers.js';

/** A book with net assets, a cap on its bank and one on its product, and customers in groups. */
export async function openBook(owner: Pool, app: Pool, book: string): Promise<void> {
  await owner.query(
    `insert into aval.book (id, guarantor, currency, regime, time_zone)
     values ($1, 'Guarantor of the bench', 'CNY', 'decree683', 'Asia/Shanghai')`,
    [book],
  );
  await confirm(app, book, 'netAssets', { amountMinor: 4_000_000_000_000 });
  await confirm(app, book, 'cap', cap('bank', 'b1'));
  await confirm(app, book, 'cap', cap('product', 'p1'));
  const places = { product: '', sector: '', bank: '', programme: '', region: '' };
  for (let customer = 0; customer < relatedCustomers; customer += 1) {
    const links = [{ kind: 'relatedGroup', value: `G${customer % groupsOfBench}` }] as const;
    await inTransaction(app, (tx) =>
      declareRelated(tx, { book, number: `J${customer}`, customer, places }, links, '2026-01-01'),
    );
  }
}

const cap = (dimension: 'bank' | 'product', key: string) => ({
  dimension,
  key,
  counts: 'gross' as const,
  amountMinor: 80_000_000_000_000,
});

async function confirm(
  app: Pool,
  book: string,
  kind: 'netAssets' | 'cap',
  data: object,
): Promise<void> {
  const proposal = { kind, data, asOf: '2026-01-01', source: 'bench' };
  const { id } = await proposeLimit(app, book, proposal as never, 'maker');
  await inTransaction(app, (tx) => decideProposal(tx, id, 'confirmed', 'checker'));
}

/** The rows that so many guarantees of 80 万 would have left, two a customer, and the sums that they come to. */
export async function fillBook(owner: Pool, book: string, size: number): Promise<void> {
  await owner.query(commitments, [book, size]);
  await owner.query(customers, [book]);
  await owner.query(sums, [book]);
  await owner.query(
    'vacuum analyze aval.limit_commitment, aval.limit_customer, aval.limit_book_sum, aval.limit_cap_sum, aval.limit_group',
  );
}

const commitments = `
  insert into aval.limit_commitment
  select $1 || '/' || n, $1, 1000000 + n / 2, 'smallMicro', 'p' || n % 5, 'software', 'b' || n % 9, 'standard',
    '340102', n % 16, 0, 0, 0, 0, 10000000, 5000000, null
  from generate_series(1, $2::int) as n`;

const customers = `
  insert into aval.limit_customer (customer, book, version, use)
  select customer, book, 1, array[sum(outstanding_gross_minor), sum(outstanding_own_minor), 0, 0, 0, 0, 0, 0, 0, 0,
    sum(outstanding_gross_minor), sum(outstanding_own_minor), 0, 0, 0, 0, 0, 0, 0, 0]::bigint[]
  from aval.limit_commitment where book = $1 group by customer, book`;

const sums = `
  update aval.limit_book_sum set committed_gross = own * 75, committed_own = own * 75,
    committed_balance_minor = gross, committed_small_minor = gross, committed_customers = customers,
    committed_small_customers = customers, reported_gross = own * 75, reported_own = own * 75,
    reported_balance_minor = gross, reported_small_minor = gross, reported_customers = customers,
    reported_small_customers = customers
  from (select sum(outstanding_own_minor) as own, sum(outstanding_gross_minor) as gross,
    count(distinct customer) as customers from aval.limit_commitment where book = $1) as filled
  where book = $1 and stripe = 0`;
