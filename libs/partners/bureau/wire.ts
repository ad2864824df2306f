/** The credit bureau's JSON contract. */
import { z } from 'zod';
import { amountMinorOrNone, businessDate, currency, label, order, sha256 } from '../wire-terms.js';

export const orders = {
  /** A query is lawful only with the subject's written consent and for a stated purpose (征信业管理条例). */
  creditQuery: order('/bureau/credit-queries', {
    /** The code of the purpose that the consent covers, as the product names it. */
    purpose: label,
    /** SHA-256 of the signed consent: the consent itself stays with us. */
    consentHash: sha256,
    subject: z.strictObject({ registrationNo: z.string().min(1).max(200) }),
  }),
};

export const adverseKinds = [
  'overdueLoan',
  'paidOutGuarantee',
  'judgmentDebtor',
  'dishonestDebtor',
  'writtenOffLoan',
  'taxArrears',
  'other',
] as const;

const adverseRecord = z.strictObject({
  kind: z.enum(adverseKinds),
  /** Left out when the bureau gives no date: it then counts as recent. */
  recordedOn: businessDate.optional(),
});

/** `fault` is the channel's trouble and says nothing of the subject; `noRecord` is an answer. */
const creditReport = z
  .strictObject({
    status: z.enum(['hit', 'noRecord', 'fault']),
    score: z.int().min(0).max(1000).optional(),
    overdueCount: z.int().nonnegative().optional(),
    openGuaranteesMinor: amountMinorOrNone.optional(),
    currency: currency.optional(),
    adverse: z.array(adverseRecord).max(200),
  })
  .refine((report) => !report.openGuaranteesMinor || report.currency !== undefined, {
    path: ['currency'],
    message: 'an amount needs its currency',
  });

export const webhooks = { 'credit.reported': creditReport };
