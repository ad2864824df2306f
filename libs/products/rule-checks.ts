import type { Rule } from '#domain/screening/rule';

/** A field of a file of data that does not fit another one, or the form. */
export interface MisfitField {
  readonly field: string;
  readonly message: string;
}

/** What the operator of a rule compares with, where the rule has something else; else `null`. */
export function wantedValue({ operator, value }: Rule): string | null {
  switch (operator) {
    case 'present':
      return value === undefined ? null : 'no value';
    case 'in':
    case 'notIn':
      return Array.isArray(value) ? null : 'a list of values';
    case 'equals':
    case 'notEquals':
      return value === undefined || Array.isArray(value) ? 'one value' : null;
    case 'atLeast':
    case 'atMost':
    case 'above':
    case 'below':
      return typeof value === 'number' ? null : 'a number';
  }
}

const typeWords: Readonly<Record<string, string>> = {
  boolean: 'true or false',
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
};

/** What the form says a rule's field is, where the rule compares it with something else; else `null`. */
export function wantedType({ value }: Rule, type: unknown): string | null {
  if (value === undefined || typeof type !== 'string') return null;
  const wanted = type === 'integer' ? 'number' : type;
  const word = typeWords[type];
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return word === undefined || values.every((one) => typeof one === wanted) ? null : word;
}

/** Names for people: `"a", "b"`, or `none`. */
export function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.map((name) => `"${name}"`).join(', ');
}
