/** Prints rows under their heads, numbers to the right. */
export function printTable(
  title: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const widths = heads.map((head, n) =>
    Math.max(head.length, ...rows.map((row) => (row[n] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0)))
      .join('  ');
  console.log(`\n${title}\n${line(heads)}\n${widths.map((width) => '-'.repeat(width)).join('  ')}`);
  for (const row of rows) console.log(line(row));
}

export function milliseconds(ms: number): string {
  if (Number.isNaN(ms)) return '—';
  return ms < 10 ? ms.toFixed(1) : ms.toFixed(0);
}

/** What one run took: by the clock, and on all processors of this process together. */
export interface Taken {
  readonly ms: number;
  readonly cpuMs: number;
}

export async function measured<T>(work: () => T | Promise<T>): Promise<Taken & { result: T }> {
  const cpuBefore = process.cpuUsage();
  const begin = performance.now();
  const result = await work();
  const ms = performance.now() - begin;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { ms, cpuMs: (user + system) / 1000, result };
}

/** Least and median by the clock, and least of the processor time. The machine may be shared: the last says most. */
export interface Summary {
  readonly least: number;
  readonly median: number;
  readonly cpu: number;
}

export function summaryOf(rounds: readonly Taken[]): Summary {
  const sorted = rounds.map(({ ms }) => ms).sort((a, b) => a - b);
  return {
    least: sorted[0] ?? NaN,
    median: sorted[sorted.length >> 1] ?? NaN,
    cpu: Math.min(...rounds.map(({ cpuMs }) => cpuMs)),
  };
}

/** Some repetitions of a piece of work. */
export async function repeatedly(times: number, work: () => Promise<unknown>): Promise<Summary> {
  const rounds: Taken[] = [];
  for (let n = 0; n < times; n++) {
    globalThis.gc?.();
    const { ms, cpuMs } = await measured(work);
    rounds.push({ ms, cpuMs });
  }
  return summaryOf(rounds);
}

/** The same for work that never waits; short work is repeated within a round, so that clocks can tell it. */
export function repeated(times: number, work: () => unknown): Summary {
  const rounds: Taken[] = [];
  for (let n = 0; n < times; n++) {
    globalThis.gc?.();
    const cpuBefore = process.cpuUsage();
    const begin = performance.now();
    let runs = 0;
    do {
      work();
      runs++;
    } while (performance.now() - begin < 5);
    const ms = (performance.now() - begin) / runs;
    const { user, system } = process.cpuUsage(cpuBefore);
    rounds.push({ ms, cpuMs: (user + system) / 1000 / runs });
  }
  return summaryOf(rounds);
}
