import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, NativeConnection, Worker } from '@temporalio/worker';
import type { Shape } from './bare-workflows.js';
import { describeCost, type HistoryCost } from './history-cost.js';

/** A bare SDK worker on the same server: no Nest, no TypeORM, no database. */
export interface BareBench {
  run(shape: Shape, lives: number): Promise<{ seconds: number; cost: HistoryCost }>;
  close(): Promise<void>;
}

const taskQueue = 'bare';
const atOnce = 32;

export async function startBareBench(address: string, namespace: string): Promise<BareBench> {
  const connection = await Connection.connect({ address });
  const client = new Client({ connection, namespace });
  const native = await NativeConnection.connect({ address });
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('bare-workflows.ts', import.meta.url)),
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} },
  });
  const worker = await Worker.create({
    connection: native,
    namespace,
    taskQueue,
    workflowBundle,
    activities: bareSteps(client),
    maxConcurrentWorkflowTaskExecutions: 40,
    maxConcurrentActivityTaskExecutions: 40,
    maxConcurrentLocalActivityExecutions: 40,
  });
  const running = worker.run();
  return {
    run: (shape, lives) => runLives(client, shape, lives),
    close: async () => {
      worker.shutdown();
      await running;
      await native.close();
      await connection.close();
    },
  };
}

/** No-op steps that give back the payload; an order has its answer sent at once, as the sandbox does. */
function bareSteps(client: Client) {
  return {
    step: (payload: string) => Promise.resolve(payload),
    order: async (payload: string) => {
      const { Context } = await import('@temporalio/activity');
      const { workflowId } = Context.current().info.workflowExecution ?? { workflowId: '' };
      void client.workflow.getHandle(workflowId).signal('message', payload.slice(0, 60));
      return payload;
    },
  };
}

async function runLives(client: Client, shape: Shape, lives: number) {
  const begun = performance.now();
  const ids = Array.from({ length: lives }, () => `bare/${randomUUID()}`);
  const queue = [...ids];
  const lane = async (): Promise<void> => {
    for (let workflowId = queue.pop(); workflowId !== undefined; workflowId = queue.pop()) {
      await client.workflow.execute('bareLife', { taskQueue, workflowId, args: [shape] });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  const seconds = (performance.now() - begun) / 1000;
  return { seconds, cost: await describeCost(client, ids.slice(0, 5)) };
}
