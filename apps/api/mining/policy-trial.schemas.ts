import { z } from 'zod';
import { approvalPathKinds } from '#domain/approval/authority';
import type { PolicyEffect } from '#domain/policy/policy-effect';
import { limitChangesForm } from '#products/policy/limit-changes-form';
import { minedQuery } from './mining.schemas.js';

/** Which cases are decided again. What is known of them is what is known today: there is no `asOf`. */
export const policyTrialQuery = minedQuery
  .omit({ asOf: true, view: true, hours: true, most: true })
  .meta({ id: 'PolicyTrialQuery' });
export type PolicyTrialQuery = z.output<typeof policyTrialQuery>;

/** A whole pack, or overrides of parts of packs, which are checked against the packs themselves; and limit rules. */
export const policyToTry = z
  .looseObject({ limits: limitChangesForm.optional() })
  .meta({ id: 'PolicyToTry' });

const minor = z.int();
const sums = z
  .object({
    accepted: z.int(),
    declined: z.int(),
    undetermined: z.int(),
    amountMinor: minor,
    premiumMinor: minor,
    outstandingMinor: minor,
    knownLossMinor: minor,
    outcomeUnknown: z.int(),
    workload: z.record(z.enum([...approvalPathKinds, 'screeningReview']), z.int()),
  })
  .meta({ id: 'PolicySums' });
const byCurrency = z.record(z.string(), z.object({ before: sums, after: sums }));
const decided = z.enum(['accepted', 'declined', 'undetermined']);
const flip = z
  .object({
    caseId: z.string(),
    from: decided,
    to: decided,
    at: z.string(),
    reasonCodes: z.array(z.string()),
    amountMinor: minor,
    premiumMinor: minor,
    loss: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('known'), lossMinor: minor }),
      z.object({ kind: z.literal('outcomeUnknown') }),
    ]),
  })
  .meta({ id: 'PolicyFlip' });
const findings = [
  ...(['screening', 'credit', 'score', 'assessment', 'price', 'path'] as const),
  ...(['limits', 'outcome'] as const),
] as const;

/** What the cases would have come to. */
export const policyEffectAnswer: z.ZodType<PolicyEffect> = z
  .object({
    cases: z.int(),
    unfaithful: z.array(
      z.object({
        caseId: z.string(),
        finding: z.enum(findings),
        recorded: z.unknown(),
        found: z.unknown(),
      }),
    ),
    flips: z.array(flip),
    limits: z.object({ judged: z.int(), refusedBefore: z.int(), refusedAfter: z.int() }),
    totals: byCurrency,
    segments: z.record(z.string(), z.record(z.string(), byCurrency)),
  })
  .meta({ id: 'PolicyEffect' });
