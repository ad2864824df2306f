/**
 * Every place where two answers differ, as text: numbers beyond 1e-9 relative, all else exactly. Keys that the
 * expected answer does not have are ignored.
 */
export function differences(actual: unknown, expected: unknown, path = ''): string[] {
  if (typeof expected === 'number' && typeof actual === 'number') {
    const tolerance = 1e-9 * Math.max(Math.abs(expected), Math.abs(actual));
    return Math.abs(expected - actual) <= tolerance ? [] : [`${path}: ${actual} ≠ ${expected}`];
  }
  if (Array.isArray(expected) && Array.isArray(actual))
    return [
      ...(expected.length === actual.length ? [] : [`${path}: length ${actual.length}`]),
      ...expected.flatMap((each, k) => differences(actual[k], each, `${path}[${k}]`)),
    ];
  if (isRecord(expected) && isRecord(actual))
    return Object.keys(expected).flatMap((key) =>
      differences(actual[key], expected[key], `${path}.${key}`),
    );
  return actual === expected
    ? []
    : [`${path}: ${JSON.stringify(actual)} ≠ ${JSON.stringify(expected)}`];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Rows keyed by their first two names, so that ties may come in any order. */
export function byPair(rows: unknown): Record<string, unknown> {
  return Object.fromEntries(
    (rows as [unknown, unknown, ...unknown[]][]).map(([from, to, ...rest]) => [
      JSON.stringify([from, to]),
      rest,
    ]),
  );
}
