/** Disjoint stretches of time, ascending. */
export type Stretches = readonly (readonly [fromMs: number, toMs: number])[];

export function lengthMs(stretches: Stretches): number {
  return stretches.reduce((total, [from, to]) => total + (to - from), 0);
}

/** What of the first lies outside the second. */
export function without(stretches: Stretches, taken: Stretches): Stretches {
  const left: [number, number][] = [];
  for (const [from, to] of stretches) {
    let at = from;
    for (const [begin, end] of taken) {
      if (end <= at || begin >= to) continue;
      if (begin > at) left.push([at, begin]);
      at = Math.max(at, end);
    }
    if (at < to) left.push([at, to]);
  }
  return left;
}

/** What lies in both. */
export function within(stretches: Stretches, others: Stretches): Stretches {
  return without(stretches, without(stretches, others));
}

/** The same time as disjoint stretches in order. */
export function united(stretches: Stretches): Stretches {
  const sorted = [...stretches].filter(([from, to]) => to > from).sort((a, b) => a[0] - b[0]);
  const joined: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = joined.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}
