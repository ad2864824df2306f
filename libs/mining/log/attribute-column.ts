import { ChunkedColumn, codeArray, missingCode } from './chunked-column.js';
import { NameIndex } from './name-index.js';

/** What an attribute of a case or an event can hold. */
export type AttributeValue = string | number | boolean | Date;

export type Attributes = Readonly<Record<string, AttributeValue | undefined>>;

/** One attribute of every event (or every case). Missing: `codes[i] === missing`, or NaN in `values`. */
export type AttributeColumn =
  | {
      readonly kind: 'text';
      readonly dictionary: readonly string[];
      readonly codes: Uint8Array | Uint16Array | Uint32Array;
      readonly missing: number;
    }
  /** A date is UTC epoch milliseconds; a boolean is 0 or 1. */
  | { readonly kind: 'number' | 'boolean' | 'date'; readonly values: Float64Array };

type Kind = AttributeColumn['kind'];

/** The value at `index`, undefined where the event (or case) has none. */
export function attributeAt(column: AttributeColumn, index: number): AttributeValue | undefined {
  if (column.kind === 'text') return column.dictionary[column.codes[index] ?? column.missing];
  const value = column.values[index] ?? NaN;
  return Number.isNaN(value) ? undefined : fromNumber(column.kind, value);
}

function kindOf(value: AttributeValue): Kind {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'date';
}

function fromNumber(kind: Kind, value: number): AttributeValue {
  if (kind === 'boolean') return value === 1;
  return kind === 'date' ? new Date(value) : value;
}

function asText(value: AttributeValue): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

/** Gathers one attribute; a column whose values disagree on their kind becomes text. */
export class AttributeColumnBuilder {
  private kind: Kind | undefined;
  private readonly texts = new NameIndex();
  private readonly values = new ChunkedColumn((length) => new Float64Array(length), NaN);
  private end = 0;

  set(position: number, value: AttributeValue): void {
    const kind = kindOf(value);
    this.kind ??= kind;
    if (this.kind !== kind) this.turnIntoText();
    this.end = Math.max(this.end, position + 1);
    this.values.set(
      position,
      this.kind === 'text' ? this.texts.codeOf(asText(value)) : Number(value),
    );
  }

  /** The column in the given order of positions. */
  build(order: Uint32Array): AttributeColumn {
    const kind = this.kind ?? 'text';
    const values = this.values.drainInto(new Float64Array(order.length), order);
    if (kind !== 'text') return { kind, values };
    const codes = codeArray(order.length, this.texts.names.length, true);
    const missing = missingCode(codes);
    values.forEach((value, k) => (codes[k] = Number.isNaN(value) ? missing : value));
    return { kind, dictionary: this.texts.names, codes, missing };
  }

  private turnIntoText(): void {
    const was = this.kind;
    if (was === undefined || was === 'text') return;
    this.kind = 'text';
    for (let position = 0; position < this.end; position++) {
      const value = this.values.at(position);
      if (Number.isNaN(value)) continue;
      this.values.set(position, this.texts.codeOf(asText(fromNumber(was, value))));
    }
  }
}
