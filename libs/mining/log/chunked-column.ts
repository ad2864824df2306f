/** Any of the number arrays a log's columns are kept in. */
export type NumberArray = Uint8Array | Uint16Array | Uint32Array | Float64Array;

const CHUNK_BITS = 16;
const CHUNK_LENGTH = 1 << CHUNK_BITS;
const CHUNK_MASK = CHUNK_LENGTH - 1;

/**
 * A column that grows without ever copying what it holds, so that reading ten million events needs no second
 * copy of them. Positions never written read as the column's `blank`.
 */
export class ChunkedColumn<A extends NumberArray> {
  private chunks: A[] = [];

  constructor(
    private readonly allocate: (length: number) => A,
    private readonly blank = 0,
  ) {}

  set(position: number, value: number): void {
    const index = position >>> CHUNK_BITS;
    while (this.chunks.length <= index) {
      const chunk = this.allocate(CHUNK_LENGTH);
      if (this.blank !== 0) chunk.fill(this.blank);
      this.chunks.push(chunk);
    }
    const chunk = this.chunks[index];
    if (chunk) chunk[position & CHUNK_MASK] = value;
  }

  at(position: number): number {
    return this.chunks[position >>> CHUNK_BITS]?.[position & CHUNK_MASK] ?? this.blank;
  }

  /** Writes `target[k] = this[order[k]]` for every k, and gives the chunks back to the collector. */
  drainInto<T extends NumberArray>(target: T, order: Uint32Array): T {
    const length = order.length;
    for (let k = 0; k < length; k++) target[k] = this.at(order[k] ?? 0);
    this.chunks = [];
    return target;
  }
}

/** Codes below `count`, plus one kept free for "missing" when `withMissing` is set, in the narrowest array. */
export function codeArray(
  length: number,
  count: number,
  withMissing = false,
): Uint8Array | Uint16Array | Uint32Array {
  const codes = withMissing ? count + 1 : count;
  if (codes <= 0x100) return new Uint8Array(length);
  if (codes <= 0x10000) return new Uint16Array(length);
  return new Uint32Array(length);
}

/** The code that stands for "missing" in an array made by `codeArray(…, true)`: all bits set. */
export function missingCode(codes: Uint8Array | Uint16Array | Uint32Array): number {
  return 2 ** (8 * codes.BYTES_PER_ELEMENT) - 1;
}
