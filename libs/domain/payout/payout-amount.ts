import { coveredAmount, type CoveredShare } from '../issuance/guaranteed-amount.js';

/** A programme's cap of payout (代偿上限): a rate on a base, less what was used. */
export interface PayoutCap {
  readonly capRateBps: number;
  readonly baseMinor: number;
  /** Gross or net of recoveries, as the contract says: the caller passes the one agreed. */
  readonly usedMinor: number;
}

export interface PayoutRequest {
  readonly claimedPrincipalMinor: number;
  readonly share: CoveredShare;
  readonly outstandingMinor: number;
  /** Every cap binds: the bank's, the programme's. None where nothing caps. */
  readonly caps: readonly PayoutCap[];
}

export interface PayoutAmount {
  readonly payableMinor: number;
  /** The covered part of the claim, before outstanding and cap. */
  readonly coveredMinor: number;
  /** What the cap alone keeps unpaid: it stays outstanding until the cap's period closes. */
  readonly keptByCapMinor: number;
  readonly limitedBy: 'claim' | 'outstanding' | 'cap';
}

/** `max(0, min(principal claim × share, outstanding, cap rate × base − used))`, in exact arithmetic. */
export function payoutAmount(request: PayoutRequest): PayoutAmount {
  const coveredMinor = coveredAmount(request.claimedPrincipalMinor, request.share);
  const wantedMinor = Math.min(coveredMinor, request.outstandingMinor);
  const headroomMinor = Math.min(Infinity, ...request.caps.map(capHeadroom));
  const payableMinor = Math.max(0, Math.min(wantedMinor, headroomMinor));
  return {
    payableMinor,
    coveredMinor,
    keptByCapMinor: wantedMinor - payableMinor,
    limitedBy: limitOf(payableMinor, wantedMinor, coveredMinor),
  };
}

/** What a cap still allows: its rate on its base, rounded down because it is a ceiling, less what was used. */
export function capHeadroom(cap: PayoutCap): number {
  const ceiling = (BigInt(cap.baseMinor) * BigInt(cap.capRateBps)) / 10_000n;
  return Math.max(0, Number(ceiling) - cap.usedMinor);
}

function limitOf(
  payableMinor: number,
  wantedMinor: number,
  coveredMinor: number,
): PayoutAmount['limitedBy'] {
  if (payableMinor < wantedMinor) return 'cap';
  return wantedMinor < coveredMinor ? 'outstanding' : 'claim';
}

export interface PartyPart {
  readonly party: string;
  readonly amountMinor: number;
}

export const remaindersAfterPayout = ['released', 'outstanding'] as const;
export type RemainderAfterPayout = (typeof remaindersAfterPayout)[number];

export interface PayoutRemainder {
  readonly releasedMinor: number;
  readonly outstandingMinor: number;
}

/**
 * What becomes of the liability that a payout leaves. What a cap keeps unpaid always stays
 * outstanding; the rest is released or stays, as the pack says.
 */
export function remainderAfterPayout(
  outstandingMinor: number,
  payout: PayoutAmount,
  rule: RemainderAfterPayout,
): PayoutRemainder {
  const leftMinor = outstandingMinor - payout.payableMinor;
  const releasedMinor = rule === 'released' ? leftMinor - payout.keptByCapMinor : 0;
  return { releasedMinor, outstandingMinor: leftMinor - releasedMinor };
}
