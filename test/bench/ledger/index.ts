// npm run bench -- ledger [--guarantees 1000,100000,1000000] [--writers 1,8,32] [--seconds 2] [--rounds 3]
import { parseArgs } from 'node:util';
import type { Pool } from 'pg';
import { books } from '#store/ledger/books';
import { foldLedger } from '#store/ledger/fold';
import { openPool } from '#store/pool';
import { startDatabase } from './database.js';
import { fillPortfolio } from './portfolio.js';
import {
  bareTables,
  insertForAWhile,
  postForAWhile,
  type PostedEntry,
  type Round,
} from './writers.js';

const { values } = parseArgs({
  options: {
    guarantees: { type: 'string', default: '1000,100000,1000000' },
    writers: { type: 'string', default: '1,8,32' },
    seconds: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '3' },
  },
});
const numbers = (text: string) => text.split(',').map(Number);
const milliseconds = Number(values.seconds) * 1000;

const database = await startDatabase();
const app = openPool(database.appUrl, 40);
const owner = openPool(database.ownerUrl, 2);
try {
  await owner.query(bareTables);
  let filled = 0;
  for (const size of numbers(values.guarantees)) {
    await fillPortfolio(owner, filled, size);
    filled = size;
    await foldLedger(app);
    console.log(`\n${size.toLocaleString('en')} guarantees in the book`);
    console.table(await compareWriters(app, numbers(values.writers), Number(values.rounds)));
    console.table(await timeBooks(app));
  }
} finally {
  await Promise.all([app.end(), owner.end()]);
  await database.stop();
}

/** Ours and the bare inserts in turns, so that neither has the machine's better minutes. */
async function compareWriters(pool: Pool, writerCounts: readonly number[], rounds: number) {
  const table: Record<string, Record<string, number>> = {};
  for (const writers of writerCounts) {
    const ours: Round[] = [];
    const bare: Round[] = [];
    const posted: PostedEntry[] = [];
    await postForAWhile(pool, writers, milliseconds / 4, []);
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await postForAWhile(pool, writers, milliseconds, posted));
      bare.push(await insertForAWhile(pool, writers, milliseconds, posted));
    }
    const [our, their] = [perSecond(ours), perSecond(bare)];
    table[`${writers} writers`] = {
      'postings/s': Math.round(our.postings),
      'entries/s': Math.round(our.entries),
      'p50 ms': percentile(ours, 0.5),
      'p99 ms': percentile(ours, 0.99),
      'bare postings/s': Math.round(their.postings),
      'bare p99 ms': percentile(bare, 0.99),
      'of bare': rounded(our.postings / their.postings),
    };
  }
  return table;
}

function perSecond(rounds: readonly Round[]) {
  const sum = (pick: (round: Round) => number) =>
    rounds.reduce((total, round) => total + pick(round), 0);
  const seconds = sum((round) => round.seconds);
  return {
    postings: sum((round) => round.postings) / seconds,
    entries: sum((round) => round.entries) / seconds,
  };
}

function percentile(rounds: readonly Round[], part: number): number {
  return percentileOf(
    rounds.flatMap((round) => round.latenciesMs),
    part,
  );
}

/** Linear interpolation, as percentile_cont. */
function percentileOf(all: readonly number[], part: number): number {
  const sorted = [...all].sort((one, other) => one - other);
  const at = part * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return rounded(low + (high - low) * (at - Math.floor(at)));
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** The trial balance as of dates over the ten years, with the tail that the writers have just left. */
async function timeBooks(pool: Pool) {
  const asOf = ['2016-06-30', '2019-12-31', '2023-03-15', '2025-12-31', undefined];
  const tail = await timeEach(pool, asOf);
  const foldMs = await timed(() => foldLedger(pool));
  return {
    'with an unfolded tail': tail,
    folded: await timeEach(pool, asOf),
    'the fold itself': { 'median ms': rounded(foldMs), 'worst ms': rounded(foldMs) },
  };
}

async function timeEach(pool: Pool, dates: readonly (string | undefined)[]) {
  const times: number[] = [];
  for (const asOf of [...dates, ...dates, ...dates]) {
    times.push(await timed(() => books(pool, { book: 'bench', ...(asOf && { asOf }) })));
  }
  return { 'median ms': percentileOf(times, 0.5), 'worst ms': percentileOf(times, 1) };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}
