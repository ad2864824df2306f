import type { BusinessDate } from '../calendar/business-date.js';
import type { PayoutCap } from '../payout/payout-amount.js';
import { capHeadroom } from '../payout/payout-amount.js';
import type { PayoutCapTerms, Programme } from './programme.js';
import { capStateAt, type CapState } from '../limits/rates.js';

/** What a guarantor and a bank agree for batches (见贷即保). Amounts in minor units, rates in basis points. */
export interface FrameworkTerms {
  readonly bank: string;
  readonly product: string;
  readonly programme: string;
  readonly currency: string;
  /** How much may be guaranteed under the framework in all. */
  readonly limitMinor: number;
  /** The largest loan of one row; `null`: the programme's. */
  readonly largestLoanMinor: number | null;
  /** A year, of the guaranteed amount. */
  readonly premiumRateBps: number;
  /** The bank's own cap of payout; at most the programme's. */
  readonly capRateBps: number;
  /** Loans disbursed on these days may be filed, the first and the last included. */
  readonly lendsFrom: BusinessDate;
  readonly lendsUntil: BusinessDate;
  /** The last day of the cap period: after it the cap closes, and what it kept is released. */
  readonly capUntil: BusinessDate;
}

export const frameworkStatuses = ['proposed', 'inForce', 'refused', 'closed'] as const;
export type FrameworkStatus = (typeof frameworkStatuses)[number];

/** What has happened under a framework so far, in minor units. */
export interface FrameworkStanding {
  readonly limitMinor: number;
  readonly capRateBps: number;
  /** Guaranteed amounts of all rows accepted. */
  readonly acceptedMinor: number;
  /** What accepted claims may be paid: it uses the cap. */
  readonly payableMinor: number;
  readonly recoveredMinor: number;
}

export interface TermsProblem {
  readonly field: keyof FrameworkTerms;
  readonly message: string;
}

/** Everything in the terms of a framework that its programme does not allow. */
export function frameworkProblems(terms: FrameworkTerms, programme: Programme): TermsProblem[] {
  const { premiumCap, payoutCap, batch } = programme;
  const largest = batch?.largestLoanMinor ?? null;
  return [
    ...wrong(!programme.modes.includes('batch'), 'programme', 'is not for batches'),
    ...wrong(
      programme.currency !== terms.currency,
      'currency',
      `the programme is in ${programme.currency}`,
    ),
    ...wrong(
      premiumCap !== null && terms.premiumRateBps > premiumCap.rateBps,
      'premiumRateBps',
      `must be at most ${premiumCap?.rateBps ?? 0} (${premiumCap?.source ?? ''})`,
    ),
    ...wrong(
      payoutCap !== null && terms.capRateBps > payoutCap.rateBps,
      'capRateBps',
      `must be at most ${payoutCap?.rateBps ?? 0} (${payoutCap?.source ?? ''})`,
    ),
    ...wrong(
      largest !== null && (terms.largestLoanMinor ?? 0) > largest,
      'largestLoanMinor',
      `must be at most ${largest ?? 0}`,
    ),
    ...wrong(terms.lendsUntil < terms.lendsFrom, 'lendsUntil', 'is before lendsFrom'),
    ...wrong(terms.capUntil < terms.lendsUntil, 'capUntil', 'is before lendsUntil'),
  ];
}

function wrong(isWrong: boolean, field: keyof FrameworkTerms, message: string): TermsProblem[] {
  return isWrong ? [{ field, message }] : [];
}

/** How much more may be guaranteed under a framework. */
export function headroomOf(
  standing: Pick<FrameworkStanding, 'limitMinor' | 'acceptedMinor'>,
): number {
  return Math.max(0, standing.limitMinor - standing.acceptedMinor);
}

type CapAgreed = Pick<PayoutCapTerms, 'measure' | 'used'>;

/** The bank's cap of a framework as it stands. */
export function bankCap(standing: FrameworkStanding, agreed: CapAgreed): PayoutCap {
  return capOf([standing], standing.capRateBps, agreed);
}

/** The cap of all frameworks of a programme in a book together; `null` where the programme has none. */
export function programmeCap(
  standings: readonly FrameworkStanding[],
  agreed: CapAgreed & Pick<PayoutCapTerms, 'programmeRateBps'>,
): PayoutCap | null {
  return agreed.programmeRateBps === null
    ? null
    : capOf(standings, agreed.programmeRateBps, agreed);
}

function capOf(
  standings: readonly FrameworkStanding[],
  capRateBps: number,
  { measure, used }: CapAgreed,
): PayoutCap {
  const sum = (amount: (standing: FrameworkStanding) => number) =>
    standings.reduce((total, standing) => total + amount(standing), 0);
  const recoveredMinor = used === 'gross' ? 0 : sum((standing) => standing.recoveredMinor);
  return {
    capRateBps,
    baseMinor: sum((standing) =>
      measure === 'limit' ? standing.limitMinor : standing.acceptedMinor,
    ),
    usedMinor: Math.max(0, sum((standing) => standing.payableMinor) - recoveredMinor),
  };
}

/** How far a cap of payout is used, by the programme's rates. */
export function capState(
  cap: PayoutCap,
  { warningBps, stopBps }: Pick<PayoutCapTerms, 'warningBps' | 'stopBps'>,
): CapState {
  const ceilingMinor = capHeadroom({ ...cap, usedMinor: 0 });
  return capStateAt(cap.usedMinor, ceilingMinor, { warningBps, stopBps });
}

/** Whether the cap period has ended: from the day after its last one. */
export function isCapPeriodOver(
  { capUntil }: Pick<FrameworkTerms, 'capUntil'>,
  on: BusinessDate,
): boolean {
  return on > capUntil;
}
