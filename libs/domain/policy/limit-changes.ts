import type { LimitProposalData } from '../limits/proposals.js';
import { capKey } from '../limits/rules.js';
import {
  statutoryOf,
  type BookBasis,
  type Cap,
  type LimitTerms,
  type StatutoryLimits,
} from '../limits/terms.js';

/** Limit rules to try, from the first case on; what is left out stays as it was confirmed, day by day. */
export interface LimitChanges {
  /** In place of every figure of then. */
  readonly netAssetsMinor?: number | undefined;
  /** Or a part of each figure of then, in basis points. */
  readonly netAssetsBps?: number | undefined;
  readonly holdingsMinor?: number | undefined;
  readonly terms?: Partial<Pick<LimitTerms, 'thresholdBasis' | 'nearBps' | 'stopBps'>> | undefined;
  readonly statutory?: Partial<StatutoryLimits> | undefined;
  /** Caps of the book's own, beside those of then or in the place of one of the same dimension and key. */
  readonly caps?: readonly LimitProposalData['cap'][] | undefined;
  readonly capsLifted?: readonly LimitProposalData['capLifted'][] | undefined;
}

const WHOLE_BPS = 10_000n;

/** What the limits of a book are parts of, with the changes. */
export function basisUnder(changes: LimitChanges, then: BookBasis): BookBasis {
  const { netAssetsMinor, netAssetsBps, holdingsMinor, terms, statutory } = changes;
  const part =
    then.netAssetsMinor === null || netAssetsBps === undefined
      ? then.netAssetsMinor
      : Number((BigInt(then.netAssetsMinor) * BigInt(netAssetsBps)) / WHOLE_BPS);
  return {
    netAssetsMinor: netAssetsMinor ?? part,
    holdingsMinor: holdingsMinor ?? then.holdingsMinor,
    terms: { ...then.terms, ...terms },
    statutory: { ...statutoryOf(then), ...statutory },
  };
}

/** The caps of a book with the changes, in the order of their names, as the guard reads them. */
export function capsUnder(changes: LimitChanges, then: ReadonlyMap<string, Cap>): Cap[] {
  const caps = new Map(then);
  for (const lifted of changes.capsLifted ?? []) caps.delete(capKey(lifted));
  for (const cap of (changes.caps ?? []).map(capOf)) caps.set(capKey(cap), cap);
  return [...caps].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, cap]) => cap);
}

/** A cap as its proposal says. */
export function capOf({ amountMinor, ofNetAssetsBps, ...cap }: LimitProposalData['cap']): Cap {
  const limit =
    amountMinor === undefined
      ? ({ kind: 'ofNetAssets', bps: ofNetAssetsBps ?? 0 } as const)
      : ({ kind: 'sum', amountMinor } as const);
  return { ...cap, limit };
}
