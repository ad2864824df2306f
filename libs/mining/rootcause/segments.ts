import type { AttributeColumn } from '../log/attribute-column.js';

/** Cases that share a value of an attribute, or a band of a number. */
export interface Segment {
  readonly attribute: string;
  readonly value: string;
  /** 1 for each case that belongs to it. */
  readonly members: Uint8Array;
  readonly cases: number;
}

const BANDS = 5;

/** The segments of the attributes that have at least `minCases` cases inside and outside. */
export function segmentsOf(
  attributes: Readonly<Record<string, AttributeColumn>>,
  cases: number,
  minCases: number,
): Segment[] {
  return Object.entries(attributes)
    .flatMap(([attribute, column]) =>
      valuesOf(column, cases).map(({ value, has }): Segment => {
        const members = new Uint8Array(cases);
        let count = 0;
        for (let c = 0; c < cases; c++) {
          if (!has(c)) continue;
          members[c] = 1;
          count++;
        }
        return { attribute, value, members, cases: count };
      }),
    )
    .filter((segment) => segment.cases >= minCases && cases - segment.cases >= minCases);
}

function valuesOf(
  column: AttributeColumn,
  cases: number,
): { value: string; has: (caseIndex: number) => boolean }[] {
  if (column.kind === 'text')
    return column.dictionary.map((value, code) => ({
      value,
      has: (c) => column.codes[c] === code,
    }));
  if (column.kind === 'boolean')
    return [0, 1].map((flag) => ({
      value: String(flag === 1),
      has: (c) => column.values[c] === flag,
    }));
  return bandsOf(column.values.subarray(0, cases)).map(([from, to]) => ({
    value: `${from} to ${to}`,
    has: (c) => (column.values[c] ?? NaN) >= from && (column.values[c] ?? NaN) <= to,
  }));
}

/** Bands with about as many cases each; both ends are values that occur. */
function bandsOf(values: Float64Array): [number, number][] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const bands: [number, number][] = [];
  for (let begin = 0; begin < sorted.length;) {
    let end = Math.max(begin + 1, Math.round(((bands.length + 1) * sorted.length) / BANDS));
    while (end < sorted.length && sorted[end] === sorted[end - 1]) end++;
    bands.push([sorted[begin] ?? NaN, sorted[Math.min(end, sorted.length) - 1] ?? NaN]);
    begin = end;
  }
  return bands;
}
