import type { AccountName } from './accounts.js';

/** Why a fact was not booked. A refused fact leaves nothing behind. */
export type RefusalCode =
  | 'malformedFact'
  | 'zeroAmount'
  | 'alreadyIssued'
  | 'notIssued'
  | 'otherCurrency'
  | 'otherBook'
  | 'sharesWithoutGuarantor'
  | 'beneficiarySharesNotWhole'
  | 'unknownBeneficiary'
  | 'unknownDrawdown'
  | 'unknownParty'
  | 'unknownClaim'
  | 'claimExists'
  | 'notMaximumAmount'
  | 'alreadyDetermined'
  | 'accrualStopped'
  | 'alreadyBankrupt'
  | 'aboveUndrawn'
  | 'aboveOutstanding'
  | 'aboveReleased'
  | 'aboveOpenClaim'
  | 'aboveClaim'
  | 'aboveAccessoryDue'
  | 'aboveAccessoryCap'
  | 'aboveCap'
  | 'borneNotWhole'
  | 'abovePayoutReceivable'
  | 'aboveWrittenOff'
  | 'aboveRecovered'
  | 'aboveReimbursementReceivable'
  | 'aboveRecoveryPayable'
  | 'aboveRefundPayable'
  | 'abovePremiumReceivable'
  | 'abovePremiumUnearned'
  | 'abovePremiumRefundPayable'
  | 'abovePremiumCeded'
  | 'aboveCededPremiumReceivable'
  | 'aboveCostsAdvanced'
  | 'aboveDeposits'
  | 'reserveUnchanged'
  | 'valuedTooEarly'
  | 'nothingOutstanding'
  | 'unknownEntry'
  | 'alreadyReversed'
  | 'notReversible'
  | 'referenceReused';

/** An expected refusal, with the largest amount that would fit where an amount was the trouble. */
export interface Refused {
  readonly kind: 'refused';
  readonly reason: RefusalCode;
  readonly headroomMinor?: number;
  /** What in particular: the field, the party, the drawdown. */
  readonly detail?: string;
  /** Where a value date was the trouble. */
  readonly short?: ShortOnADay;
}

/** The balance that would be below zero first, on which day, by how much; valued `fitsFrom` or later, the fact fits. */
export interface ShortOnADay {
  readonly account: AccountName;
  readonly drawdown: string;
  readonly on: string;
  readonly byMinor: number;
  readonly fitsFrom: string;
}

export function refuse(reason: RefusalCode, detail?: string): Refused {
  return { kind: 'refused', reason, ...(detail === undefined ? {} : { detail }) };
}

export function refuseAbove(reason: RefusalCode, headroomMinor: number): Refused {
  return { kind: 'refused', reason, headroomMinor };
}
