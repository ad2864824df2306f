import { Inject, Injectable } from '@nestjs/common';
import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import type { Settings } from '#config/settings';
import { POOL, SETTINGS, TEMPORAL } from '../platform.js';

/** What the API needs to do its work, each with whether it is there. */
export interface Readiness {
  readonly status: 'ready' | 'notReady';
  readonly checks: {
    readonly database: boolean;
    readonly temporal: boolean;
    readonly worker: boolean;
  };
}

const answerWithinMs = 2000;
/** A poller is seen for minutes after its last poll; a living worker's long poll lasts at most one. */
const polledWithinMs = 70_000;

/** Asks what we depend on, each time anew. */
@Injectable()
export class ReadinessService {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(TEMPORAL) private readonly client: Client,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async check(): Promise<Readiness> {
    const [database, polling, alive] = await Promise.all([
      this.databaseAnswers(),
      this.workerPolls(),
      this.workerAnswers(),
    ]);
    const worker = polling === 'polls' && alive;
    const checks = { database, temporal: polling !== 'unreachable', worker };
    const ready = checks.database && checks.temporal && checks.worker;
    return { status: ready ? 'ready' : 'notReady', checks };
  }

  private async databaseAnswers(): Promise<boolean> {
    return within(this.pool.query('select 1')).then(
      () => true,
      () => false,
    );
  }

  /** A poller stays listed for a while after its death: the worker is asked itself, too. */
  private async workerAnswers(): Promise<boolean> {
    const url = `${this.settings.worker.url}/health/live`;
    return fetch(url, { signal: AbortSignal.timeout(answerWithinMs) }).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  private async workerPolls(): Promise<'polls' | 'absent' | 'unreachable'> {
    const { namespace, taskQueue } = this.settings.temporal;
    try {
      const { pollers } = await this.client.connection.withDeadline(
        Date.now() + answerWithinMs,
        () =>
          this.client.workflowService.describeTaskQueue({
            namespace,
            taskQueue: { name: taskQueue },
          }),
      );
      const lastSeen = pollers.map(
        ({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1000,
      );
      return lastSeen.some((at) => at > Date.now() - polledWithinMs) ? 'polls' : 'absent';
    } catch {
      return 'unreachable';
    }
  }
}

async function within<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error('no answer in time'));
    }, answerWithinMs);
  });
  return Promise.race([answer, tooLate]).finally(() => {
    clearTimeout(timer);
  });
}
