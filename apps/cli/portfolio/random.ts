/** A seeded source of chance: the same seed draws the same portfolio on every machine. */
export class Chance {
  constructor(private state: number) {}

  /** From 0 to below 1 (mulberry32, public domain by T. Ettinger). */
  fraction(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  oneOf<Item>(items: readonly Item[]): Item {
    const item = items[this.between(0, items.length - 1)];
    if (item === undefined) throw new RangeError('nothing to draw from');
    return item;
  }

  /** Skewed as loans are: half of the draws below the median, few far above it, none outside the bounds. */
  skewed(least: number, median: number, most: number): number {
    const normal = [0, 1, 2, 3, 4, 5].reduce((sum) => sum + this.fraction(), -3);
    return Math.round(Math.min(most, Math.max(least, median * Math.exp(normal * 0.9))));
  }
}
