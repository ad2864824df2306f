/** A table in plain text: columns as wide as their widest cell, Chinese characters counting two. */
export interface Column<Row> {
  readonly title: string;
  readonly of: (row: Row) => string;
  readonly right?: boolean;
}

export function textTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const cells = [
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map(({ of }) => of(row))),
  ];
  const widths = columns.map((_, index) =>
    cells.reduce((widest, line) => Math.max(widest, widthOf(line[index] ?? '')), 0),
  );
  return cells.map((line) => lineOf(line, widths, columns)).join('\n');
}

function lineOf<Row>(
  line: readonly string[],
  widths: readonly number[],
  columns: readonly Column<Row>[],
): string {
  const padded = line.map((cell, index) => {
    const room = ' '.repeat((widths[index] ?? 0) - widthOf(cell));
    return columns[index]?.right === true ? room + cell : cell + room;
  });
  return padded.join('  ').trimEnd();
}

/** Wide are CJK, kana, hangul and full-width forms (Unicode Standard Annex 11). */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

function widthOf(text: string): number {
  return Array.from(text).reduce((width, character) => width + (wide.test(character) ? 2 : 1), 0);
}
