import { z } from 'zod';
import { waitNames, waitPassings, type Timetable } from '#domain/calendar/timetable';
import { claimSteps } from '#domain/claim/claim-chain';
import type { ClaimPolicy } from '#domain/claim/decide-claim';
import { guaranteeKinds, type GuaranteePeriodPolicy } from '#domain/discharge/guarantee-period';
import { remaindersAfterPayout } from '#domain/payout/payout-amount';
import { recoveryTargets } from '#domain/recovery/recovery-allocation';
import { riskClasses, type ClassificationPolicy } from '#domain/servicing/classification';
import type { MonitoringPlan } from '#domain/servicing/inspection';
import type { CurePolicy } from '#domain/servicing/overdue';
import type { WriteOffPolicy } from '#domain/write-off/decide-write-off';
import * as part from './parts.js';

/** Servicing to write-off, and the timetable: the parts of a pack that hold once we are bound. */

export const monitoring: z.ZodType<MonitoringPlan> = z.strictObject({
  inspections: z.array(
    z.strictObject({
      grades: part.grades.optional(),
      riskClasses: z.array(z.enum(riskClasses)).min(1).optional(),
      every: part.period,
    }),
  ),
});

export const classification: z.ZodType<ClassificationPolicy> = z.strictObject({
  steps: z.array(
    z.strictObject({ fromDaysPastDue: part.atLeastOne, riskClass: z.enum(riskClasses) }),
  ),
  floors: z.array(z.strictObject({ circumstance: part.code, riskClass: z.enum(riskClasses) })),
});

export const cure: z.ZodType<CurePolicy> = z.strictObject({ curePeriod: part.period.nullable() });

export const guaranteePeriod: z.ZodType<GuaranteePeriodPolicy> = z.strictObject({
  guaranteeKind: z.enum(guaranteeKinds),
  guaranteeMonths: part.atLeastOne.max(1200).nullable(),
});

const named = z.strictObject({ code: part.code, name: part.text });

export const claim: z.ZodType<ClaimPolicy> = z.strictObject({
  papers: z.array(named),
  afterCurePeriod: z.boolean(),
  steps: z.array(z.enum(claimSteps)).min(1),
});

export const payout = z.strictObject({ remainderAfterPayout: z.enum(remaindersAfterPayout) });

export const recovery = z.strictObject({ order: z.array(z.enum(recoveryTargets)).min(1) });

export const writeOff: z.ZodType<WriteOffPolicy> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('onPayoutDay'), source: part.source }),
  z.strictObject({
    kind: z.literal('onProof'),
    monthsAfterPayoutMin: part.count,
    anyProofOf: z.array(named).min(1),
    source: part.source,
  }),
]);

const waitRule = z.strictObject({
  deadline: part.period,
  remindBefore: part.period.optional(),
  onPassing: z.enum(waitPassings),
});

export const timetable: z.ZodType<Timetable> = z.record(z.enum(waitNames), waitRule);
