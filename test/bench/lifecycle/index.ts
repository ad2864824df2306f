// npm run bench -- lifecycle [--lives 64] [--rounds 3] [--first-guarantee] [--count-pids PID,PID]
// --count-pids: a Temporal server of your own, named by TEMPORAL_ADDRESS, and its database: their CPU counts too.
// Our straight-through life up to in force, against two bare SDK workers on the same server, in turns.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { keepBook } from '../../../apps/cli/api/books.js';
import { workAt } from '../../../apps/cli/session.js';
import type { Session } from '../../../apps/cli/session.js';
import { stateHome } from '../state-home.js';
import { startStack, type Stack } from '../../../apps/cli/stack/stack.js';
import { freePorts } from '../../../apps/cli/stack/ports.js';
import { pause } from '../../../apps/cli/stack/names.js';
import { temporalAnswers } from '../../../apps/cli/stack/temporal.js';
import { openPool } from '#store/pool';
import { startBareBench, type BareBench } from './bare-run.js';
import type { Shape } from './bare-workflows.js';
import { cpuSecondsOf } from './cpu-seconds.js';
import { decideOneByOne, runOurLives, type OurRun } from './our-run.js';
import { firstGuaranteeRows } from './first-guarantee.js';
import type { HistoryCost } from './history-cost.js';

const { values } = parseArgs({
  options: {
    lives: { type: 'string', default: '64' },
    rounds: { type: 'string', default: '3' },
    'count-pids': { type: 'string', default: '' },
    'first-guarantee': { type: 'boolean', default: false },
  },
});
const lives = Number(values.lives);
const rounds = Number(values.rounds);
const outsidePids = values['count-pids'].split(',').filter(Boolean).map(Number);

/** Steps and messages of our straight-through life: the steps until each partner's answer, then in force. */
const stretches = [3, 5, 2, 1, 2, 2, 2, 1];
/** About what one of our steps returns. */
const payload = 'x'.repeat(300);
const shapes = ['naive', 'sameShape'] as const;
const services = ['postgres', 'temporal', 'sandbox', 'worker', 'api', 'issuer'] as const;

type CpuByProcess = Readonly<Record<string, number>>;

interface Turn {
  readonly livesASecond: number;
  readonly cpuSecondsALife: number;
  /** CPU seconds a life of each process of the stack, and of this one (`driver`: it applies, and is the bare worker). */
  readonly cpu: CpuByProcess;
  readonly cost: HistoryCost;
}
type Name = 'ours' | (typeof shapes)[number];

const directory = mkdtempSync(join(stateHome(), 'bench-'));
const stack = await startStack({
  directory,
  ports: await freePorts(),
  headless: true,
  log: console.log,
  env: { ...process.env, ...(await ownNamespace(process.env.TEMPORAL_ADDRESS)) },
});
try {
  await workAt(stack.urls, process.env, { patienceMs: 60_000 }, measure);
} finally {
  await stack.stop();
  rmSync(directory, { recursive: true, force: true });
}
console.table(await firstGuaranteeRows(values['first-guarantee']));

/** A namespace for this run alone: the server may still run the cases of an earlier run, whose numbers come again. */
async function ownNamespace(address: string | undefined): Promise<Record<string, string>> {
  if (!address) return {};
  const namespace = `bench-${Date.now().toString(36)}`;
  const connection = await Connection.connect({ address });
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs('1 day'),
  });
  await connection.close();
  while (!(await temporalAnswers({ address }, namespace))) await pause(500);
  return { TEMPORAL_NAMESPACE: namespace };
}

async function measure(session: Session): Promise<void> {
  const terms = {
    guarantor: 'bench',
    currency: 'CNY',
    regime: 'decree683',
    timeZone: 'Asia/Shanghai',
  } as const;
  await keepBook(session.api, 'bench', terms, session.people.operations);
  const connection = await Connection.connect({ address: stack.urls.temporal });
  const temporal = new Client({ connection, namespace: stack.urls.temporalNamespace });
  const bare = await startBareBench(stack.urls.temporal, stack.urls.temporalNamespace);
  const pool = openPool(stack.urls.databaseOwner, 2);
  const turns: Record<Name, Turn[]> = { ours: [], naive: [], sameShape: [] };
  let last: OurRun | undefined;
  await runOurLives(session, pool, temporal, 8);
  for (let round = 1; round <= rounds; round += 1) {
    console.log(`round ${round} of ${rounds}: ${lives} lives each, 32 at once`);
    await timed(turns.ours, async () => (last = await runOurLives(session, pool, temporal, lives)));
    for (const kind of shapes) await timed(turns[kind], () => runBare(bare, kind));
  }
  report(turns, last, await decideOneByOne(session, pool, 20));
  await bare.close();
  await Promise.all([pool.end(), connection.close()]);
}

