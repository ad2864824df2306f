/** A small seeded generator of numbers in [0, 1) (mulberry32): the same seed gives the same run on every machine. */
export class SeededRandom {
  constructor(private state: number) {}

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** One of the values, each as likely as the others; zero where there is none. */
  draw(values: Float64Array | readonly number[]): number {
    return values[Math.floor(this.next() * values.length)] ?? 0;
  }
}
