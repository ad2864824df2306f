/** One order of every kind and one webhook of every type, in the wire's own words. */
import type { OrderDraft, PartnerName } from '#partners/adapters';
import type { MessageKind } from '#domain/lifecycle/messages';

const currency = 'CNY';
const sha256 = 'a'.repeat(64);
const loan = { amountMinor: 80_000_000, loanMinor: 100_000_000, currency };

export const sampleOrders: readonly OrderDraft[] = [
  {
    partner: 'bureau',
    kind: 'creditQuery',
    payload: {
      purpose: 'guaranteeApplication',
      consentHash: sha256,
      subject: { registrationNo: '91340100MA2N000001' },
    },
  },
  { partner: 'bank', kind: 'intentLetter', payload: { ...loan, tenorMonths: 12 } },
  { partner: 'bank', kind: 'premiumNotice', payload: { amountMinor: 800_000, currency } },
  {
    partner: 'bank',
    kind: 'guaranteeLetter',
    payload: { ...loan, validUntil: '2026-03-31', disbursementNotice: 'DN-1', sha256 },
  },
  { partner: 'bank', kind: 'letterReturnRequest', payload: {} },
  {
    partner: 'bank',
    kind: 'releaseNotice',
    payload: { scope: 'full', amountMinor: 80_000_000, currency, releasedOn: '2026-12-31' },
  },
  {
    partner: 'bank',
    kind: 'extensionAnswer',
    payload: { answer: 'consented', newMaturity: '2027-06-30' },
  },
  {
    partner: 'bank',
    kind: 'partialReleaseAnswer',
    payload: { answer: 'refused', amountMinor: 1_000, currency, reason: 'no repayment seen' },
  },
  {
    partner: 'bank',
    kind: 'claimDecision',
    payload: { claim: 'C-1', decision: 'papersMissing', missingPapers: ['voucher'] },
  },
  { partner: 'bank', kind: 'payment', payload: { claim: 'C-1', amountMinor: 5_000, currency } },
  { partner: 'bank', kind: 'premiumRefund', payload: { amountMinor: 4_000, currency } },
  {
    partner: 'bank',
    kind: 'cededPremium',
    payload: {
      party: 'nationalFund',
      amountMinor: 4_000,
      currency,
      account: { holder: 'National Fund', bank: 'Example Bank', number: '6222 0000' },
    },
  },
  {
    partner: 'reGuarantor',
    kind: 'premiumReturnRequest',
    payload: { party: 'nationalFund', amountMinor: 4_000, currency },
  },
  {
    partner: 'esign',
    kind: 'envelope',
    payload: {
      documents: [{ name: '委托保证合同', sha256 }],
      signers: [{ role: 'applicant' }, { role: 'guarantor' }],
      expiresAt: '2026-02-01T00:00:00Z',
    },
  },
  { partner: 'registry', kind: 'registration', payload: { condition: 'pledge' } },
  {
    partner: 'reGuarantor',
    kind: 'filing',
    payload: { party: 'province', amountMinor: 20_000, currency },
  },
  {
    partner: 'reGuarantor',
    kind: 'reimbursementRequest',
    payload: { party: 'province', claim: 'C-1', amountMinor: 1_000, currency },
  },
  {
    partner: 'reGuarantor',
    kind: 'recoveryShare',
    payload: { party: 'province', amountMinor: 250, currency },
  },
];

export interface SampleWebhook {
  readonly partner: PartnerName;
  readonly type: string;
  readonly kind: MessageKind;
  readonly data: Readonly<Record<string, unknown>>;
}

const money = { amountMinor: 1_000, currency };

const bankSays = (type: string, kind: MessageKind, data: SampleWebhook['data']) =>
  ({ partner: 'bank', type, kind, data }) as const;
const esignSays = (type: string, kind: MessageKind, data: SampleWebhook['data']) =>
  ({ partner: 'esign', type, kind, data }) as const;

