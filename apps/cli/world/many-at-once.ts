/** Works through items, a bounded number at once. */
export interface Crowd {
  readonly concurrency: number;
  /** Aborted, no further item is begun; those under way are finished. */
  readonly signal?: AbortSignal;
}

/** The first failure stops the beginning of further items and is thrown once those under way have ended. */
export async function manyAtOnce<Item>(
  items: Iterable<Item>,
  { concurrency, signal }: Crowd,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items[Symbol.iterator]();
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    while (failures.length === 0 && signal?.aborted !== true) {
      const next = queue.next();
      if (next.done === true) return;
      try {
        await work(next.value);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  if (failures.length > 0) throw failures[0];
}
