/** What the bank tells us of a loan that we guarantee, of its claims, and of money on our account. */
import { z } from 'zod';
import {
  amountMinor,
  amountMinorOrNone,
  businessDate,
  currency,
  label,
  reason,
  reference,
} from '../wire-terms.js';

const money = { amountMinor, currency };
const papers = z.array(label).max(50);

const lifeOfTheLoan = {
  'commitment.decided': z.discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('committed') }),
    z.strictObject({ decision: z.literal('declined'), reason }),
  ]),
  'premium.received': z.strictObject(money),
  'letter.returned': z.strictObject({}),
  /** `amountMinor` of the loan, not of our part; `final` says that no drawdown follows. */
  'loan.disbursed': z.strictObject({ drawdown: label, ...money, final: z.boolean() }),
  /** `outstandingMinor`: principal of the drawdown still owed after this repayment. */
  'loan.repaid': z.strictObject({
    drawdown: label,
    principalMinor: amountMinorOrNone,
    outstandingMinor: amountMinorOrNone.optional(),
    currency,
  }),
  'loan.overdue': z.strictObject({
    drawdown: label.optional(),
    daysPastDue: z.int().positive(),
    ...money,
  }),
  'loan.overdueCured': z.strictObject({ drawdown: label.optional() }),
  'loan.classified': z.strictObject({
    classification: z.enum(['pass', 'specialMention', 'substandard', 'doubtful', 'loss']),
  }),
  'extension.requested': z.strictObject({ newMaturity: businessDate }),
  'partialRelease.requested': z.strictObject(money),
  /** From the day of acceptance interest stops (担保制度解释 22). */
  'debtor.bankrupt': z.strictObject({ acceptedOn: businessDate }),
};

const claims = {
  'claim.filed': z.strictObject({
    claim: label,
    principalMinor: amountMinor,
    interestMinor: amountMinorOrNone.optional(),
    currency,
    papers,
    /** False where the bank itself holds that nothing can be recovered. */
    recoveryExpected: z.boolean(),
  }),
  'claim.papersSupplied': z.strictObject({ claim: label, papers: papers.min(1) }),
  'claim.withdrawn': z.strictObject({ claim: label }),
};

const moneyOnOurAccount = {
  'payment.settled': z.strictObject({
    reference,
    claim: label,
    ...money,
    executedOn: businessDate.optional(),
  }),
  'payment.rejected': z.strictObject({ reference, claim: label, reason }),
  'recovery.received': z.strictObject({
    source: z.enum(['debtor', 'counterGuarantor', 'collateral']),
    ...money,
  }),
  'recovery.costPaid': z.strictObject({ costKind: label, ...money }),
  'repayment.clawedBack': z.strictObject(money),
};

export const webhooks = { ...lifeOfTheLoan, ...claims, ...moneyOnOurAccount };