function runBare(bare: BareBench, kind: Shape['kind']) {
  return bare.run({ kind, stretches, payload }, lives);
}

async function timed(
  turns: Turn[],
  run: () => Promise<{ seconds: number; cost: HistoryCost }>,
): Promise<void> {
  const before = cpuOfAll(stack);
  const { seconds, cost } = await run();
  const after = cpuOfAll(stack);
  const cpu = Object.fromEntries(
    Object.entries(after).map(([name, spent]) => [name, (spent - (before[name] ?? 0)) / lives]),
  );
  const cpuSecondsALife = Object.values(cpu).reduce((sum, spent) => sum + spent, 0);
  turns.push({ livesASecond: lives / seconds, cpuSecondsALife, cpu, cost });
}

/** Everything that works for a life: the stack's processes, and this one, which drives and holds the bare worker. */
function cpuOfAll(running: Stack): CpuByProcess {
  const children = services.map((name): [string, number] => {
    const pid = running.child(name)?.pid;
    return [name, pid === undefined ? 0 : cpuSecondsOf(pid)];
  });
  const outside = outsidePids.reduce((sum, pid) => sum + cpuSecondsOf(pid), 0);
  return Object.fromEntries([...children, ['outside', outside], ['driver', ownCpuSeconds()]]);
}

function ownCpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function cpuTable(
  turns: readonly Turn[],
  median: (numbers: readonly number[]) => number,
): Record<string, string> {
  const names = [...services, 'outside', 'driver'];
  return Object.fromEntries(
    names.map((name) => [name, median(turns.map(({ cpu }) => cpu[name] ?? 0)).toFixed(3)]),
  );
}

function report(
  turns: Record<Name, Turn[]>,
  ours: OurRun | undefined,
  unhurriedMs: readonly number[],
): void {
  const median = (numbers: readonly number[]): number =>
    [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
  const rate = (name: Name): number => median(turns[name].map((turn) => turn.livesASecond));
  const ratioTo = (name: Name): string =>
    median(
      turns.ours.map((turn, at) => turn.livesASecond / (turns[name][at]?.livesASecond ?? 1)),
    ).toFixed(2);
  console.table(
    Object.fromEntries(
      (['ours', ...shapes] as const).map((name) => [
        name,
        {
          'lives/s': rate(name).toFixed(2),
          'CPU s/life': median(turns[name].map((turn) => turn.cpuSecondsALife)).toFixed(3),
          transitions: turns[name].at(-1)?.cost.transitions,
          'history bytes': turns[name].at(-1)?.cost.bytes,
          'history events': turns[name].at(-1)?.cost.events,
          'ours ÷ this': name === 'ours' ? '1' : ratioTo(name),
        },
      ]),
    ),
  );
  console.log('CPU seconds a life, by process');
  console.table(
    Object.fromEntries(
      (['ours', ...shapes] as const).map((name) => [name, cpuTable(turns[name], median)]),
    ),
  );
  if (ours === undefined) return;
  const at = (share: number, sorted: readonly number[]): string =>
    (sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN).toFixed(0);
  console.table({
    'commits a life': ours.commitsPerLife.toFixed(1),
    'events a life': ours.eventsPerLife.toFixed(1),
    'commits an event (goal ≤ 1.2)': (ours.commitsPerLife / ours.eventsPerLife).toFixed(2),
    'transitions up to in force, real clock (goal ≤ 35)': ours.cost.transitions,
    'automatic decision, one case at a time, p50 ms': at(0.5, unhurriedMs),
    'automatic decision, one case at a time, p95 ms': at(0.95, unhurriedMs),
    'automatic decision, 32 applications at once, p50 ms': at(0.5, ours.decisionMs),
    'automatic decision, 32 applications at once, p95 ms': at(0.95, ours.decisionMs),
    'ours ÷ naive (goal ≥ 1.2)': ratioTo('naive'),
    'ours ÷ same shape (goal ≥ 0.8)': ratioTo('sameShape'),
  });
}
