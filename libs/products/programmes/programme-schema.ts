import { z } from 'zod';
import { isCurrency } from '#domain/money/currency';
import {
  capMeasures,
  capUses,
  claimOrders,
  payoutActs,
  programmeModes,
  sharerRoles,
  type ProgrammeContent,
} from '#domain/programmes/programme';
import { regimes } from '../pack.js';
import * as part from '../schema/parts.js';

const shares = z
  .array(z.strictObject({ party: part.code, role: z.enum(sharerRoles), shareBps: part.shareBps }))
  .min(1);

const payoutCap = z.strictObject({
  rateBps: part.bps,
  programmeRateBps: part.bps.nullable(),
  measure: z.enum(capMeasures),
  used: z.enum(capUses),
  claims: z.enum(claimOrders),
  warningBps: part.bps,
  stopBps: part.bps,
  source: part.source,
});

const payoutStep = z.strictObject({
  party: part.code,
  does: z.enum(payoutActs),
  within: part.period.optional(),
});

const eligibility = z.strictObject({
  groups: z.array(
    z.strictObject({ code: part.code, text: part.text, rules: z.array(part.rule).min(1) }),
  ),
  rules: z.array(part.rule),
  source: part.source,
});

const batch = z.strictObject({
  filedWithin: part.period,
  largestLoanMinor: part.amountMinor.nullable(),
  longestTenorMonths: part.atLeastOne,
  source: part.source,
});

/** The shape of a `programme.json`. What one part must be for another to make sense is in programme-checks. */
export const programmeSchema: z.ZodType<ProgrammeContent> = z.strictObject({
  programme: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a folder name in kebab-case'),
  version: z.string().regex(/^\d{4}\.\d+$/, 'a year and a number, such as "2026.1"'),
  name: part.text,
  summary: part.text,
  parameters: z.enum(['synthetic', 'published', 'agreed']),
  currency: z.string().refine(isCurrency, 'a currency of ISO 4217, such as "CNY"'),
  regime: z.enum(regimes),
  modes: z.array(z.enum(programmeModes)).min(1),
  shares,
  tiers: z.array(
    z.strictObject({
      code: part.code,
      requires: z.array(part.rule).min(1),
      shares,
      source: part.source,
    }),
  ),
  leastBankBps: part.bps,
  premiumCap: z.strictObject({ rateBps: part.bps, source: part.source }).nullable(),
  reGuaranteePremiums: z.array(
    z.strictObject({ party: part.code, rateBps: part.bps, source: part.source }),
  ),
  payoutCap: payoutCap.nullable(),
  payout: z.strictObject({ steps: z.array(payoutStep).min(1), source: part.source }),
  recovery: z.strictObject({
    order: z.tuple([z.literal('costs'), z.literal('sharers')]),
    source: part.source,
  }),
  eligibility,
  batch: batch.nullable(),
  source: part.source,
});
