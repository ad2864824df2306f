import { z } from 'zod';
import { dayCounts } from '#domain/calendar/day-count';
import { rollConventions } from '#domain/calendar/working-days';
import { documentMoments, signatories, type DocumentRule } from '#domain/contracting/documents';
import type { DisbursementPolicy } from '#domain/disbursement/decide-disbursement';
import { guaranteedParts } from '#domain/issuance/guaranteed-amount';
import type { LetterPolicy } from '#domain/issuance/letter-terms';
import { kindsOfGuarantee } from '#domain/issuance/promise';
import type { ConditionRule } from '#domain/securing/conditions-precedent';
import { repaymentKinds, type RepaymentPolicy } from '#domain/servicing/repayment-schedule';
import type { SharingPolicy } from '../pack.js';
import * as part from './parts.js';

/** Contracting to disbursement: the parts of a pack that say what we promise, and on which terms. */

export const sharing: z.ZodType<SharingPolicy> = z.strictObject({
  programmes: z.array(z.string().min(1)).min(1),
  guaranteedPart: z.enum(guaranteedParts),
  source: part.source,
});

export const documents: z.ZodType<readonly DocumentRule[]> = z.array(
  z.strictObject({
    code: part.code,
    name: part.text,
    moment: z.enum(documentMoments),
    signedBy: z.array(z.enum(signatories)),
    neededWhen: part.code.optional(),
  }),
);

export const conditions: z.ZodType<readonly ConditionRule[]> = z.array(
  z.strictObject({
    code: part.code,
    name: part.text,
    waivable: z.boolean(),
    neededWhen: part.code.optional(),
    source: part.source,
  }),
);

export const letter: z.ZodType<LetterPolicy> = z.strictObject({
  validFor: part.period,
  remindBefore: part.period.optional(),
  kindsOfGuarantee: z.array(z.enum(kindsOfGuarantee)).min(1).optional(),
});

export const disbursement: z.ZodType<DisbursementPolicy> = z.strictObject({
  drawdowns: z.enum(['one', 'several']),
  aboveLoan: z.enum(['refused', 'unguaranteed']),
});

export const repayment: z.ZodType<RepaymentPolicy> = z.strictObject({
  kinds: z.array(z.enum(repaymentKinds)).min(1),
  everyMonths: part.atLeastOne,
  dayCount: z.enum(dayCounts),
  roll: z.enum(rollConventions),
  seasons: z.array(z.strictObject({ month: z.int().min(1).max(12), weight: part.atLeastOne })),
});
