/** What we order of the bank. */
import { z } from 'zod';
import {
  amountMinor,
  amountMinorOrNone,
  askableOrder,
  businessDate,
  currency,
  label,
  order,
  payeeAccount,
  reason,
  reference,
  sha256,
} from '../wire-terms.js';

/** `processing` is accepted and not yet executed. */
export const paymentStanding = z.strictObject({
  reference,
  claim: label,
  amountMinor,
  currency,
  status: z.enum(['processing', 'settled', 'rejected']),
  executedOn: businessDate.optional(),
  reason: reason.optional(),
});

/** As a payment's, for money that is paid under no claim. */
export const refundStanding = paymentStanding.omit({ claim: true });

export const orders = {
  /** 意向函: `amountMinor` is the part of the loan that we would guarantee. */
  intentLetter: order('/bank/intent-letters', {
    amountMinor,
    loanMinor: amountMinor,
    currency,
    tenorMonths: z.int().positive().optional(),
  }),
  premiumNotice: order('/bank/premium-notices', {
    amountMinor,
    currency,
    dueOn: businessDate.optional(),
  }),
  /** Pays premium that is not earned back, to the debtor's account or to another one that is named. */
  premiumRefund: askableOrder(
    '/bank/premium-refunds',
    { amountMinor, currency, account: payeeAccount.optional() },
    refundStanding,
    true,
  ),
  /** 再担保费: pays a re-guarantor the premium that is ceded to it. */
  cededPremium: askableOrder(
    '/bank/ceded-premiums',
    { party: label, amountMinor, currency, account: payeeAccount.optional() },
    refundStanding,
    true,
  ),
  /** The letter with its disbursement notice (放款通知书): the bank may lend until `validUntil`. */
  guaranteeLetter: order('/bank/guarantee-letters', {
    validUntil: businessDate,
    amountMinor,
    loanMinor: amountMinor,
    currency,
    disbursementNotice: label,
    sha256,
    kindOfGuarantee: z.enum(['ordinary', 'maximumAmount']).optional(),
    capCovers: z.enum(['principal', 'all']).optional(),
    /** A joint loan's banks; the letter goes to their agent. */
    beneficiaries: z
      .array(z.strictObject({ beneficiary: label, shareBps: z.int().min(1).max(9_999) }))
      .optional(),
  }),
  letterReturnRequest: order('/bank/letter-return-requests', { reason: reason.optional() }),
  /** Tells the bank that `amountMinor` of the promise has ended. */
  releaseNotice: order('/bank/release-notices', {
    scope: z.enum(['full', 'partial']),
    amountMinor: amountMinorOrNone,
    currency,
    releasedOn: businessDate,
    reason: reason.optional(),
  }),
  extensionAnswer: order('/bank/extension-answers', {
    answer: z.enum(['consented', 'refused']),
    newMaturity: businessDate,
    reason: reason.optional(),
  }),
  partialReleaseAnswer: order('/bank/partial-release-answers', {
    answer: z.enum(['consented', 'refused']),
    amountMinor,
    currency,
    reason: reason.optional(),
  }),
  claimDecision: order('/bank/claim-decisions', {
    claim: label,
    decision: z.enum(['accepted', 'rejected', 'papersMissing']),
    /** What will be paid: accepted claims only. */
    payableMinor: amountMinorOrNone.optional(),
    currency: currency.optional(),
    missingPapers: z.array(label).max(50).optional(),
    reason: reason.optional(),
  }),
  payment: askableOrder(
    '/bank/payments',
    {
      claim: label,
      amountMinor,
      currency,
      executeOn: businessDate.optional(),
      /** Which of a joint loan's banks is paid: each has a payment of its own. */
      beneficiary: label.optional(),
    },
    paymentStanding,
    true,
  ),
};
