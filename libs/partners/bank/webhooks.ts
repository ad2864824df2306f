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
    /** One of a joint loan's banks, where it tells of its own part alone. */
    beneficiary: label.optional(),
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
  /**
   * From the day of acceptance interest stops (担保制度解释 22). `filingDeadline`: until when claims are filed with the
   * administrator, as the court has set it.
   */
  'debtor.bankrupt': z.strictObject({
    acceptedOn: businessDate,
    filingDeadline: businessDate.optional(),
  }),
  /** The bank has called the loan due before its maturity. */
  'loan.accelerated': z.strictObject({ acceleratedTo: businessDate, reason: reason.optional() }),
  /** 借新还旧: a new loan of the bank's repays this one (担保制度解释 16). */
  'loan.refinanced': z.strictObject({ newLoan: label }),
  /** 债权确定 (民法典 423): under a maximum-amount guarantee nothing new is covered from that day on. */
  'claims.determined': z.strictObject({ determinedOn: businessDate, reason: reason.optional() }),
  /** Interest, penalty or enforcement cost that our guarantee covers. */
  'accessory.accrued': z.strictObject({
    drawdown: label,
    accessory: z.enum(['interest', 'penalty', 'enforcementCost']),
    ...money,
  }),
  /** 保证金: what the debtor's side has left with us as security. */
  'deposit.received': z.strictObject(money),
};

const claims = {
  'claim.filed': z.strictObject({
    claim: label,
    principalMinor: amountMinor,
    interestMinor: amountMinorOrNone.optional(),
    penaltyMinor: amountMinorOrNone.optional(),
    enforcementCostMinor: amountMinorOrNone.optional(),
    currency,
    papers,
    /** A joint loan's banks claim together and name none: a claim of one of them alone is refused. */
    beneficiary: label.optional(),
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
  'refund.settled': z.strictObject({ reference, ...money, executedOn: businessDate.optional() }),
  'refund.rejected': z.strictObject({ reference, reason }),
  'cededPremium.settled': z.strictObject({
    reference,
    ...money,
    executedOn: businessDate.optional(),
  }),
  'cededPremium.rejected': z.strictObject({ reference, reason }),
  'recovery.received': z.strictObject({
    source: z.enum(['debtor', 'counterGuarantor', 'collateral', 'deposit', 'bankruptcy', 'other']),
    ...money,
  }),
  'recovery.costPaid': z.strictObject({ costKind: label, ...money }),
  /** 分期和解: the debtor is to pay by instalments; one that does not come in full is a default. */
  'settlement.agreed': z.strictObject({
    settlement: label,
    currency,
    instalments: z
      .array(z.strictObject({ dueOn: businessDate, amountMinor }))
      .min(1)
      .max(120),
  }),
  'repayment.clawedBack': z.strictObject(money),
};

export const webhooks = { ...lifeOfTheLoan, ...claims, ...moneyOnOurAccount };
