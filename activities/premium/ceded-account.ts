import { totalOf } from '#domain/ledger/position';
import type { CaseStep } from '#store/case/case-step';
import { readPosition } from '#store/ledger/read-position';

/** The running account with a re-guarantor for this case, in minor units: below zero it owes us. */
export async function cededPayable(step: CaseStep, party: string): Promise<number> {
  const position = await readPosition(step.tx, step.row.book, step.row.number);
  return totalOf(position, 'cededPremiumPayable', { party });
}
