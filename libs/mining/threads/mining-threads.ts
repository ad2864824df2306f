import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import {
  type Edge,
  edgeOf,
  MOST_DENSE_PAIRS,
  mostFrequentFirst,
  type PairLog,
  pairColumns,
  performanceDfg,
} from '../dfg/performance-dfg.js';
import { eventCount } from '../log/event-log.js';
import {
  indexVariants,
  rankedVariants,
  type Variant,
  type VariantIndex,
} from '../variants/variants.js';
import { CONTROL_WORDS, type DfgJob, STATISTICS, takePart, unpacked } from './dfg-job.js';
import { eventsOf } from './meeting.js';
import { isShared, shared } from './shared-log.js';
import { numberAll, type VariantsJob, variantsJob } from './variants-job.js';

/** Below this many events one thread is done before a second has begun. */
const WORTH_SHARING = 200_000;

/** Threads that share the work on large logs. They keep no process alive; `end` ends them at once. */
export class MiningThreads {
  private durations = new SharedArrayBuffer(0);

  private constructor(private readonly workers: readonly Worker[]) {}

  /** Starts so many threads, the caller's own among them. */
  static async start(threads: number): Promise<MiningThreads> {
    const script = new URL('./mining-worker.js', import.meta.url);
    const workers = Array.from({ length: threads - 1 }, () => new Worker(script));
    await Promise.all(workers.map((worker) => once(worker, 'online')));
    for (const worker of workers) worker.unref();
    return new MiningThreads(workers);
  }

  /**
   * The same answer as `performanceDfg(log, cases)`, by all threads. The caller's thread works too and is not free until the
   * answer is there. Logs that are small, not in shared memory (`sharedLog`) or of thousands of activities are done by
   * the caller's thread alone.
   */
  performanceDfg(log: PairLog, cases?: Uint32Array): Edge[] {
    const tooMany = log.activities.length ** 2 > MOST_DENSE_PAIRS / 16;
    const events = cases ? eventsOf(log.caseOffsets, cases) : eventCount(log);
    if (events < WORTH_SHARING || tooMany || !isShared(log)) return performanceDfg(log, cases);
    const job = this.jobFor(log, events, cases);
    this.give(job);
    const { keys } = takePart(job, 0);
    return Array.from(keys, (key) =>
      edgeOf(key, log.activities.length, unpacked(job.statistics, key)),
    ).sort(mostFrequentFirst);
  }

  /** The same answer as `indexVariants(log)`, by all threads; small logs and those not in shared memory as above. */
  indexVariants(log: PairLog): VariantIndex {
    if (eventCount(log) < WORTH_SHARING || !isShared(log)) return indexVariants(log);
    const job = variantsJob(log, this.workers.length + 1);
    this.give(job);
    return numberAll(job);
  }

  /** The same answer as `variants(log)`, by all threads. */
  variants(log: PairLog): Variant[] {
    return rankedVariants(this.indexVariants(log));
  }

  async end(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  private give(job: DfgJob | VariantsJob): void {
    this.workers.forEach((worker, n) => {
      worker.postMessage({ job, thread: n + 1 });
    });
  }

  private jobFor(log: PairLog, events: number, cases: Uint32Array | undefined): DfgJob {
    const threads = this.workers.length + 1;
    const pairs = log.activities.length ** 2;
    const bytes = events * Float64Array.BYTES_PER_ELEMENT;
    // Fresh memory costs as much as the pass that fills it, so the room for durations is kept for the next job.
    if (this.durations.byteLength < bytes) this.durations = new SharedArrayBuffer(bytes);
    return {
      kind: 'dfg',
      columns: pairColumns(log),
      cases: cases && shared(cases),
      wholeMs: log.wholeMs ?? false,
      threads,
      counts: new Uint32Array(new SharedArrayBuffer(threads * pairs * 4)),
      durationsMs: new Float64Array(this.durations),
      statistics: new Float64Array(new SharedArrayBuffer(pairs * STATISTICS * 8)),
      control: new Int32Array(new SharedArrayBuffer(CONTROL_WORDS * 4)),
    };
  }
}
