/** The re-guarantor's JSON contract: filing (备案) after disbursement, reimbursement (再担保补偿) after payout, a part of each recovery. */
import { z } from 'zod';
import { amountMinor, businessDate, currency, label, order, reason } from '../wire-terms.js';

export const orders = {
  /** `party` is the sharer of risk; `amountMinor` its share of what was disbursed. */
  filing: order('/re-guarantor/filings', {
    party: label,
    amountMinor,
    currency,
    disbursedOn: businessDate.optional(),
  }),
  reimbursementRequest: order('/re-guarantor/reimbursement-requests', {
    party: label,
    claim: label,
    amountMinor,
    currency,
  }),
  /** Asks the sharer to pay back premium for days that it did not bear. */
  premiumReturnRequest: order('/re-guarantor/premium-return-requests', {
    party: label,
    amountMinor,
    currency,
  }),
  /** Advises the sharer of its part of what was recovered, paid to it with this reference. */
  recoveryShare: order('/re-guarantor/recovery-shares', { party: label, amountMinor, currency }),
};

export const webhooks = {
  'filing.accepted': z.strictObject({ party: label, filingNo: label.optional() }),
  'filing.refused': z.strictObject({ party: label, reason }),
  'reimbursement.paid': z.strictObject({ party: label, amountMinor, currency }),
  'premium.returned': z.strictObject({ party: label, amountMinor, currency }),
  'reimbursement.refused': z.strictObject({ party: label, reason }),
};
