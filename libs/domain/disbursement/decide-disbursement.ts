import type { BusinessDate } from '../calendar/business-date.js';
import { coveredAmount, type CoveredShare } from '../issuance/guaranteed-amount.js';

export interface DisbursementPolicy {
  /** Does one drawdown use the letter up, or may several follow? */
  readonly drawdowns: 'one' | 'several';
  /** A revolving line may draw more than the loan: what is above adds no liability. Else it is refused. */
  readonly aboveLoan: 'refused' | 'unguaranteed';
}

/** Where the guarantee stands before the bank reports a drawdown. */
export interface DisbursementStanding {
  readonly issuedOn: BusinessDate;
  readonly validUntil: BusinessDate;
  readonly loanMinor: number;
  readonly guaranteedMinor: number;
  /** The covered part of each disbursed principal. */
  readonly share: CoveredShare;
  /** All that the bank has disbursed so far. */
  readonly disbursedMinor: number;
  /** All liability that drawdowns have brought into force so far. */
  readonly drawnMinor: number;
  readonly undrawnMinor: number;
}

export interface ReportedDrawdown {
  readonly amountMinor: number;
  readonly disbursedOn: BusinessDate;
}

export type DisbursementRefusal =
  'notPositive' | 'beforeIssuance' | 'letterExpired' | 'nothingUndrawn' | 'aboveLoan';

export type DisbursementOutcome =
  | {
      readonly kind: 'accepted';
      /** Liability that comes into force with this drawdown. */
      readonly outstandingAddedMinor: number;
      /** Undrawn liability that ends the same day, because nothing more will be drawn. */
      readonly undrawnReleasedMinor: number;
      readonly undrawnLeftMinor: number;
    }
  | { readonly kind: 'refused'; readonly code: DisbursementRefusal };

/**
 * Takes in a drawdown. The liability of all drawdowns together is the smaller of the guaranteed amount
 * and the covered part of all that was disbursed, rounded once on the sum, so that many small
 * drawdowns never round differently from one large one.
 */
export function decideDisbursement(
  drawdown: ReportedDrawdown,
  standing: DisbursementStanding,
  policy: DisbursementPolicy,
): DisbursementOutcome {
  const code = refusalOf(drawdown, standing, policy);
  if (code !== null) return { kind: 'refused', code };
  const disbursedMinor = standing.disbursedMinor + drawdown.amountMinor;
  const liabilityMinor = Math.min(
    standing.guaranteedMinor,
    coveredAmount(disbursedMinor, standing.share),
  );
  const outstandingAddedMinor = Math.min(
    Math.max(0, liabilityMinor - standing.drawnMinor),
    standing.undrawnMinor,
  );
  const remainingMinor = standing.undrawnMinor - outstandingAddedMinor;
  const isLast = policy.drawdowns === 'one';
  return {
    kind: 'accepted',
    outstandingAddedMinor,
    undrawnReleasedMinor: isLast ? remainingMinor : 0,
    undrawnLeftMinor: isLast ? 0 : remainingMinor,
  };
}

function refusalOf(
  drawdown: ReportedDrawdown,
  standing: DisbursementStanding,
  policy: DisbursementPolicy,
): DisbursementRefusal | null {
  if (!Number.isSafeInteger(drawdown.amountMinor) || drawdown.amountMinor <= 0) {
    return 'notPositive';
  }
  if (drawdown.disbursedOn < standing.issuedOn) return 'beforeIssuance';
  if (drawdown.disbursedOn > standing.validUntil) return 'letterExpired';
  if (standing.undrawnMinor === 0) return 'nothingUndrawn';
  const isAbove = standing.disbursedMinor + drawdown.amountMinor > standing.loanMinor;
  return isAbove && policy.aboveLoan === 'refused' ? 'aboveLoan' : null;
}
