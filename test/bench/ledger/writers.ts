import type { Pool, PoolClient } from 'pg';
import type { ObligationFact } from '#domain/ledger/facts';
import type { Line } from '#domain/ledger/position';
import { postFact } from '#store/ledger/post-fact';
import { lifeOf } from './lives.js';

/** What one round of writing came to. */
export interface Round {
  readonly seconds: number;
  readonly entries: number;
  readonly postings: number;
  /** One a transaction, in milliseconds. */
  readonly latenciesMs: number[];
}

/** An entry as ours posted it: the bare contender inserts the very same rows. */
export interface PostedEntry {
  readonly fact: ObligationFact;
  readonly lines: readonly Line[];
}

let guarantees = 0;

/** Writers post lives for a while, a fact a transaction, each on guarantees of its own. */
export async function postForAWhile(
  pool: Pool,
  writers: number,
  milliseconds: number,
  posted: PostedEntry[],
): Promise<Round> {
  return race(pool, writers, milliseconds, () => {
    let life: ObligationFact[] = [];
    return async (client) => {
      if (life.length === 0) life = lifeOf(`W${(guarantees += 1)}`, guarantees);
      const fact = life.shift();
      if (fact === undefined) throw new Error('a life without facts');
      await client.query('begin');
      const outcome = await postFact(client, fact);
      await client.query('commit');
      if (outcome.kind === 'refused') throw new Error(`refused: ${outcome.reason}`);
      posted.push({ fact, lines: outcome.lines });
      return outcome.lines.length;
    };
  });
}

/** The same rows, indexes and transactions by bare inserts: no decision, no lock, no balances, no triggers. */
export async function insertForAWhile(
  pool: Pool,
  writers: number,
  milliseconds: number,
  posted: PostedEntry[],
): Promise<Round> {
  return race(pool, writers, milliseconds, () => async (client) => {
    const entry = posted.shift();
    if (entry === undefined) return undefined;
    await client.query('begin');
    const { rows } = await client.query<{ id: number }>(insertEntry(entry));
    await client.query(insertPostings(entry, rows[0]?.id ?? 0));
    await client.query('commit');
    return entry.lines.length;
  });
}

type Step = (client: PoolClient) => Promise<number | undefined>;

async function race(
  pool: Pool,
  writers: number,
  milliseconds: number,
  newWriter: () => Step,
): Promise<Round> {
  const latenciesMs: number[] = [];
  let postings = 0;
  const clients = await Promise.all(Array.from({ length: writers }, () => pool.connect()));
  const start = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      const step = newWriter();
      while (performance.now() - start < milliseconds) {
        const before = performance.now();
        const lines = await step(client);
        if (lines === undefined) return;
        latenciesMs.push(performance.now() - before);
        postings += lines;
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  for (const client of clients) client.release();
  return { seconds, entries: latenciesMs.length, postings, latenciesMs };
}

function insertEntry({ fact, lines }: PostedEntry) {
  return {
    name: 'bare_entry',
    text: `insert into aval.bare_entry (book, reference, guarantee, kind, currency, value_date, accounted_on,
        booked_at, line_count, fact)
      values ($1, $2, $3, $4, $5, $6, $6, clock_timestamp(), $7, $8) returning id`,
    values: [
      fact.book,
      fact.reference,
      fact.guarantee,
      fact.kind,
      fact.currency,
      fact.valueDate,
      lines.length,
      JSON.stringify(fact),
    ],
  };
}

const columns = 15;

function insertPostings({ fact, lines }: PostedEntry, entry: number) {
  const rows = lines.map((_, row) => {
    const places = Array.from({ length: columns - 1 }, (_each, at) => `$${row * 14 + at + 1}`);
    return `(${places.join(', ')}, clock_timestamp())`;
  });
  return {
    name: `bare_postings_${lines.length}`,
    text: `insert into aval.bare_posting (entry, no, book, guarantee, product, drawdown, beneficiary, party,
        claim, account, currency, value_date, debit_minor, credit_minor, booked_at) values ${rows.join(', ')}`,
    values: lines.flatMap((line, row) => [
      entry,
      row + 1,
      fact.book,
      fact.guarantee,
      'baoweidai',
      line.drawdown,
      line.beneficiary,
      line.party,
      line.claim,
      line.account,
      fact.currency,
      fact.valueDate,
      line.debitMinor,
      line.creditMinor,
    ]),
  };
}

/** Tables like ours, with the same indexes and checks, and no trigger. */
export const bareTables = `
  create table aval.bare_entry (like aval.ledger_entry including all);
  create table aval.bare_posting (like aval.ledger_posting including all,
    foreign key (entry) references aval.bare_entry);
  grant insert, select on aval.bare_entry, aval.bare_posting to aval_app;`;
