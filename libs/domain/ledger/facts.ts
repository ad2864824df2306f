import type { Accessory, ReserveName } from './accounts.js';

/** What every fact of the money says of itself. Amounts are whole minor units of `currency`. */
export interface FactHeader {
  /** The business reference: unique in its book for ever; the same fact posted again gives its first result. */
  readonly reference: string;
  readonly book: string;
  /** The guarantee's number; empty for facts of the book itself (reserves). */
  readonly guarantee: string;
  readonly currency: string;
  /** The business date, `YYYY-MM-DD`. */
  readonly valueDate: string;
}

/** One who bears a part of the risk. Shares are of the whole loan, or of the guaranteed part: only their ratio counts. */
export interface Sharer {
  readonly party: string;
  readonly shareBps: number;
  readonly role: 'guarantor' | 'reGuarantor' | 'government';
}

/** One of several banks of a joint loan; the shares sum to 10,000 basis points. */
export interface BeneficiaryShare {
  readonly beneficiary: string;
  readonly shareBps: number;
}

/** Terms of a letter as the ledger needs them. */
export interface IssuedTerms {
  readonly beneficiary: string;
  /** A joint loan's banks; without them `beneficiary` has it all. */
  readonly beneficiaries?: readonly BeneficiaryShare[];
  /** In the order of sharing: the last takes the residual. The first guarantor is us. */
  readonly shares: readonly Sharer[];
  /** 最高额保证 lets repayment return to undrawn until the claims are determined (民法典 423). */
  readonly kindOfGuarantee?: 'ordinary' | 'maximumAmount';
  /** Whether `amountMinor` caps the principal alone (the default) or accessories with it. */
  readonly capCovers?: 'principal' | 'all';
  /** Caps of the covered accessories over the whole life; an accessory without a cap here is not capped. */
  readonly accessoryCapsMinor?: Readonly<Partial<Record<Accessory, number>>>;
  /** What the bank keeps of the loan: a memo, never issued. */
  readonly retainedMinor?: number;
  readonly product?: string;
}

type Amount = { readonly amountMinor: number };
type AmountOrAll = { readonly amountMinor: number | 'all' };
type OfDrawdown = { readonly drawdown: string };
type OfClaim = { readonly claim: string };
type OfParty = { readonly party: string };
/** Without a drawdown the oldest goes first; without a beneficiary the banks share as the loan does. */
type Within = { readonly drawdown?: string; readonly beneficiary?: string };

export type ReleaseReason =
  | 'repaid'
  | 'discharged'
  | 'capReached'
  | 'remainderAfterPayout'
  | 'guaranteePeriodOver'
  | 'partialRelease'
  | 'refinanced'
  | 'judgment'
  | 'lapsed'
  | 'notDisbursed';

/** What each kind of fact says beside its header. */
export interface FactDetails {
  issued: Amount & IssuedTerms;
  drawn: Amount & OfDrawdown;
  undrawnReleased: AmountOrAll & { readonly reason: ReleaseReason };
  repaid: Amount & OfDrawdown & { readonly beneficiary?: string };
  /** The claims under a maximum-amount guarantee are determined: what is undrawn is released. */
  determined: unknown;
  /** `all` without a drawdown ends the liability: what is outstanding and what is undrawn. */
  released: AmountOrAll & Within & { readonly reason: ReleaseReason };
  /** `amountMinor` is the principal that the bank claims: its whole loss, its own part included. */
  claimed: Amount & OfClaim & { readonly beneficiary?: string };
  claimRejected: AmountOrAll & OfClaim;
  claimWithdrawn: AmountOrAll & OfClaim;
  claimSettled: AmountOrAll & OfClaim;
  paidOut: OfClaim &
    OfDrawdown & {
      readonly principalMinor: number;
      /** Covered interest, penalty and enforcement cost together; `accessories` says which, else it is interest. */
      readonly accessoryMinor?: number;
      readonly accessories?: Readonly<Partial<Record<Accessory, number>>>;
      readonly beneficiary?: string;
      /** The bank's whole principal loss: with it each sharer's part is rounded on the loss, the bank's part last. */
      readonly lossMinor?: number;
      /** Who bears how much of the principal, where a programme's waterfall has decided it. */
      readonly borne?: readonly { readonly party: string; readonly amountMinor: number }[];
    };
  reimbursementRequested: Amount & OfParty;
  reimbursementReceived: Amount & OfParty;
  reimbursementRefused: Amount & OfParty;
  /** Money from the debtor's side: costs, the sum paid out, agreed interest up to what is due, the rest to refund. */
  recovered: Amount & {
    readonly source:
      'debtor' | 'counterGuarantor' | 'collateral' | 'deposit' | 'bankruptcy' | 'other';
    readonly drawdown?: string;
    readonly agreedInterestDueMinor?: number;
  };
  recoveryShared: Amount & OfParty;
  writtenOff: AmountOrAll & { readonly drawdown?: string };
  recoveredAfterWriteOff: Amount & {
    readonly source:
      'debtor' | 'counterGuarantor' | 'collateral' | 'deposit' | 'bankruptcy' | 'other';
    readonly drawdown?: string;
    readonly agreedInterestDueMinor?: number;
  };
  /** A repayment voided after release makes us liable again; a recovery voided makes the debtor owe us again. */
  clawedBack: Amount & OfDrawdown & { readonly of: 'repayment' | 'recovery' };
  refundPaid: Amount;
  accessoryAccrued: Amount & OfDrawdown & { readonly accessory: Accessory };
  accessoryWaived: AmountOrAll & OfDrawdown & { readonly accessory: Accessory };
  /** The court accepted the debtor's bankruptcy: interest stops on the value date (担保制度解释 22). */
  bankruptcyAccepted: unknown;
  /** Covers `coversMonths` from `coversFrom` on, else from the letter; without months it is earned with the ending. */
  premiumAccrued: Amount & { readonly coversMonths?: number; readonly coversFrom?: string };
  premiumReceived: Amount;
  premiumEarned: Amount;
  /** Of what is not earned yet: first it takes away what is still receivable, then it is paid back. */
  premiumRefunded: Amount;
  /** Of what is not earned yet: it is owed back, and paid back with `premiumRefundPaid`. */
  premiumRefundOwed: Amount;
  premiumRefundPaid: Amount;
  /** 再担保费: a re-guarantor is owed its premium; what it gives back of it; what it was paid. */
  premiumCeded: Amount & OfParty;
  cededPremiumReturned: Amount & OfParty;
  cededPremiumPaid: Amount & OfParty;
  /** What a re-guarantor owed back, because it had been paid already, has come in. */
  cededPremiumReturnReceived: Amount & OfParty;
  costAdvanced: Amount & {
    readonly cost: 'litigation' | 'preservation' | 'execution' | 'appraisal' | 'lawyer' | 'other';
  };
  costWrittenOff: AmountOrAll;
  depositReceived: Amount;
  depositReturned: Amount;
  depositPlaced: Amount;
  depositPlacedReturned: Amount;
  /** A reserve of the book is set to a level on the value date. */
  reserveSet: { readonly reserve: ReserveName; readonly levelMinor: number };
  /** A correction: the named entry's lines again, with debit and credit exchanged. */
  reversed: { readonly reverses: string };
}

export type FactKind = keyof FactDetails;

export type FactOf<Kind extends FactKind> = FactHeader & {
  readonly kind: Kind;
} & FactDetails[Kind];

/** One dated fact of a guarantee's money, as `aval ledger play` reads them, one JSON object a line. */
export type ObligationFact = { [Kind in FactKind]: FactOf<Kind> }[FactKind];
