import { z } from 'zod';
import {
  approvalPathKinds,
  authorityFlags,
  type AuthorityMatrix,
} from '#domain/approval/authority';
import type { ReconsiderationPolicy } from '#domain/approval/decide-reconsideration';
import type { AssessmentPolicy } from '#domain/assessment/decide-assessment';
import type { Scorecard } from '#domain/assessment/scorecard';
import { noRecordActions, type CreditCheckPolicy } from '#domain/credit-check/decide-credit-check';
import { productClasses, type IntakePolicy } from '#domain/intake/decide-intake';
import {
  premiumBases,
  premiumRefunds,
  refusalRefunds,
  type PricingPolicy,
} from '#domain/premium/price-guarantee';
import { hitActions, type ScreeningPolicy } from '#domain/screening/decide-screening';
import * as part from './parts.js';

/** Intake to approval: the parts of a pack that decide whether and at what price we guarantee. */

export const intake: z.ZodType<IntakePolicy> = z.strictObject({
  productClass: z.enum(productClasses),
  sizesEnterprises: z.boolean(),
  keyField: part.code.optional(),
  checklist: z.array(
    z.strictObject({ code: part.code, name: part.text, neededWhen: part.code.optional() }),
  ),
});

export const screening: z.ZodType<ScreeningPolicy> = z.strictObject({
  eligibility: z.array(part.rule),
  hardRules: z.array(part.rule),
  lists: z.array(
    z.strictObject({
      list: part.code,
      onExact: z.enum(hitActions),
      onPossible: z.enum(hitActions),
      source: part.source,
    }),
  ),
});

export const creditCheck: z.ZodType<CreditCheckPolicy> = z.strictObject({
  purpose: part.code,
  reportValidDays: part.atLeastOne,
  onNoRecord: z.enum(noRecordActions),
  overdueNowMaxMinor: part.amountMinor.nullable(),
  overdueMonthsIn24Max: part.count.nullable(),
  enquiriesIn6MonthsMax: part.count.nullable(),
  decliningRecords: z.array(part.code),
  adverseRecordYears: part.atLeastOne,
});

const bin = z.union(
  [
    z.strictObject({
      atLeast: z.number().optional(),
      below: z.number().optional(),
      points: z.int(),
    }),
    z.strictObject({ in: z.array(part.factValue).min(1), points: z.int() }),
  ],
  {
    error:
      'a bin: {"atLeast": 1, "below": 5, "points": 10} or {"in": ["a", "b"], "points": 10}, whole points',
  },
);

export const scorecard: z.ZodType<Scorecard> = z.strictObject({
  startPoints: z.int(),
  reasonsMax: part.atLeastOne,
  characteristics: z
    .array(
      z.strictObject({
        field: part.code,
        name: part.text,
        reasonCode: part.code,
        bins: z.array(bin).min(1),
        otherwise: z.int(),
      }),
    )
    .min(1),
  grades: z.array(z.strictObject({ grade: z.string().min(1), minPoints: z.int() })).min(1),
});

export const assessment: z.ZodType<AssessmentPolicy> = z.strictObject({
  declineGrades: z.array(z.string().min(1)),
});

export const pricing: z.ZodType<PricingPolicy> = z.strictObject({
  basis: z.enum(premiumBases),
  rates: z
    .array(
      z.strictObject({
        grades: part.grades.optional(),
        tenorMonthsMax: part.atLeastOne.nullable(),
        premiumRateBps: part.bps,
      }),
    )
    .min(1),
  capRateBps: part.bps.nullable(),
  minimumMinor: part.amountMinor,
  schedule: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('oneOff') }),
    z.strictObject({ kind: z.literal('every'), months: part.atLeastOne }),
  ]),
  onEarlyRelease: z.enum(premiumRefunds),
  onRefusal: z.enum(refusalRefunds).optional(),
});

export const authority: z.ZodType<AuthorityMatrix> = z.strictObject({
  rows: z
    .array(
      z.strictObject({
        amountMaxMinor: part.amountMinor.nullable(),
        grades: part.grades.optional(),
        path: z.enum(approvalPathKinds),
      }),
    )
    .min(1),
  flags: z.array(
    z.strictObject({
      flag: z.enum(authorityFlags),
      atLeast: z.enum(approvalPathKinds),
      source: part.source,
    }),
  ),
  council: z.strictObject({
    members: part.atLeastOne,
    quorum: part.atLeastOne,
    votesToPass: part.atLeastOne,
    vetoRole: part.code.nullable(),
  }),
});

export const reconsideration: z.ZodType<ReconsiderationPolicy> = z.strictObject({
  within: part.period.nullable(),
});
