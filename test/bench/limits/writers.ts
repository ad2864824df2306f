import type { Pool } from 'pg';
import type { LimitedGuarantee } from '#domain/limits/standing';
import { reserveHeadroom } from '#store/limits/commitments';

export const groupsOfBench = 50;
/** Customers with declared relations, who ask for headroom; the rest of the book only stands in it. */
export const relatedCustomers = 1000;

/**
 * `many groups`: every decision for another customer over all groups. `one hot group`: twenty customers of one
 * group. `nothing left`: the customer's own limit is used up, and every request is refused by rule.
 */
export type Scene = 'many groups' | 'one hot group' | 'nothing left';

export interface Decisions {
  readonly seconds: number;
  readonly taken: number;
  readonly refused: number;
  /** Within the transaction: reading, judging and taking. */
  readonly decidedMs: number[];
  /** The whole transaction, from begin to the commit that is safe on disk. */
  readonly committedMs: number[];
}

const bearers = [
  { shareBps: 2000, role: 'reGuarantor' },
  { shareBps: 2000, role: 'reGuarantor' },
  { shareBps: 4000, role: 'guarantor' },
];
let asked = 0;

/** Writers ask for headroom as fast as they are answered, each decision in a transaction of its own. */
export async function decideForAWhile(
  pool: Pool,
  book: string,
  scene: Scene,
  writers: number,
  milliseconds: number,
): Promise<Decisions> {
  const decided: Decisions = { seconds: 0, taken: 0, refused: 0, decidedMs: [], committedMs: [] };
  const counts = { taken: 0, refused: 0 };
  const clients = await Promise.all(Array.from({ length: writers }, () => pool.connect()));
  const start = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() - start < milliseconds) {
        const guarantee = nextGuarantee(book, scene);
        const amountMinor = scene === 'nothing left' ? 9_000_000_000_000 : 10_000;
        const before = performance.now();
        await client.query('begin');
        const ask = { amountMinor, bearers, until: '2030-12-31' };
        const moved = await reserveHeadroom(client, guarantee, ask);
        decided.decidedMs.push(performance.now() - before);
        await client.query('commit');
        decided.committedMs.push(performance.now() - before);
        counts[moved.kind === 'taken' ? 'taken' : 'refused'] += 1;
      }
    }),
  );
  for (const client of clients) client.release();
  return { ...decided, ...counts, seconds: (performance.now() - start) / 1000 };
}

function nextGuarantee(book: string, scene: Scene): LimitedGuarantee {
  asked += 1;
  const place = asked % relatedCustomers;
  const customer = scene === 'one hot group' ? (asked % 20) * groupsOfBench : place;
  return {
    number: `W${asked}`,
    book,
    customer,
    class: 'smallMicro',
    controlsGuarantor: false,
    places: {
      product: 'p1',
      sector: 'software',
      bank: 'b1',
      programme: 'standard',
      region: '340102',
    },
  };
}
