import type { Logger } from 'pino';
import { WakeUp } from './wake-up.js';

/** Where the work of many cases comes from, and how one case's part of it is done. */
export interface LaneWork<Part> {
  readonly name: string;
  /** Parts that can be begun, but for those of the cases in `except`; at most one part a case. */
  find(limit: number, except: readonly string[]): Promise<readonly Part[]>;
  caseOf(part: Part): string;
  /** Does the part to its end. What it throws is logged, and the case rests for a while. */
  perform(part: Part): Promise<void>;
}

const scanEveryMs = 1000;
const restAfterTroubleMs = 1000;

/** Works on many cases at once and on each of them one part at a time: a lane a case. */
export class Lanes<Part> {
  private readonly busy = new Set<string>();
  private readonly bell = new WakeUp();
  private stopped = false;
  private loop: Promise<void> | undefined;

  constructor(
    private readonly work: LaneWork<Part>,
    private readonly width: number,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.loop = this.run();
  }

  wake(): void {
    this.bell.ring();
  }

  /** Begins nothing new and waits until what runs has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.bell.ring();
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      await this.beginMore();
      // The bell says when to look again: a notice came, or a lane is free. The scan is for a lost notice.
      await this.bell.sleep(scanEveryMs);
    }
    while (this.busy.size > 0) await this.bell.sleep(scanEveryMs);
  }

  private async beginMore(): Promise<void> {
    const free = this.width - this.busy.size;
    if (free <= 0) return;
    try {
      const parts = await this.work.find(free, [...this.busy]);
      for (const part of parts) void this.occupy(part);
    } catch (error) {
      this.logger.warn({ err: error, lanes: this.work.name }, 'work could not be looked for');
    }
  }

  private async occupy(part: Part): Promise<void> {
    const name = this.work.caseOf(part);
    this.busy.add(name);
    try {
      await this.work.perform(part);
      this.leave(name);
    } catch (error) {
      this.logger.warn({ err: error, lanes: this.work.name, guarantee: name }, 'work has failed');
      setTimeout(() => {
        this.leave(name);
      }, restAfterTroubleMs);
    }
  }

  private leave(name: string): void {
    this.busy.delete(name);
    this.bell.ring();
  }
}
