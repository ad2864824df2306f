/**
 * The chart of accounts. Accounts stand in views, and every entry is balanced within each view, so no view
 * ever borrows from another.
 *
 * - `commitment` carries the first identity, per drawdown, beneficiary and bearing party:
 *   issued = undrawn + outstanding + released + paidOut.
 * - `payout` carries the second, likewise: payoutAdvanced (= paidOut) = recovered + writtenOff + payoutReceivable.
 * - `interest`, `penalty`, `enforcementCost` carry both for the covered accessories.
 * - `claims`: claimed = open + rejected + withdrawn + settled, per claim. A memo outside the identities.
 * - `cash`: what came in and went out, and who owes it to whom.
 * - `memo` and `reserve`: what is only noted, and reserves of the book, each against a counter-account.
 */
export interface Account {
  readonly side: 'debit' | 'credit';
  readonly view: View;
  /** Counter-accounts, cash and running accounts may stand on either side of zero; every other balance is never negative. */
  readonly free?: true;
}

export type View =
  | 'commitment'
  | 'payout'
  | 'interest'
  | 'penalty'
  | 'enforcementCost'
  | 'claims'
  | 'cash'
  | 'memo'
  | 'reserve';

/** Views whose entries balance for each drawdown, beneficiary and bearing party alone. */
export const viewsByCell: readonly View[] = [
  'commitment',
  'payout',
  'interest',
  'penalty',
  'enforcementCost',
];

const debit = <V extends View>(view: V) => ({ side: 'debit', view }) as const;
const credit = <V extends View>(view: V) => ({ side: 'credit', view }) as const;
const free = true as const;

const chart = {
  issued: debit('commitment'),
  undrawn: credit('commitment'),
  outstanding: credit('commitment'),
  released: credit('commitment'),
  paidOut: credit('commitment'),

  payoutAdvanced: credit('payout'),
  payoutReceivable: debit('payout'),
  recovered: debit('payout'),
  writtenOff: debit('payout'),

  interestAccrued: debit('interest'),
  interestDue: credit('interest'),
  interestWaived: credit('interest'),
  paidOutInterest: credit('interest'),
  interestAdvanced: credit('interest'),
  interestReceivable: debit('interest'),
  interestRecovered: debit('interest'),
  interestWrittenOff: debit('interest'),

  penaltyAccrued: debit('penalty'),
  penaltyDue: credit('penalty'),
  penaltyWaived: credit('penalty'),
  paidOutPenalty: credit('penalty'),
  penaltyAdvanced: credit('penalty'),
  penaltyReceivable: debit('penalty'),
  penaltyRecovered: debit('penalty'),
  penaltyWrittenOff: debit('penalty'),

  enforcementCostAccrued: debit('enforcementCost'),
  enforcementCostDue: credit('enforcementCost'),
  enforcementCostWaived: credit('enforcementCost'),
  paidOutEnforcementCost: credit('enforcementCost'),
  enforcementCostAdvanced: credit('enforcementCost'),
  enforcementCostReceivable: debit('enforcementCost'),
  enforcementCostRecovered: debit('enforcementCost'),
  enforcementCostWrittenOff: debit('enforcementCost'),

  claimed: credit('claims'),
  claimsOpen: debit('claims'),
  claimsRejected: debit('claims'),
  claimsWithdrawn: debit('claims'),
  claimsSettled: debit('claims'),

  cash: { ...debit('cash'), free },
  /** Our own money that payouts hold: payouts made, less sharers' parts and recoveries. */
  payoutOwnFunds: { ...debit('cash'), free },
  reimbursementReceivable: debit('cash'),
  recoveryPayable: credit('cash'),
  refundPayable: credit('cash'),
  agreedInterestIncome: credit('cash'),
  costsAdvanced: debit('cash'),
  costsWrittenOff: debit('cash'),
  premiumReceivable: debit('cash'),
  premiumReceived: debit('cash'),
  premiumRefunded: credit('cash'),
  premiumUnearned: credit('cash'),
  premiumEarned: credit('cash'),
  /** Premium that goes back to the debtor and is not paid yet. */
  premiumRefundPayable: credit('cash'),
  /** Premium passed on for re-guarantee, and the running account with each re-guarantor. */
  premiumCeded: debit('cash'),
  cededPremiumPayable: { ...credit('cash'), free },
  depositsHeld: credit('cash'),
  depositsPlaced: debit('cash'),

  /** The bank's own risk in what is outstanding: never issued. */
  bankRetained: debit('memo'),
  writtenOffGross: debit('memo'),
  recoveredAfterWriteOff: debit('memo'),
  reimbursementRequested: debit('memo'),
  /** Principal paid under each claim. */
  claimsPaid: debit('memo'),
  memoCounter: { ...credit('memo'), free },

  regulatoryUnearnedPremium: credit('reserve'),
  regulatoryCompensation: credit('reserve'),
  regulatoryGeneralRisk: credit('reserve'),
  reportingOutstandingProvision: credit('reserve'),
  reportingReceivableImpairment: credit('reserve'),
  reserveCharge: { ...debit('reserve'), free },
} as const satisfies Record<string, Account>;

