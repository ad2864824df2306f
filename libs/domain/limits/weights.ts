import { contractClasses, totalSums, type ClassSums, type ContractClass } from './amounts.js';

/** Hundredths of a minor unit: amount × weight in percent, so that no weighted sum is ever rounded. */
export type Hundredths = number;

/** What the customer's total is measured on for the thresholds: all we owe, or our own part. One choice a book ⚠. */
export const thresholdBases = ['gross', 'own'] as const;
export type ThresholdBasis = (typeof thresholdBases)[number];

interface Weight {
  readonly percent: number;
  /** Another weight in concentration (art. 16); the same where absent. */
  readonly concentrationPercent?: number;
  /** The weight holds while the customer's total over all contracts is at most this; then it is 100 %. */
  readonly upToMinor?: number;
}

/** 融资担保责任余额计量办法 ⚠: weights of the outstanding liability; thresholds in 分, inclusive. */
export const weights: Readonly<Record<ContractClass, Weight>> = {
  smallMicro: { percent: 75, upToMinor: 500_000_000 },
  farmer: { percent: 75, upToMinor: 200_000_000 },
  housing: { percent: 30 },
  bond: { percent: 80, concentrationPercent: 60 },
  other: { percent: 100 },
};

/** A customer's weighted liability, for the leverage of the book and for concentration on debtors. */
export interface Weighed {
  readonly leverage: Hundredths;
  readonly concentration: Hundredths;
}

/**
 * Weighs all contracts of one customer. The threshold tests the customer's total over all of them, so one contract
 * more flips every one.
 */
export function weigh(sums: ClassSums, basis: ThresholdBasis): Weighed {
  const total = totalSums(sums);
  const totalMinor = basis === 'gross' ? total.grossMinor : total.ownMinor;
  let leverage = 0;
  let concentration = 0;
  for (const name of contractClasses) {
    const weight = weights[name];
    const flips = weight.upToMinor !== undefined && totalMinor > weight.upToMinor;
    const percent = flips ? 100 : weight.percent;
    leverage += sums[name].ownMinor * percent;
    concentration += sums[name].ownMinor * (weight.concentrationPercent ?? percent);
  }
  return { leverage, concentration };
}
