import { addMonths, type BusinessDate } from '../calendar/business-date.js';

/**
 * Why the claims under a maximum-amount guarantee are determined (民法典 423, by 690 of guarantees too): its term is over;
 * none was agreed and two years have passed; no new claim can arise; collateral was seized; the debtor's side is bankrupt or
 * dissolved; both sides have agreed; another case of law.
 */
export const determinationGrounds = [
  'periodOver',
  'twoYearsWithoutTerm',
  'noNewClaims',
  'collateralSeized',
  'bankruptcy',
  'agreed',
  'otherByLaw',
] as const;
export type DeterminationGround = (typeof determinationGrounds)[number];

/** What the guarantee's own dates say. */
export interface DeterminationFacts {
  readonly today: string;
  readonly issuedOn: string | null;
  /** The last day of the term; none before the first drawdown. */
  readonly maturityOn: string | null;
}

const monthsWithoutTerm = 24;

/** Why a determination on this ground and day cannot be; nothing where a person has to look at it. */
export function whyNotDeterminable(
  ground: DeterminationGround,
  on: string,
  { today, issuedOn, maturityOn }: DeterminationFacts,
): string | undefined {
  if (on > today) return `${on} is still to come`;
  if (issuedOn === null || on < issuedOn) return `the letter was not out on ${on}`;
  if (ground === 'periodOver' && maturityOn !== null && on < maturityOn)
    return `the term runs until ${maturityOn}`;
  if (ground !== 'twoYearsWithoutTerm') return undefined;
  const earliest = addMonths(issuedOn as BusinessDate, monthsWithoutTerm);
  return on < earliest ? `two years are over on ${earliest}` : undefined;
}
