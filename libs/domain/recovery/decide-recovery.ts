import type { RecoveryAllocation, RecoveryStanding } from './recovery-allocation.js';

export type RecoveryOutcome =
  /** More can be expected: go on. */
  | { readonly kind: 'open'; readonly receivableMinor: number }
  /** Everything that we paid came back. */
  | { readonly kind: 'recovered' }
  /** What came in after a write-off is booked; the ending stays. */
  | { readonly kind: 'lateRecovery'; readonly writtenOffLeftMinor: number };

/** Where a recovery leaves the case. */
export function decideRecovery(
  before: RecoveryStanding,
  allocation: RecoveryAllocation,
): RecoveryOutcome {
  const receivableMinor = before.receivableMinor - allocation.receivableMinor;
  if (receivableMinor > 0) return { kind: 'open', receivableMinor };
  const writtenOffLeftMinor = before.writtenOffMinor - allocation.writtenOffMinor;
  return before.writtenOffMinor > 0
    ? { kind: 'lateRecovery', writtenOffLeftMinor }
    : { kind: 'recovered' };
}
