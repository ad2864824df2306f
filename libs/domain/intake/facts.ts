/** One fact of an application, as its form and its checks recorded it. Amounts are minor units. */
export type FactValue = string | number | boolean | null;

/** The facts that rules and scorecards read, by field name. */
export type Facts = Readonly<Record<string, FactValue>>;

/** A text for people, in both languages of the house. */
export interface BilingualText {
  readonly zh: string;
  readonly en: string;
}

/** The fact of that name, `null` where nothing is recorded. */
export function factOf(facts: Facts, field: string): FactValue {
  return Object.hasOwn(facts, field) ? (facts[field] ?? null) : null;
}
