import { readFact } from '#domain/ledger/fact-shape';
import type { ObligationFact } from '#domain/ledger/facts';
import { repeatedKey } from '#domain/json/repeated-key';
import type { Refused, ShortOnADay } from '#domain/ledger/refusals';
import type { Pool } from 'pg';
import type { Queryable } from '../queryable.js';
import { inTransaction } from '../transaction.js';
import { postFact } from './post-fact.js';

/** A line of a facts file that was not booked, and why. */
export interface RefusedLine {
  /** From 1. */
  readonly line: number;
  readonly reference: string | null;
  readonly reason: Refused['reason'];
  readonly headroomMinor?: number;
  readonly detail?: string;
  readonly short?: ShortOnADay;
}

export interface Played {
  readonly lines: number;
  readonly booked: number;
  /** Booked before, by the very same fact. */
  readonly repeated: number;
  readonly refused: RefusedLine[];
}

type Reading =
  | { readonly kind: 'fact'; readonly line: number; readonly fact: ObligationFact }
  | { readonly kind: 'refused'; readonly refused: RefusedLine };

const batchSize = 100;

/** PostgreSQL ended one of two transactions that waited for each other: it is played again. */
const deadlock = '40P01';

/**
 * Posts a file of facts, one JSON object a line, in its order, without workflows. Empty lines are passed over.
 * Many facts share a transaction; a play that was cut off is played again, and books what is missing.
 */
export async function playFacts(pool: Pool, lines: AsyncIterable<string>): Promise<Played> {
  const played = { lines: 0, booked: 0, repeated: 0, refused: [] as RefusedLine[] };
  let batch: Reading[] = [];
  const flush = async () => {
    const outcomes = await playBatch(pool, batch);
    batch = [];
    for (const outcome of outcomes) {
      if (outcome === 'booked') played.booked += 1;
      else if (outcome === 'repeated') played.repeated += 1;
      else played.refused.push(outcome);
    }
  };
  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (text.trim() === '') continue;
    played.lines += 1;
    batch.push(readLine(text, line));
    if (batch.length === batchSize) await flush();
  }
  await flush();
  return played;
}

function readLine(text: string, line: number): Reading {
  const refused = (detail: string, reference: string | null): Reading => ({
    kind: 'refused',
    refused: { line, reference, reason: 'malformedFact', detail },
  });
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return refused(error instanceof Error ? error.message : 'is no JSON', null);
  }
  const twice = repeatedKey(text);
  if (twice !== undefined) return refused(`${twice} is given twice`, referenceOf(value));
  const reading = readFact(value);
  if (reading.kind === 'fact') return { kind: 'fact', line, fact: reading.fact };
  return refused(reading.problems.join('; '), referenceOf(value));
}

function referenceOf(value: unknown): string | null {
  const isNamed = typeof value === 'object' && value !== null && 'reference' in value;
  return isNamed && typeof value.reference === 'string' ? value.reference : null;
}

type Outcome = 'booked' | 'repeated' | RefusedLine;

async function playBatch(pool: Pool, batch: readonly Reading[]): Promise<Outcome[]> {
  for (;;) {
    try {
      return await inTransaction(pool, async (tx) => {
        const outcomes: Outcome[] = [];
        for (const reading of batch) outcomes.push(await playOne(tx, reading));
        return outcomes;
      });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === deadlock)) throw error;
    }
  }
}

async function playOne(tx: Queryable, reading: Reading): Promise<Outcome> {
  if (reading.kind === 'refused') return reading.refused;
  const { fact, line } = reading;
  const outcome = await postFact(tx, fact);
  if (outcome.kind === 'booked') return outcome.isRepeated ? 'repeated' : 'booked';
  const { reason, headroomMinor, detail, short } = outcome;
  return {
    line,
    reference: fact.reference,
    reason,
    ...(headroomMinor === undefined ? {} : { headroomMinor }),
    ...(detail === undefined ? {} : { detail }),
    ...(short === undefined ? {} : { short }),
  };
}
