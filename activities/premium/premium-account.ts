import type { CaseStep } from '#store/case/case-step';
import { factsOf } from '#store/case/facts';

/** What was demanded of the applicant, what came in, and what is missing, in minor units. */
export interface PremiumAccount {
  readonly demandedMinor: number;
  readonly receivedMinor: number;
  readonly missingMinor: number;
}

/** The premium as it stands; what was given up by a refund is missed no longer. */
export async function premiumAccount(step: CaseStep): Promise<PremiumAccount> {
  const facts = await factsOf<{ amountMinor: number }>(step, [
    'premiumDemanded',
    'premiumReceived',
  ]);
  const sum = (kind: string): number =>
    facts
      .filter((fact) => fact.kind === kind)
      .reduce((total, { data }) => total + data.amountMinor, 0);
  const [demandedMinor, receivedMinor] = [sum('premiumDemanded'), sum('premiumReceived')];
  return { demandedMinor, receivedMinor, missingMinor: demandedMinor - receivedMinor };
}
