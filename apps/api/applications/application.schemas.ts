import { z } from 'zod';
import { capCoverings, kindsOfGuarantee } from '#domain/issuance/promise';
import { relationKinds } from '#domain/limits/relations';
import { decisions } from '#store/reading/decision';
import {
  amountMinor,
  businessDate,
  currency,
  guaranteeNumber,
  identifier,
  instant,
  storedInstant,
  text,
} from '../schemas.js';

const applicant = z
  .strictObject({
    kind: z.enum(['company', 'person']),
    name: text(200),
    /** Unique: 统一社会信用代码, identity number, EIN. */
    registrationNo: text(80),
  })
  .meta({ id: 'Applicant' });

const namedParty = z.strictObject({ name: text(200), registrationNo: text(80) });

/** The written consent to a look-up at the credit bureau (征信业管理条例 art. 18). */
const consent = z
  .strictObject({
    givenAt: instant,
    purpose: text(80),
    validUntil: businessDate.optional(),
    /** SHA-256 of the signed paper. */
    documentSha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
  })
  .meta({ id: 'Consent' });

/** An application for a guarantee. Amounts are whole minor units (分, cents). */
export const applicationRequest = z
  .strictObject({
    /** The book that the guarantee belongs to; may be left out while one book has the currency. */
    book: identifier.optional(),
    product: identifier,
    /** One of the product's programmes (`GET /products/{id}`); without it the first of them. */
    programme: identifier.optional(),
    bank: text(120),
    /** The applicant's own reference, unique in its book. */
    clientReference: text(200).optional(),
    /** The part of the loan that is to be guaranteed. */
    amountMinor,
    loanMinor: amountMinor,
    currency,
    tenorMonths: z.int().min(1).max(600),
    /** As the product's pack offers it; `ordinary` where it is left out. */
    kindOfGuarantee: z.enum(kindsOfGuarantee).optional(),
    /** Of a maximum-amount guarantee (最高额保证): whether the amount caps principal alone, or accessories with it. */
    capCovers: z.enum(capCoverings).optional(),
    /** A joint loan's banks, `bank` (the agent) among them; the shares sum to 10,000 basis points. */
    beneficiaries: z
      .array(z.strictObject({ beneficiary: text(120), shareBps: z.int().min(1).max(9_999) }))
      .min(2)
      .max(20)
      .optional(),
    appliedOn: businessDate,
    applicant,
    /** Who controls the applicant. Kept for one purpose: guarantees of related debtors are summed (国令683 art. 16). */
    controller: namedParty.optional(),
    /** Who is related to it, for the same purpose. */
    relatedParties: z
      .array(namedParty.extend({ relation: z.enum(relationKinds) }))
      .max(100)
      .optional(),
    /** What the product's form asks (`GET /products/{id}`). */
    form: z.record(z.string(), z.unknown()),
    consent: consent.optional(),
    /** A clock that only `advance` moves; demonstrations only. */
    clock: z.strictObject({ kind: z.literal('driven'), startsAt: instant }).optional(),
  })
  .meta({ id: 'Application' });
export type ApplicationRequest = z.output<typeof applicationRequest>;

/** The case that an application became. */
export const openedCase = z
  .object({
    number: guaranteeNumber,
    book: z.string(),
    product: z.string(),
    packVersion: z.string(),
    clientReference: z.string().nullable(),
    createdAt: storedInstant,
    standing: z
      .object({
        stage: z.string(),
        ending: z.string().nullable(),
        waitingFor: z.string().nullable(),
        waitingOn: z.string().nullable(),
        decided: z.boolean().meta({
          description: 'True once our decision is on record, whatever the case waits for since.',
        }),
        decision: z.enum(decisions).nullable(),
        version: z.int(),
      })
      .optional()
      .meta({
        description:
          'With `Prefer: wait` only: where the case stood when our decision was on record, when it ended, when a person of ours had to act, or when the wait was over. Repeated under the same key it is the same once it says `decided`; until then it is current.',
      }),
  })
  .meta({ id: 'OpenedCase' });
export type OpenedCaseAnswer = z.output<typeof openedCase>;

export const judgement = z
  .object({
    valid: z.boolean(),
    problems: z.array(z.object({ pointer: z.string(), message: z.string() })),
  })
  .meta({ id: 'Judgement' });
export type JudgementAnswer = z.output<typeof judgement>;
