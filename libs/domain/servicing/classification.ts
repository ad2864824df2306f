/** The five classes (五级分类), from best to worst. */
export const riskClasses = ['pass', 'specialMention', 'substandard', 'doubtful', 'loss'] as const;
export type RiskClass = (typeof riskClasses)[number];

/** From which number of days past due on a guarantee is at least of that class. */
export interface ClassificationStep {
  readonly fromDaysPastDue: number;
  readonly riskClass: RiskClass;
}

/** A circumstance that puts a guarantee at least into that class (`debtorBankrupt`). */
export interface ClassificationFloor {
  readonly circumstance: string;
  readonly riskClass: RiskClass;
}

export interface ClassificationPolicy {
  /** Empty: the class changes only on reported facts, never on the passing of days. */
  readonly steps: readonly ClassificationStep[];
  readonly floors: readonly ClassificationFloor[];
}

/** The class by days past due and by known circumstances: the worst of all that apply. */
export function classify(
  daysPastDue: number,
  circumstances: readonly string[],
  policy: ClassificationPolicy,
): RiskClass {
  const byDays = policy.steps
    .filter(({ fromDaysPastDue }) => daysPastDue >= fromDaysPastDue)
    .map(({ riskClass }) => riskClass);
  const byCircumstance = policy.floors
    .filter(({ circumstance }) => circumstances.includes(circumstance))
    .map(({ riskClass }) => riskClass);
  return [...byDays, ...byCircumstance].reduce<RiskClass>(worseOf, 'pass');
}

/**
 * After how many days past due the class gets worse next: the agenda's next classification.
 * `null` when it cannot get worse by days.
 */
export function nextWorseningDay(daysPastDue: number, policy: ClassificationPolicy): number | null {
  const current = rank(classify(daysPastDue, [], policy));
  const later = policy.steps
    .filter((step) => step.fromDaysPastDue > daysPastDue && rank(step.riskClass) > current)
    .map(({ fromDaysPastDue }) => fromDaysPastDue);
  return later.length === 0 ? null : Math.min(...later);
}

/** The worse of two classes. */
export function worseOf(left: RiskClass, right: RiskClass): RiskClass {
  return rank(right) > rank(left) ? right : left;
}

function rank(riskClass: RiskClass): number {
  return riskClasses.indexOf(riskClass);
}
