import { guaranteedShares } from '../issuance/guaranteed-amount.js';
import { splitByShares } from '../money/split.js';
import type { ProgrammeShare } from '../programmes/programme.js';

/** What a re-guarantor is told: that it bears this part of what is guaranteed, in minor units. */
export interface Filing {
  readonly party: string;
  readonly amountMinor: number;
}

/**
 * With whom a guarantee is filed (备案) after its disbursement, and for which part of it: the re-guarantor next to us,
 * who files on with those behind it; a programme names them from the fund down to us. Nobody: it is not re-guaranteed.
 */
export function filingOf(
  guaranteedMinor: number,
  shares: readonly ProgrammeShare[],
): Filing | null {
  const sharers = guaranteedShares(shares);
  const amounts = splitByShares(
    guaranteedMinor,
    sharers.map(({ shareBps }) => shareBps),
  );
  const filings = sharers.flatMap(({ party, role }, index) => {
    const amountMinor = amounts[index] ?? 0;
    return role === 'reGuarantor' && amountMinor > 0 ? [{ party, amountMinor }] : [];
  });
  return filings.at(-1) ?? null;
}
