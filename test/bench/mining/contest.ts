import type { Engine, EdgeRow } from './engines.js';
import { milliseconds, printTable } from './table.js';

/** Runs the engines in turn, round by round, so that a busy moment of the machine strikes them alike; compares answers. */
export async function contest(engines: readonly Engine[], rounds: number): Promise<void> {
  const taken = new Map<string, number[]>(engines.map((engine) => [engine.name, []]));
  const answers = new Map<string, EdgeRow[]>();
  for (let round = 0; round < rounds; round++)
    for (const engine of engines) {
      if (engine.name.startsWith('pm4py') && round > 1) continue;
      globalThis.gc?.();
      const { ms, edges } = await engine.run();
      taken.get(engine.name)?.push(ms);
      if (round === 0) answers.set(engine.name, edges);
    }
  const [reference] = answers.values();
  const fastest = Math.min(...(taken.get(engines[1]?.name ?? '')?.slice(1) ?? []));
  printTable(
    `performance graph, 7 statistics an edge (milliseconds; ${rounds} rounds, interleaved)`,
    ['engine', 'order', 'first', 'least', 'median', '× Aval', 'answers'],
    engines.map((engine) => {
      const [first = NaN, ...warm] = taken.get(engine.name) ?? [];
      const sorted = (warm.length > 0 ? warm : [first]).sort((a, b) => a - b);
      const least = sorted[0] ?? NaN;
      const cells = [first, least, sorted[sorted.length >> 1] ?? NaN].map(milliseconds);
      const verdict = sameEdges(reference ?? [], answers.get(engine.name) ?? []);
      return [engine.name, engine.footing, ...cells, (least / fastest).toFixed(1), verdict];
    }),
  );
}

/** Counts exactly, times to 1e-9 of their size; figures that an engine does not give are passed over. */
export function sameEdges(expected: readonly EdgeRow[], actual: readonly EdgeRow[]): string {
  const byPair = new Map(actual.map((row) => [`${row[0]}/${row[1]}`, row]));
  if (expected.length !== actual.length) return `${actual.length} edges`;
  for (const row of expected) {
    const other = byPair.get(`${row[0]}/${row[1]}`) ?? [];
    const wrong = row.findIndex((value, n) => {
      const found = other[n] as number | null | undefined;
      if (found === null) return false;
      return !(Math.abs((found ?? NaN) - value) <= (n === 2 ? 0 : 1e-9 * Math.abs(value)));
    });
    if (wrong >= 0) return `differ: ${row.join(' ')} / ${other.join(' ')}`;
  }
  return 'equal';
}
