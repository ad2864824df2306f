/** What happens when: a binary heap by instant, ties in order of entry. */
export class Agenda<T> {
  private readonly heap: { atMs: number; order: number; what: T }[] = [];
  private entered = 0;

  add(atMs: number, what: T): void {
    const entry = { atMs, order: this.entered++, what };
    let place = this.heap.push(entry) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.swapIfLater(parent, place)) break;
      place = parent;
    }
  }

  /** Takes out the earliest entry. */
  take(): { atMs: number; what: T } | undefined {
    const [first] = this.heap;
    const last = this.heap.pop();
    if (!first || !last || this.heap.length === 0) return first;
    this.heap[0] = last;
    for (let place = 0; ;) {
      const left = 2 * place + 1;
      const child = this.isLater(left, left + 1) ? left + 1 : left;
      if (!this.swapIfLater(place, child)) return first;
      place = child;
    }
  }

  private isLater(a: number, b: number): boolean {
    const one = this.heap[a];
    const other = this.heap[b];
    if (!one || !other) return false;
    return one.atMs > other.atMs || (one.atMs === other.atMs && one.order > other.order);
  }

  private swapIfLater(a: number, b: number): boolean {
    const one = this.heap[a];
    const other = this.heap[b];
    if (!one || !other || !this.isLater(a, b)) return false;
    this.heap[a] = other;
    this.heap[b] = one;
    return true;
  }
}
