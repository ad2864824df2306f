import { z } from 'zod';
import { endings } from '#domain/lifecycle/stages';
import { logViews } from '#mining/own/view';
import { businessDate, identifier, instant, storedInstant, text } from '../schemas.js';

/** Office hours in which work and waits can be measured. */
export const hours = ['all', 'office', 'china'] as const;

export const minedQuery = z
  .object({
    book: identifier.optional(),
    product: identifier.optional(),
    bank: text(120).optional(),
    grade: text(40).optional(),
    officer: text(120).optional(),
    amountFromMinor: z.coerce.number().int().min(0).optional(),
    amountToMinor: z.coerce.number().int().min(0).optional(),
    from: businessDate.optional(),
    to: businessDate.optional(),
    ending: z.enum(endings).optional(),
    open: z.enum(['true', 'false']).optional(),
    asOf: instant.optional(),
    view: z.enum(logViews).default('all'),
    hours: z.enum(hours).default('all'),
    most: z.coerce.number().int().min(1).max(1000).default(50),
  })
  .meta({ id: 'MinedQuery' });
export type MinedQuery = z.output<typeof minedQuery>;

/** Which cases an answer is about, and what it does about those whose end is not known. */
export const minedCases = z
  .object({
    cases: z.int(),
    events: z.int(),
    openCases: z.int(),
    books: z.array(z.string()),
    asOf: storedInstant.nullable(),
    censoring: z.string(),
    /** Which state of the books it shows: equal versions give equal answers. */
    version: z.string(),
    /** Where no case fits: a sentence, with the values that there are. */
    note: z.string().nullable(),
  })
  .meta({ id: 'MinedCases' });

export const edgeTimesQuery = z
  .object({
    book: identifier.optional(),
    product: identifier.optional(),
    from: businessDate.optional(),
    to: businessDate.optional(),
  })
  .meta({ id: 'EdgeTimesQuery' });

export const edgeTimes = z
  .object({
    percentileError: z.number(),
    /** Where no stay fits: a sentence. */
    note: z.string().nullable(),
    edges: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        edges: z.int(),
        waitedMs: z.int(),
        workedMs: z.int(),
        meanMs: z.number(),
        leastMs: z.int(),
        mostMs: z.int(),
        stdevMs: z.number().nullable(),
        p50Ms: z.number(),
        p90Ms: z.number(),
        p95Ms: z.number(),
        p99Ms: z.number(),
      }),
    ),
  })
  .meta({ id: 'EdgeTimes' });
