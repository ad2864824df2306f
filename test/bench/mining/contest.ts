import type { EdgeRow, Engine } from './engines.js';
import { milliseconds, printTable, type Summary, summaryOf, type Taken } from './table.js';

/** Engines that take seconds a round run only so often. */
const ROUNDS_OF_SLOW = 2;

interface Entrant {
  readonly engine: Engine;
  readonly rounds: Taken[];
  edges: EdgeRow[];
}

/** Runs the engines in turn, round by round, so that a busy moment of the machine strikes them alike; compares answers. */
export async function contest(engines: readonly Engine[], rounds: number): Promise<void> {
  const entrants = engines.map((engine): Entrant => ({ engine, rounds: [], edges: [] }));
  for (let round = 0; round < rounds; round++)
    for (const entrant of entrants) {
      if (entrant.engine.slow && round >= ROUNDS_OF_SLOW) continue;
      globalThis.gc?.();
      const { ms, cpuMs, result } = await entrant.engine.run();
      entrant.rounds.push({ ms, cpuMs });
      if (round === 0) entrant.edges = result;
    }
  const reference = entrants[0]?.edges ?? [];
  printTable(
    `performance graph, 7 statistics an edge (milliseconds; ${rounds} rounds, interleaved; × is against Aval's 2 threads on the same footing)`,
    ['engine', 'order', 'first', 'least', 'median', 'CPU', '×', '× CPU', 'answers'],
    entrants.map((entrant) => {
      const { engine, edges } = entrant;
      const own = warm(entrant);
      const ours = warm(rivalOf(entrants, engine.footing));
      const cells = [entrant.rounds[0]?.ms ?? NaN, own.least, own.median, own.cpu];
      const ratios = [own.least / ours.least, own.cpu / ours.cpu];
      return [
        engine.name,
        engine.footing,
        ...cells.map(milliseconds),
        ...ratios.map((ratio) => (Number.isNaN(ratio) ? '—' : ratio.toFixed(1))),
        sameEdges(reference, edges),
      ];
    }),
  );
}

/** Without the first round, where there are others. */
function warm({ rounds }: Entrant): Summary {
  return summaryOf(rounds.length > 1 ? rounds.slice(1) : rounds);
}

function rivalOf(entrants: readonly Entrant[], footing: Engine['footing']): Entrant {
  const found = entrants.find(
    ({ engine }) => engine.footing === footing && engine.name.startsWith('Aval, 2 threads'),
  );
  if (!found) throw new Error(`no engine of ours on the footing ${footing}`);
  return found;
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
