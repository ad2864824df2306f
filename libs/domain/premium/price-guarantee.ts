import { halfUp, toSafeNumber } from '../money/half-up.js';
import { splitByShares } from '../money/split.js';

/** The premium rate of a set of grades up to a tenor. Lines are read in order; the first that fits holds. */
export interface RateLine {
  /** Absent: every grade. */
  readonly grades?: readonly string[];
  /** `null`: every longer tenor. */
  readonly tenorMonthsMax: number | null;
  /** A year's premium in basis points of the premium's basis. */
  readonly premiumRateBps: number;
}

export const premiumBases = ['guaranteedAmount', 'loanAmount'] as const;
export type PremiumBasis = (typeof premiumBases)[number];

export type PremiumSchedule =
  { readonly kind: 'oneOff' } | { readonly kind: 'every'; readonly months: number };

export const premiumRefunds = ['none', 'unearnedByDay'] as const;
export type PremiumRefund = (typeof premiumRefunds)[number];

export const refusalRefunds = ['all', 'none'] as const;
export type RefusalRefund = (typeof refusalRefunds)[number];

export interface PricingPolicy {
  readonly basis: PremiumBasis;
  readonly rates: readonly RateLine[];
  /** No premium above this rate, whatever the lines say; `null` for no cap. */
  readonly capRateBps: number | null;
  readonly minimumMinor: number;
  readonly schedule: PremiumSchedule;
  readonly onEarlyRelease: PremiumRefund;
  /** What becomes of a premium that came in before the case ended without the letter being used; all goes back if absent. */
  readonly onRefusal?: RefusalRefund;
}

export interface PricingRequest {
  readonly loanMinor: number;
  readonly guaranteedMinor: number;
  readonly tenorMonths: number;
  /** `null` where the product has no scorecard. */
  readonly grade: string | null;
  /** The cap of the programme that shares the risk, where it has one. */
  readonly programmeCapRateBps?: number | null;
}

/** One instalment: due `afterMonths` months after issuance, for the months that follow. */
export interface PremiumInstalment {
  readonly no: number;
  readonly afterMonths: number;
  readonly months: number;
  readonly amountMinor: number;
}

/** One line of the explanation: what was computed, on what, at which rate. */
export interface PremiumLine {
  readonly code: 'byRate' | 'minimum' | 'cap';
  readonly basisMinor: number;
  readonly rateBps: number;
  readonly months: number;
  readonly amountMinor: number;
}

export type PriceOutcome =
  | {
      readonly kind: 'priced';
      readonly premiumRateBps: number;
      readonly premiumMinor: number;
      readonly instalments: readonly PremiumInstalment[];
      /** In the order of computing; the last line's amount is the premium. */
      readonly lines: readonly PremiumLine[];
    }
  | { readonly kind: 'unpriced'; readonly code: 'noRateForGradeAndTenor' };

const BPS_YEAR = 10_000n * 12n;

/** The premium of a guarantee: the grade's rate on its basis, at least the minimum, never above a cap. */
export function priceGuarantee(request: PricingRequest, policy: PricingPolicy): PriceOutcome {
  const rateLine = policy.rates.find((line) => fits(line, request));
  if (rateLine === undefined) return { kind: 'unpriced', code: 'noRateForGradeAndTenor' };
  const capRateBps = lowestOf(policy.capRateBps, request.programmeCapRateBps ?? null);
  const premiumRateBps = Math.min(rateLine.premiumRateBps, capRateBps ?? Infinity);
  const lines = premiumLines(request, policy, premiumRateBps, capRateBps);
  const premiumMinor = lines.at(-1)?.amountMinor ?? 0;
  const instalments = instalmentsOf(premiumMinor, request.tenorMonths, policy.schedule);
  return { kind: 'priced', premiumRateBps, premiumMinor, instalments, lines };
}

function fits(line: RateLine, request: PricingRequest): boolean {
  const gradeFits =
    line.grades === undefined || (request.grade !== null && line.grades.includes(request.grade));
  return gradeFits && request.tenorMonths <= (line.tenorMonthsMax ?? Infinity);
}

function premiumLines(
  request: PricingRequest,
  policy: PricingPolicy,
  premiumRateBps: number,
  capRateBps: number | null,
): PremiumLine[] {
  const basisMinor = policy.basis === 'loanAmount' ? request.loanMinor : request.guaranteedMinor;
  const months = request.tenorMonths;
  const line = (code: PremiumLine['code'], rateBps: number, amountMinor: number): PremiumLine => ({
    code,
    basisMinor,
    rateBps,
    months,
    amountMinor,
  });
  const byRateMinor = toSafeNumber(halfUp(yearly(basisMinor, premiumRateBps, months), BPS_YEAR));
  const lines = [line('byRate', premiumRateBps, byRateMinor)];
  const wantedMinor = Math.max(byRateMinor, policy.minimumMinor);
  if (wantedMinor > byRateMinor) lines.push(line('minimum', premiumRateBps, wantedMinor));
  if (capRateBps === null) return lines;
  // A cap is a ceiling, so its own amount is rounded down.
  const capMinor = toSafeNumber(yearly(basisMinor, capRateBps, months) / BPS_YEAR);
  if (wantedMinor > capMinor) lines.push(line('cap', capRateBps, capMinor));
  return lines;
}

function yearly(basisMinor: number, rateBps: number, months: number): bigint {
  return BigInt(basisMinor) * BigInt(rateBps) * BigInt(months);
}

function instalmentsOf(
  premiumMinor: number,
  tenorMonths: number,
  schedule: PremiumSchedule,
): PremiumInstalment[] {
  if (premiumMinor === 0) return [];
  const every = schedule.kind === 'oneOff' ? tenorMonths : schedule.months;
  const count = Math.max(1, Math.ceil(tenorMonths / every));
  const months = Array.from({ length: count }, (_, index) =>
    Math.min(every, tenorMonths - index * every),
  );
  const amounts = splitByShares(premiumMinor, months);
  return months.map((covered, index) => ({
    no: index + 1,
    afterMonths: index * every,
    months: covered,
    amountMinor: amounts[index] ?? 0,
  }));
}

function lowestOf(left: number | null, right: number | null): number | null {
  if (left === null) return right;
  return right === null ? left : Math.min(left, right);
}
