/** Parts of a cap, in basis points of it: people are warned from the first on, nothing new is taken from the second on. */
export interface CapRates {
  readonly warningBps: number;
  /** `null`: only the cap itself stops. */
  readonly stopBps: number | null;
}

/** How far a cap is used, by its rates. */
export type CapState = 'free' | 'warning' | 'stopped';

/** The state of a cap of `ceiling` of which `used` is used, both in one integer unit. Unused it is free, whatever its rates. */
export function capStateAt(used: number, ceiling: number, rates: CapRates): CapState {
  const reaches = (bps: number): boolean =>
    used > 0 && BigInt(used) * 10_000n >= BigInt(ceiling) * BigInt(bps);
  if (rates.stopBps !== null && reaches(rates.stopBps)) return 'stopped';
  return reaches(rates.warningBps) ? 'warning' : 'free';
}

/** What new requests may use of a cap at most: up to its stop rate, rounded down. */
export function stopLine(ceiling: number, { stopBps }: Pick<CapRates, 'stopBps'>): number {
  return stopBps === null ? ceiling : Number((BigInt(ceiling) * BigInt(stopBps)) / 10_000n);
}
