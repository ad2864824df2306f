/** A table in plain text: columns as wide as their widest cell, Chinese characters counting two. */
export interface Column<Row> {
  readonly title: string;
  readonly of: (row: Row) => string;
  readonly right?: boolean;
  /** Left out, the last one first, where the table would be too wide. */
  readonly spare?: boolean;
  /** Its cells are cut short where the table is still too wide. */
  readonly elastic?: boolean;
}

const gap = 2;
const leastCellWidth = 8;

/** @param width how many columns of a terminal there are; undefined: as many as the table needs */
export function textTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  width = Infinity,
): string {
  const shown = fitting(rows, columns, width);
  const widths = widthsOf(rows, shown);
  const tooMuch = Math.max(0, totalOf(widths) - width);
  const given = widths.map((each, index) =>
    shown[index]?.elastic === true ? Math.max(leastCellWidth, each - tooMuch) : each,
  );
  return cellsOf(rows, shown)
    .map((line) => lineOf(line, given, shown))
    .join('\n');
}

/** The columns without the spare ones for which there is no room. */
function fitting<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  width: number,
): readonly Column<Row>[] {
  if (totalOf(widthsOf(rows, columns)) <= width) return columns;
  const last = columns.findLastIndex(({ spare }) => spare);
  return last < 0 ? columns : fitting(rows, columns.toSpliced(last, 1), width);
}

function cellsOf<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string[][] {
  return [
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map(({ of }) => of(row))),
  ];
}

function widthsOf<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): number[] {
  const cells = cellsOf(rows, columns);
  return columns.map((_, index) =>
    cells.reduce((widest, line) => Math.max(widest, widthOf(line[index] ?? '')), 0),
  );
}

function totalOf(widths: readonly number[]): number {
  return widths.reduce((sum, each) => sum + each + gap, -gap);
}

function lineOf<Row>(
  line: readonly string[],
  widths: readonly number[],
  columns: readonly Column<Row>[],
): string {
  const padded = line.map((cell, index) => {
    const width = widths[index] ?? 0;
    const shown = cutTo(cell, width);
    const room = ' '.repeat(Math.max(0, width - widthOf(shown)));
    return columns[index]?.right === true ? room + shown : shown + room;
  });
  return padded.join(' '.repeat(gap)).trimEnd();
}

/** The text, or its beginning and an ellipsis in so many columns. */
function cutTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const kept: string[] = [];
  for (const character of text) {
    if (widthOf([...kept, character].join('')) > width - 1) break;
    kept.push(character);
  }
  return `${kept.join('')}…`;
}

/** Wide are CJK, kana, hangul and full-width forms (Unicode Standard Annex 11). */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

/** How many columns of a terminal a text takes. */
export function widthOf(text: string): number {
  return Array.from(text).reduce((width, character) => width + (wide.test(character) ? 2 : 1), 0);
}
