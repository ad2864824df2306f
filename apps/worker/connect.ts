import type { Settings } from '#config/settings';
import { Client, Connection, type ClientInterceptors } from '@temporalio/client';
import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import type { Pool } from 'pg';
import { fileURLToPath } from 'node:url';
import { caseSteps } from '../../activities/case-steps.js';

const builtBundle = fileURLToPath(new URL('../../workflow-bundle.js', import.meta.url));

/** The Temporal side of the worker process: a worker for the cases, and a client for the dispatcher. */
export interface TemporalSide {
  readonly worker: Worker;
  readonly client: Client;
  close(): Promise<void>;
}

/** What the traces add to the worker and the client, while telemetry is on. */
export interface TemporalTraces {
  readonly workerOptions: Partial<WorkerOptions>;
  readonly clientInterceptors: ClientInterceptors;
}

export async function connectTemporal(
  settings: Settings,
  pool: Pool,
  traces?: TemporalTraces,
): Promise<TemporalSide> {
  const { connection: options, namespace, taskQueue } = settings.temporal;
  const native = await NativeConnection.connect(options);
  const connection = await Connection.connect(options);
  const worker = await Worker.create({
    connection: native,
    namespace,
    taskQueue,
    workflowBundle: { codePath: settings.worker.bundlePath ?? builtBundle },
    activities: caseSteps(pool),
    maxCachedWorkflows: settings.worker.maxCachedWorkflows,
    maxConcurrentWorkflowTaskExecutions: settings.worker.maxWorkflowTasks,
    maxConcurrentLocalActivityExecutions: settings.worker.maxLocalActivities,
    maxConcurrentActivityTaskExecutions: settings.worker.maxActivities,
    shutdownGraceTime: '10 seconds',
    ...traces?.workerOptions,
  });
  return {
    worker,
    client: new Client({ connection, namespace, interceptors: traces?.clientInterceptors ?? {} }),
    close: async () => {
      await connection.close();
      await native.close();
    },
  };
}
