/** Lives every life of endings.ts, and keeps the histories of its workflow's runs. */
import { liveCase } from '../../apps/cli/world/live-case.js';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { scriptOf } from '../lifecycle/life.js';
import { openStand, type Stand } from '../lifecycle/stand.js';
import { recordedLives } from './endings.js';
import { keepRuns } from './histories.js';

/** Where and by which process a run was recorded says nothing of it. */
const processName = /\b\d+@[A-Za-z0-9._-]+/g;
const unsaid = ['identity', 'binaryChecksum', 'workerVersion', 'requestId'];

/** Records them all; a stack runs already. */
export async function recordHistories(): Promise<void> {
  const stand = await openStand();
  try {
    await Promise.all(Object.keys(recordedLives).map((name) => record(stand, name)));
  } finally {
    await stand.close();
  }
}

async function record({ world, temporal, run, bookOf }: Stand, name: string): Promise<void> {
  const life = recordedLives[name as keyof typeof recordedLives];
  const product = life.product ?? 'bao-wei-dai';
  const script = scriptOf(life, name, await bookOf(product), `${run}-${name}`);
  const { number } = await liveCase(world, script);
  const workflowId = `guarantee/${number}`;
  const runs: { id: string; startedAt: Date }[] = [];
  for await (const { runId, startTime } of temporal.workflow.list({
    query: `WorkflowId = '${workflowId}'`,
  })) {
    runs.push({ id: runId, startedAt: startTime });
  }
  runs.sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
  const histories = runs.map(async ({ id }) =>
    plain(historyToJSON(await temporal.workflow.getHandle(workflowId, id).fetchHistory())),
  );
  keepRuns(name, await Promise.all(histories));
  console.log(`${name}: ${runs.length} runs`);
}

function plain(history: string): string {
  const said = JSON.stringify(JSON.parse(history), (key, value: unknown) =>
    unsaid.includes(key) ? undefined : value,
  );
  return said.replaceAll(processName, 'worker');
}
