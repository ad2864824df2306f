/** What limits and proposals look like on the wire. */
import { z } from 'zod';
import { capDimensions } from '#domain/limits/terms';
import { thresholdBases } from '#domain/limits/weights';
import { businessDate, guaranteeNumber, identifier, storedInstant, text } from '../schemas.js';

const minor = z.int();
const figure = z.int().min(0).max(5_000_000_000_000);

const rule = z
  .object({
    rule: z.string(),
    key: z.string(),
    article: z.string(),
    limitMinor: minor.nullable(),
    usedMinor: minor,
    headroomMinor: minor.nullable(),
    stopMinor: minor.nullable(),
    reportedMinor: minor,
    warningBps: z.int(),
    state: z.enum(['free', 'warning', 'stopped', 'exceeded']),
  })
  .meta({
    id: 'LimitRule',
    description:
      'Held to `usedMinor`, which counts reserved and undrawn. Above `stopMinor` nothing new is taken, though the limit is higher.',
  });

const breach = z
  .object({
    id: z.int(),
    severity: z.enum(['breach', 'warning']),
    book: z.string(),
    rule: z.string(),
    key: z.string(),
    article: z.string(),
    limitMinor: minor.nullable(),
    usedMinor: minor.nullable(),
    cause: z.string(),
    caseCount: z.int(),
    cases: z.array(z.string()),
    raisedAt: storedInstant,
    clearedAt: storedInstant.nullable(),
  })
  .meta({ id: 'LimitBreach' });
export const breachList = z.object({ items: z.array(breach) }).meta({ id: 'LimitBreachList' });

const byBasis = z.object({ gross: minor, own: minor });

export const bookLimits = z
  .object({
    book: z.string(),
    netAssetsMinor: minor.nullable(),
    netAssetsOn: z.string().nullable(),
    holdingsMinor: minor,
    holdingsOn: z.string().nullable(),
    adjustedNetAssetsMinor: minor.nullable(),
    thresholdBasis: z.enum(thresholdBases),
    mainlySmall: z.boolean(),
    reported: byBasis,
    committed: byBasis,
    rules: z.array(rule),
    breaches: z.array(breach),
  })
  .meta({ id: 'BookLimits' });

export const customerLimits = z
  .object({
    book: z.string(),
    onTermsOf: z.string(),
    group: z.int().nullable(),
    rules: z.array(rule),
    largestFitMinor: minor.nullable(),
  })
  .meta({ id: 'CustomerLimits' });

const difference = z
  .object({
    what: z.enum(['commitment', 'customer', 'group', 'cap', 'book']),
    where: z.string(),
    kept: z.string(),
    rebuilt: z.string(),
  })
  .meta({ id: 'LimitDifference', description: 'Sums in minor units, a blank between them.' });
export const limitVerification = z
  .object({
    book: z.string(),
    checkedAt: storedInstant,
    differences: z.array(difference),
    repairs: z.array(
      z.object({
        id: z.int(),
        repairedBy: z.string(),
        repairedAt: storedInstant,
        differences: z.array(difference),
      }),
    ),
  })
  .meta({ id: 'LimitVerification' });

export const customerQuery = z.strictObject({ customer: text(100) });

export const whatIfQuestion = z
  .strictObject({ cases: z.array(guaranteeNumber).min(1).max(500) })
  .meta({ id: 'WhatIfQuestion' });
const finding = z.object({
  rule: z.string(),
  key: z.string(),
  article: z.string(),
  limitMinor: minor,
  usedMinor: minor,
  askedMinor: minor,
  headroomMinor: minor,
  stopMinor: minor.nullable(),
});
export const whatIfAnswers = z
  .object({
    items: z.array(
      z.object({
        number: z.string(),
        kind: z.enum(['fits', 'exceeded']),
        findings: z.array(finding).optional(),
        largestFitMinor: minor.optional(),
      }),
    ),
  })
  .meta({ id: 'WhatIfAnswers' });

const about = { asOf: businessDate, source: text(500) };
/** A part of a limit, in basis points of it. */
const rate = z.int().min(1).max(10_000);
const cap = z
  .strictObject({
    dimension: z.enum(capDimensions),
    key: identifier,
    counts: z.enum(['gross', 'own']),
    amountMinor: z.int().min(0).max(90_000_000_000_000).optional(),
    ofNetAssetsBps: z.int().min(0).max(1_000_000).optional(),
    warningBps: rate.optional(),
    stopBps: rate.optional(),
  })
  .refine(
    ({ amountMinor, ofNetAssetsBps }) =>
      (amountMinor === undefined) !== (ofNetAssetsBps === undefined),
    { error: 'states either amountMinor or ofNetAssetsBps' },
  );
/** Rates of one statutory rule, given whole: what is left out is the book's; `null` gives both back to the book's. */
const ownRates = z
  .strictObject({ warningBps: rate.optional(), stopBps: rate.nullable().optional() })
  .nullable()
  .optional();
const terms = z.strictObject({
  thresholdBasis: z.enum(thresholdBases).optional(),
  reservationDays: z.int().min(1).max(3660).optional(),
  nearBps: z.int().min(0).max(10_000).optional(),
  stopBps: rate.nullable().optional(),
  rules: z
    .strictObject({ oneDebtor: ownRates, relatedDebtors: ownRates, leverage: ownRates })
    .optional(),
});

export const limitProposal = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('netAssets'),
      data: z.strictObject({ amountMinor: figure }),
      ...about,
    }),
    z.strictObject({
      kind: z.literal('holdings'),
      data: z.strictObject({ amountMinor: figure }),
      ...about,
    }),
    z.strictObject({ kind: z.literal('cap'), data: cap, ...about }),
    z.strictObject({
      kind: z.literal('capLifted'),
      data: z.strictObject({ dimension: z.enum(capDimensions), key: identifier }),
      ...about,
    }),
    z.strictObject({ kind: z.literal('terms'), data: terms, ...about }),
  ])
  .meta({ id: 'LimitProposal' });

export const keptProposal = z
  .object({
    id: z.int(),
    book: z.string(),
    kind: z.enum(['netAssets', 'holdings', 'cap', 'capLifted', 'terms']),
    data: z.record(z.string(), z.unknown()),
    asOf: z.string(),
    source: z.string(),
    proposedBy: z.string(),
    proposedAt: storedInstant,
    outcome: z.enum(['confirmed', 'rejected']).nullable(),
    decidedBy: z.string().nullable(),
    decidedAt: storedInstant.nullable(),
  })
  .meta({ id: 'KeptLimitProposal' });
export const proposalList = z
  .object({ items: z.array(keptProposal) })
  .meta({ id: 'LimitProposalList' });

export const proposalId = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
export const proposalDecision = z
  .strictObject({ outcome: z.enum(['confirmed', 'rejected']) })
  .meta({ id: 'LimitProposalDecision' });
