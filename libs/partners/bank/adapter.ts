/** The bank: lends on our letter, tells of the loan's life, claims, and moves our money. */
import { jsonPartner } from '../json-partner.js';
import { orders, webhooks } from './wire.js';

export const bank = jsonPartner({
  name: 'bank',
  orders,
  webhooks,
  facts: {
    'commitment.decided': (data) =>
      data.decision === 'committed' ? 'bankCommitted' : 'bankDeclined',
    'premium.received': 'premiumReceived',
    'letter.returned': 'letterReturned',
    'loan.disbursed': 'disbursed',
    'loan.repaid': 'repaid',
    'loan.overdue': 'overdueReported',
    'loan.overdueCured': 'overdueCured',
    'loan.classified': 'bankClassified',
    'extension.requested': 'extensionRequested',
    'partialRelease.requested': 'partialReleaseRequested',
    'debtor.bankrupt': 'debtorBankrupt',
    'loan.accelerated': 'accelerated',
    'loan.refinanced': 'refinanced',
    'claims.determined': 'claimsDetermined',
    'accessory.accrued': 'accessoryAccrued',
    'deposit.received': 'depositReceived',
    'settlement.agreed': 'settlementAgreed',
    'claim.filed': 'claimFiled',
    'claim.papersSupplied': 'claimPapersSupplied',
    'claim.withdrawn': 'claimWithdrawn',
    'payment.settled': 'payoutSettled',
    'payment.rejected': 'payoutRejected',
    'refund.settled': 'premiumRefundSettled',
    'refund.rejected': 'premiumRefundRejected',
    'cededPremium.settled': 'cededPremiumSettled',
    'cededPremium.rejected': 'cededPremiumRejected',
    'recovery.received': 'recovered',
    'recovery.costPaid': 'recoveryCostPaid',
    'repayment.clawedBack': 'repaymentClawedBack',
  },
});