export const sampleWebhooks: readonly SampleWebhook[] = [
  {
    partner: 'bureau',
    type: 'credit.reported',
    kind: 'creditReported',
    data: { status: 'hit', score: 700, adverse: [{ kind: 'overdueLoan' }] },
  },
  bankSays('commitment.decided', 'bankCommitted', { decision: 'committed' }),
  bankSays('commitment.decided', 'bankDeclined', { decision: 'declined', reason: 'policy' }),
  esignSays('envelope.partySigned', 'partySigned', { role: 'applicant' }),
  esignSays('envelope.completed', 'signingCompleted', { sha256 }),
  esignSays('envelope.rejected', 'signingRejected', { role: 'applicant', reason: 'terms' }),
  esignSays('envelope.expired', 'signingExpired', {}),
  {
    partner: 'registry',
    type: 'condition.met',
    kind: 'conditionMet',
    data: { condition: 'pledge', registrationNo: 'R-1' },
  },
  bankSays('premium.received', 'premiumReceived', money),
  bankSays('letter.returned', 'letterReturned', {}),
  bankSays('loan.disbursed', 'disbursed', { drawdown: '1', ...money, final: true }),
  bankSays('loan.repaid', 'repaid', { drawdown: '1', principalMinor: 500, currency }),
  bankSays('loan.overdue', 'overdueReported', { daysPastDue: 3, ...money }),
  bankSays('loan.overdueCured', 'overdueCured', {}),
  bankSays('loan.classified', 'bankClassified', { classification: 'doubtful' }),
  bankSays('extension.requested', 'extensionRequested', { newMaturity: '2027-06-30' }),
  bankSays('partialRelease.requested', 'partialReleaseRequested', money),
  bankSays('debtor.bankrupt', 'debtorBankrupt', { acceptedOn: '2026-05-05' }),
  bankSays('loan.accelerated', 'accelerated', { acceleratedTo: '2026-05-05', reason: 'misuse' }),
  bankSays('loan.refinanced', 'refinanced', { newLoan: 'L-2' }),
  bankSays('claims.determined', 'claimsDetermined', { determinedOn: '2026-05-05' }),
  bankSays('accessory.accrued', 'accessoryAccrued', {
    drawdown: '1',
    accessory: 'interest',
    ...money,
  }),
  bankSays('deposit.received', 'depositReceived', money),
  bankSays('settlement.agreed', 'settlementAgreed', {
    settlement: 'S-1',
    currency,
    instalments: [{ dueOn: '2026-06-30', amountMinor: 500 }],
  }),
  bankSays('claim.filed', 'claimFiled', {
    claim: 'C-1',
    principalMinor: 1_000,
    currency,
    papers: ['contract'],
    recoveryExpected: true,
  }),
  bankSays('claim.papersSupplied', 'claimPapersSupplied', { claim: 'C-1', papers: ['voucher'] }),
  bankSays('claim.withdrawn', 'claimWithdrawn', { claim: 'C-1' }),
  bankSays('payment.settled', 'payoutSettled', { reference: 'P-1', claim: 'C-1', ...money }),
  bankSays('refund.settled', 'premiumRefundSettled', { reference: 'R-1', ...money }),
  bankSays('cededPremium.settled', 'cededPremiumSettled', { reference: 'C-1', ...money }),
  bankSays('cededPremium.rejected', 'cededPremiumRejected', { reference: 'C-1', reason: 'no' }),
  bankSays('refund.rejected', 'premiumRefundRejected', { reference: 'R-1', reason: 'no' }),
  bankSays('payment.rejected', 'payoutRejected', { reference: 'P-1', claim: 'C-1', reason: 'no' }),
  {
    partner: 'reGuarantor',
    type: 'filing.accepted',
    kind: 'filed',
    data: { party: 'province', filingNo: 'F-1' },
  },
  {
    partner: 'reGuarantor',
    type: 'filing.refused',
    kind: 'filingRefused',
    data: { party: 'province', reason: 'late' },
  },
  {
    partner: 'reGuarantor',
    type: 'reimbursement.paid',
    kind: 'reimbursed',
    data: { party: 'province', ...money },
  },
  {
    partner: 'reGuarantor',
    type: 'premium.returned',
    kind: 'cededPremiumReturnReceived',
    data: { party: 'nationalFund', ...money },
  },
  {
    partner: 'reGuarantor',
    type: 'reimbursement.refused',
    kind: 'reimbursementRefused',
    data: { party: 'province', reason: 'late' },
  },
  bankSays('recovery.received', 'recovered', { source: 'collateral', ...money }),
  bankSays('recovery.costPaid', 'recoveryCostPaid', { costKind: 'court', ...money }),
  bankSays('repayment.clawedBack', 'repaymentClawedBack', money),
];
