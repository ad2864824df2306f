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
  return ms < 10 ? ms.toFixed(1) : ms.toFixed(0);
}

/** Least and median of some repetitions of a synchronous piece of work. */
export function repeated(times: number, work: () => unknown): { least: number; median: number } {
  const taken: number[] = [];
  for (let n = 0; n < times; n++) {
    globalThis.gc?.();
    const begin = performance.now();
    work();
    taken.push(performance.now() - begin);
  }
  taken.sort((a, b) => a - b);
  return { least: taken[0] ?? NaN, median: taken[taken.length >> 1] ?? NaN };
}
