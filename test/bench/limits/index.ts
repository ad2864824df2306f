// npm run bench -- limits [--guarantees 1000,100000,1000000] [--writers 1,8,32] [--seconds 3]
import { parseArgs } from 'node:util';
import { openPool } from '#store/pool';
import { startDatabase } from '../ledger/database.js';
import { fillBook, openBook } from './book.js';
import { decideForAWhile, type Decisions, type Scene } from './writers.js';

const { values } = parseArgs({
  options: {
    guarantees: { type: 'string', default: '1000,100000,1000000' },
    writers: { type: 'string', default: '1,8,32' },
    seconds: { type: 'string', default: '3' },
  },
});
const numbers = (text: string) => text.split(',').map(Number);
const milliseconds = Number(values.seconds) * 1000;
const scenes: readonly Scene[] = ['many groups', 'one hot group', 'nothing left'];

const database = await startDatabase();
const app = openPool(database.appUrl, 40);
const owner = openPool(database.ownerUrl, 2);
try {
  for (const size of numbers(values.guarantees)) {
    const book = `book-${size}`;
    await openBook(owner, app, book);
    await fillBook(owner, book, size);
    console.log(`\n${size.toLocaleString('en')} guarantees in the book`);
    const table: Record<string, Record<string, number>> = {};
    for (const scene of scenes) {
      for (const writers of numbers(values.writers)) {
        await decideForAWhile(app, book, scene, writers, milliseconds / 4);
        const decided = await decideForAWhile(app, book, scene, writers, milliseconds);
        table[`${scene}, ${writers} writers`] = rowOf(decided);
      }
    }
    console.table(table);
  }
} finally {
  await Promise.all([app.end(), owner.end()]);
  await database.stop();
}

function rowOf({ seconds, taken, refused, decidedMs, committedMs }: Decisions) {
  return {
    'decisions/s': Math.round((taken + refused) / seconds),
    taken,
    refused,
    'decision p50 ms': percentile(decidedMs, 0.5),
    'decision p99 ms': percentile(decidedMs, 0.99),
    'with commit p50 ms': percentile(committedMs, 0.5),
    'with commit p99 ms': percentile(committedMs, 0.99),
  };
}

/** Linear interpolation, as percentile_cont. */
function percentile(all: readonly number[], part: number): number {
  const sorted = [...all].sort((one, other) => one - other);
  const at = part * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return Math.round((low + (high - low) * (at - Math.floor(at))) * 100) / 100;
}