export type AccountName = keyof typeof chart;

export const accounts: Readonly<Record<AccountName, Account>> = chart;

export const accountNames = Object.keys(chart) as readonly AccountName[];

/**
 * Reserves of a book, labelled by the basis that asks for them and never mixed: regulatory (2010 暂行办法
 * art. 31) and inputs to financial reporting. The contract's basis is `premiumUnearned` itself.
 */
export const reserveNames = [
  'regulatoryUnearnedPremium',
  'regulatoryCompensation',
  'regulatoryGeneralRisk',
  'reportingOutstandingProvision',
  'reportingReceivableImpairment',
] as const satisfies readonly AccountName[];

export type ReserveName = (typeof reserveNames)[number];

/** The covered accessories: each has its own accounts and its own cap. */
export const accessories = ['interest', 'penalty', 'enforcementCost'] as const;

export type Accessory = (typeof accessories)[number];

/** A claim's parts under the obligation: the principal, and what the contract covers beside it. */
export type Component = 'principal' | Accessory;

/** The accounts of the second identity, and the one that it is paid from, by component. */
export interface ComponentAccounts {
  readonly paidOut: AccountName;
  readonly advanced: AccountName;
  readonly receivable: AccountName;
  readonly recovered: AccountName;
  readonly writtenOff: AccountName;
}

/** Recoveries reduce them in this order: the principal first, then as the contract ranks the rest. */
export const components: Readonly<Record<Component, ComponentAccounts>> = {
  principal: {
    paidOut: 'paidOut',
    advanced: 'payoutAdvanced',
    receivable: 'payoutReceivable',
    recovered: 'recovered',
    writtenOff: 'writtenOff',
  },
  interest: {
    paidOut: 'paidOutInterest',
    advanced: 'interestAdvanced',
    receivable: 'interestReceivable',
    recovered: 'interestRecovered',
    writtenOff: 'interestWrittenOff',
  },
  penalty: {
    paidOut: 'paidOutPenalty',
    advanced: 'penaltyAdvanced',
    receivable: 'penaltyReceivable',
    recovered: 'penaltyRecovered',
    writtenOff: 'penaltyWrittenOff',
  },
  enforcementCost: {
    paidOut: 'paidOutEnforcementCost',
    advanced: 'enforcementCostAdvanced',
    receivable: 'enforcementCostReceivable',
    recovered: 'enforcementCostRecovered',
    writtenOff: 'enforcementCostWrittenOff',
  },
};

export const componentNames = Object.keys(components) as readonly Component[];

/** Where a covered accessory accrues, falls due, and is given up. */
export const accrualAccounts: Readonly<
  Record<Accessory, { accrued: AccountName; due: AccountName; waived: AccountName }>
> = {
  interest: { accrued: 'interestAccrued', due: 'interestDue', waived: 'interestWaived' },
  penalty: { accrued: 'penaltyAccrued', due: 'penaltyDue', waived: 'penaltyWaived' },
  enforcementCost: {
    accrued: 'enforcementCostAccrued',
    due: 'enforcementCostDue',
    waived: 'enforcementCostWaived',
  },
};
