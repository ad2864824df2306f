import type { z } from 'zod';

/** One thing wrong with a pack: in which file, at which field, and what would be right. */
export interface PackProblem {
  readonly file: string;
  /** A path such as `pricing.rates[0].premiumRateBps`; empty for the file as a whole. */
  readonly field: string;
  readonly message: string;
}

/** A problem that also says exactly where: keys and places from the content's root to the field. */
export interface LocatedProblem extends PackProblem {
  readonly path: readonly PropertyKey[];
}

/** One line for people: `pack.json: calendar: must be one of "china", "weekends", "none" (is "moon")`. */
export function describeProblem({ file, field, message }: PackProblem): string {
  return field === '' ? `${file}: ${message}` : `${file}: ${field}: ${message}`;
}

type Issue = z.core.$ZodIssue;

/** The problems that the schema found, each with the values that it allows. */
export function problemsOf(error: z.ZodError, file: string, content: unknown): LocatedProblem[] {
  return error.issues.flatMap((issue) => problemsOfIssue(issue, file, content, []));
}

function problemsOfIssue(
  issue: Issue,
  file: string,
  content: unknown,
  above: readonly PropertyKey[],
): LocatedProblem[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      file,
      path: [...path, key],
      field: fieldName([...path, key]),
      message: 'is not a field of a pack here',
    }));
  }
  const found = valueAt(content, path);
  const message = found === undefined ? `is missing: ${wanted(issue)}` : `must be ${wanted(issue)}`;
  const said = message + (isShown(found) ? is(found) : '');
  return [{ file, path, field: fieldName(path), message: said }];
}

/** What the schema's library calls otherwise than JSON does. */
const jsonWords: Readonly<Record<string, string>> = { int: 'whole number', record: 'object' };

function wanted(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_value':
      return `${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(quoted).join(', ')}`;
    case 'invalid_type':
      return article(jsonWords[issue.expected] ?? issue.expected);
    case 'too_small':
      return `at least ${String(issue.minimum)}${sizeOf(issue.origin)}`;
    case 'too_big':
      return `at most ${String(issue.maximum)}${sizeOf(issue.origin)}`;
    case 'invalid_union':
      return issue.discriminator === undefined ? issue.message : optionsOf(issue);
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'unrecognized_keys':
    case 'custom':
      return issue.message;
  }
}

/** A union that is told apart by a word names the words that it knows. */
function optionsOf(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  const { options } = issue as { options?: readonly unknown[] };
  return options === undefined ? issue.message : `one of ${options.map(quoted).join(', ')}`;
}

function sizeOf(origin: string): string {
  if (origin === 'string') return ' characters long';
  return origin === 'array' ? ' entries long' : '';
}

function article(noun: string): string {
  return /^[aeio]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}

function quoted(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : String(value);
}

function isShown(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function is(value: unknown): string {
  return ` (is ${quoted(value)})`;
}

function valueAt(content: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return (value as Record<PropertyKey, unknown>)[key];
  }, content);
}

/** `a.b[0].c` of a path. */
export function fieldName(path: readonly PropertyKey[]): string {
  return path.reduce<string>((name, key) => {
    if (typeof key === 'number') return `${name}[${key}]`;
    return name === '' ? String(key) : `${name}.${String(key)}`;
  }, '');
}
