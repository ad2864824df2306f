import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';

/**
 * Writes what piles up while the last write runs in one go: under load, many results share a commit; without it,
 * each is written at once. A failed write is tried again until it succeeds or the writer is stopped.
 */
export class FoldedWriter<Item> {
  private waiting: { item: Item; written: () => void }[] = [];
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly write: (items: readonly Item[]) => Promise<void>,
    private readonly logger: Logger,
  ) {}

  /** Resolves once the item is written, or the writer is stopped. */
  add(item: Item): Promise<void> {
    const done = new Promise<void>((resolve) => {
      this.waiting.push({ item, written: resolve });
    });
    this.running ??= this.drain().finally(() => {
      this.running = undefined;
    });
    return done;
  }

  /** Lets the write under way end. What could not be written is found again by the next dispatcher. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, 200);
      await this.writeUntilDone(batch.map(({ item }) => item));
      for (const { written } of batch) written();
    }
  }

  private async writeUntilDone(items: readonly Item[]): Promise<void> {
    for (;;) {
      try {
        await this.write(items);
        return;
      } catch (error) {
        this.logger.warn({ err: error }, 'results could not be written and will be tried again');
        if (this.stopped) return;
        await pause(500);
      }
    }
  }
}
