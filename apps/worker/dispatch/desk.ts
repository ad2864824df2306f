import type { Logger } from 'pino';
import { FoldedWriter } from './folded-writer.js';
import { Lanes, type LaneWork } from './lanes.js';

/** What is done about each part, and how what became of many parts is written in one go. */
export interface DeskWork<Part, Result> extends Omit<LaneWork<Part>, 'perform'> {
  /** Does the part to its end. What it throws is logged, and the case rests for a while. */
  perform(part: Part): Promise<Result>;
  write(results: readonly Result[]): Promise<void>;
}

/**
 * One direction of dispatching: finds what is to be done for each case, does it, and writes what became of it. A part is
 * done at least once: one whose result could not be written is found again.
 */
export class Desk<Part, Result> {
  private readonly writer: FoldedWriter<Result>;
  private readonly lanes: Lanes<Part>;

  constructor(work: DeskWork<Part, Result>, width: number, logger: Logger) {
    this.writer = new FoldedWriter((results) => work.write(results), logger);
    const perform = async (part: Part): Promise<void> => this.writer.add(await work.perform(part));
    this.lanes = new Lanes({ ...work, perform }, width, logger);
  }

  start(): void {
    this.lanes.start();
  }

  wake(): void {
    this.lanes.wake();
  }

  /** Begins nothing new; what runs is ended and written. */
  async stop(): Promise<void> {
    await this.lanes.stop();
    await this.writer.stop();
  }
}
