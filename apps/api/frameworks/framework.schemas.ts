import { z } from 'zod';
import { frameworkStatuses } from '#domain/programmes/framework';
import {
  amountMinor,
  businessDate,
  currency,
  identifier,
  instant,
  storedInstant,
  text,
} from '../schemas.js';

export const frameworkId = z.string().regex(/^FA\d{6,10}$/);
export const filingId = z.uuid();
export const month = z.string().regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/);

const bps = z.int().min(0).max(10_000);

/** What a guarantor and a bank agree for batches. Amounts in minor units, rates in basis points. */
export const frameworkRequest = z
  .strictObject({
    book: identifier,
    /** The proposer's own reference, unique in its book. */
    reference: text(80),
    bank: text(120),
    product: identifier,
    programme: identifier,
    currency,
    /** How much may be guaranteed in all. */
    limitMinor: amountMinor,
    /** The largest loan of one row; without it the programme's. */
    largestLoanMinor: amountMinor.optional(),
    /** A year, of the guaranteed amount. */
    premiumRateBps: bps,
    /** The cap of payout; at most the programme's. */
    capRateBps: bps,
    lendsFrom: businessDate,
    lendsUntil: businessDate,
    capUntil: businessDate,
  })
  .meta({ id: 'FrameworkTerms' });
export type FrameworkRequest = z.output<typeof frameworkRequest>;

/** How far the framework and its cap are used. */
const use = z.object({
  headroomMinor: z.int(),
  capMinor: z.int(),
  capHeadroomMinor: z.int(),
  capState: z.enum(['free', 'warning', 'stopped']),
});

export const framework = z
  .object({
    id: z.string(),
    book: z.string(),
    timeZone: z.string(),
    reference: z.string(),
    bank: z.string(),
    product: z.string(),
    packVersion: z.string(),
    programme: z.string(),
    programmeVersion: z.string(),
    currency: z.string(),
    limitMinor: z.int(),
    largestLoanMinor: z.int().nullable(),
    premiumRateBps: z.int(),
    capRateBps: z.int(),
    lendsFrom: z.string(),
    lendsUntil: z.string(),
    capUntil: z.string(),
    status: z.enum(frameworkStatuses),
    acceptedMinor: z.int(),
    acceptedRows: z.int(),
    payableMinor: z.int(),
    keptMinor: z.int(),
    recoveredMinor: z.int(),
    use,
    proposedBy: z.string(),
    proposedAt: storedInstant,
    decidedBy: z.string().nullable(),
    decidedAt: storedInstant.nullable(),
    warnedAt: storedInstant.nullable(),
    stoppedAt: storedInstant.nullable(),
    closedAt: storedInstant.nullable(),
  })
  .meta({ id: 'Framework' });
export type FrameworkView = z.output<typeof framework>;
export const frameworkList = z.object({ items: z.array(framework) }).meta({ id: 'FrameworkList' });
export const frameworkQuery = z.object({
  book: identifier.optional(),
  bank: text(120).optional(),
});

export const frameworkEvents = z
  .object({
    items: z.array(
      z.object({
        name: z.string(),
        by: z.string().nullable(),
        recordedAt: storedInstant,
        data: z.record(z.string(), z.unknown()),
      }),
    ),
  })
  .meta({ id: 'FrameworkEvents' });

export const frameworkDecision = z
  .strictObject({ outcome: z.enum(['confirm', 'refuse']) })
  .meta({ id: 'FrameworkDecision' });

/** Rows as the bank files them; each is judged by itself (docs/programmes.md names the fields). */
export const filingRequest = z
  .strictObject({ rows: z.array(z.record(z.string(), z.unknown())).min(1).max(20_000) })
  .meta({ id: 'Filing' });
export const filingQuery = z.object({
  /** The file's name. */
  source: text(200).optional(),
  /** Cases on driven clocks that begin at this instant; demonstrations only. */
  drivenFrom: instant.optional(),
});
export type FilingQuery = z.output<typeof filingQuery>;

export const filingProgress = z
  .object({
    id: z.string(),
    framework: z.string(),
    source: z.string(),
    submittedBy: z.string(),
    submittedAt: storedInstant,
    rows: z.int(),
    pending: z.int(),
    accepted: z.int(),
    known: z.int(),
    refused: z.int(),
  })
  .meta({ id: 'FilingProgress' });
export type FilingProgressView = z.output<typeof filingProgress>;
export const filingList = z.object({ items: z.array(filingProgress) }).meta({ id: 'FilingList' });

const rowStatus = z.enum(['pending', 'accepted', 'known', 'refused']);
export const rowQuery = z.object({
  status: rowStatus.optional(),
  /** Rows behind this line. */
  after: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});
export type RowQuery = z.output<typeof rowQuery>;
export const rowList = z
  .object({
    items: z.array(
      z.object({
        line: z.int(),
        loanReference: z.string().nullable(),
        status: rowStatus,
        reason: z.string().nullable(),
        field: z.string().nullable(),
        detail: z.string().nullable(),
        guarantee: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'FiledRowList' });

export const statementRequest = z.strictObject({ month }).meta({ id: 'StatementRequest' });
export const statement = z
  .object({
    id: z.string(),
    framework: z.string(),
    month: z.string(),
    guarantees: z.int(),
    premiumMinor: z.int(),
    drawnBy: z.string(),
    receivedOn: z.string().nullable(),
  })
  .meta({ id: 'PremiumStatement' });
export const statementList = z
  .object({ items: z.array(statement) })
  .meta({ id: 'PremiumStatementList' });
export const receipt = z
  .strictObject({ amountMinor, receivedOn: businessDate })
  .meta({ id: 'PremiumReceipt' });
export const closing = z
  .object({ framework: z.string(), cases: z.int() })
  .meta({ id: 'CapClosing' });
