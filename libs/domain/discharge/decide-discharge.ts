import type { BusinessDate } from '../calendar/business-date.js';
import type { GuaranteeKind } from './guarantee-period.js';

/** How a beneficiary can keep its right. A suit stands for an arbitration too. */
export const exerciseKinds = [
  'demandOnGuarantor',
  'suitAgainstGuarantor',
  'suitAgainstDebtor',
] as const;
export type ExerciseKind = (typeof exerciseKinds)[number];

/** An exercise on record. */
export interface Exercise {
  readonly kind: ExerciseKind;
  readonly on: BusinessDate;
  /** The suit was withdrawn later, and not brought again within the period. */
  readonly withdrawn?: boolean;
  /** The copy of the suit had reached us before. */
  readonly served?: boolean;
}

export interface DischargeFacts {
  readonly guaranteeKind: GuaranteeKind;
  readonly guaranteePeriodEnd: BusinessDate;
  readonly exercises: readonly Exercise[];
  readonly outstandingMinor: number;
}

export type DischargeOutcome =
  | { readonly kind: 'notYet'; readonly after: BusinessDate }
  | { readonly kind: 'exercised'; readonly by: ExerciseKind; readonly on: BusinessDate }
  /** "Period expired, no valid exercise recorded": a person confirms on evidence. */
  | { readonly kind: 'dischargeable'; readonly code: 'guaranteePeriodOver' };

/**
 * Is a guarantee dischargeable because its period is over without a valid exercise (民法典 693)? This
 * recommends; it never discharges. Signing a notice after the period revives nothing (担保制度解释 34).
 */
export function decideDischarge(facts: DischargeFacts, on: BusinessDate): DischargeOutcome {
  const exercise = facts.exercises.find((candidate) => isValid(candidate, facts));
  if (exercise !== undefined) return { kind: 'exercised', by: exercise.kind, on: exercise.on };
  return on > facts.guaranteePeriodEnd
    ? { kind: 'dischargeable', code: 'guaranteePeriodOver' }
    : { kind: 'notYet', after: facts.guaranteePeriodEnd };
}

/**
 * A general guarantee is kept by a suit against the debtor that stands; a joint and several one by a
 * demand on us, which stays exercised, or a suit against us, even withdrawn once it was served on us
 * (民法典 693, 担保制度解释 31).
 */
function isValid(exercise: Exercise, facts: DischargeFacts): boolean {
  if (exercise.on > facts.guaranteePeriodEnd) return false;
  if (facts.guaranteeKind === 'general') {
    return exercise.kind === 'suitAgainstDebtor' && exercise.withdrawn !== true;
  }
  switch (exercise.kind) {
    case 'demandOnGuarantor':
      return true;
    case 'suitAgainstGuarantor':
      return exercise.withdrawn !== true || exercise.served === true;
    case 'suitAgainstDebtor':
      return false;
  }
}
