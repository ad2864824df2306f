import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays } from '#domain/calendar/business-date';
import { brokenIdentities } from '#domain/ledger/identities';
import { readPosition } from '#store/ledger/read-position';
import { Refusal } from '../../apps/cli/api/problem.js';
import { projectFolder } from '../../apps/cli/stack/folder.js';
import { pause, type ServiceName } from '../../apps/cli/stack/names.js';
import { freePorts } from '../../apps/cli/stack/ports.js';
import { removeStateFolder } from '../../apps/cli/stack/postgres-home.js';
import { startStack, type Stack } from '../../apps/cli/stack/stack.js';
import { liveCase } from '../../apps/cli/world/live-case.js';
import {
  claimedOn,
  day,
  defaulted,
  dollarsClaimed,
  dollarsLent,
  lent,
  loanMinor,
  month,
  recovered,
  repaid,
  scriptOf,
  told,
  wan,
  type Life,
} from '../lifecycle/life.js';
import { readRecord, type CaseRecord } from '../lifecycle/record.js';
import { openStand, type Stand } from '../lifecycle/stand.js';

const kinds = {
  released: {
    partners: told,
    moments: [
      lent(day(1)),
      repaid(month(1), loanMinor / 2),
      repaid(month(2), loanMinor / 4),
      repaid(month(3), loanMinor / 4),
    ],
  },
  recovered: {
    partners: { ...told, payment: 'timeoutThenSettled' },
    moments: [...defaulted, recovered(addDays(claimedOn, 30), 16 * wan)],
  },
  writtenOff: { product: 'sba-7a', partners: told, moments: [dollarsLent, dollarsClaimed] },
} as const satisfies Readonly<Record<string, Life>>;
type Kind = keyof typeof kinds;
const productOf = (kind: Kind): string => (kinds[kind] as Life).product ?? 'bao-wei-dai';

/** Twenty cases, of which thirteen are paid out. */
const crowd: readonly Kind[] = [
  ...Array<Kind>(7).fill('released'),
  ...Array<Kind>(6).fill('recovered'),
  ...Array<Kind>(7).fill('writtenOff'),
];
const victims = ['worker', 'api', 'temporal', 'postgres'] as const;
const patienceMs = 900_000;

let stack: Stack;
let stand: Stand;
let directory: string;

beforeAll(async () => {
  mkdirSync(join(projectFolder, '.aval'), { recursive: true });
  directory = mkdtempSync(join(projectFolder, '.aval/test-kill-'));
  const profiles = join(directory, 'temporal.toml');
  writeFileSync(profiles, '[profile.default]\n');
  stack = await startStack({
    directory,
    ports: await freePorts(),
    headless: true,
    env: { PATH: process.env.PATH, TEMPORAL_CONFIG_FILE: profiles },
  });
  stand = await openStand(stack.urls);
}, patienceMs);
afterAll(async () => {
  await stand.close();
  await stack.stop();
  removeStateFolder(directory);
}, patienceMs);

async function live(kind: Kind, name: string): Promise<CaseRecord> {
  const life: Life = kinds[kind];
  const book = await stand.bookOf(productOf(kind));
  const script = scriptOf(life, name, book, `${stand.run}-${name}`);
  const { number } = await untilItWorks(() => liveCase(stand.world, script));
  return untilItWorks(() => readRecord(stand.world.database, number));
}

/** A driver that has lost its footing begins anew: what was done already is not done twice. */
async function untilItWorks<Result>(work: () => Promise<Result>): Promise<Result> {
  const giveUpAt = Date.now() + patienceMs / 2;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Refusal || Date.now() > giveUpAt) throw error;
      await pause(200);
    }
  }
}

/** How many events there are; the database may be away just now. */
const eventsSoFar = (): Promise<number> =>
  untilItWorks(async () => {
    const { rows } = await stand.world.database.query<{ count: number }>(
      'select count(*)::int as count from aval.process_event',
    );
    return rows[0]?.count ?? 0;
  });

/** Kills each of the processes once, when the cases have come a fifth of their way further. */
async function killOneAfterTheOther(expectedEvents: number, isOver: () => boolean) {
  const before = await eventsSoFar();
  const killedAt: [ServiceName, number][] = [];
  for (const [index, name] of victims.entries()) {
    const wanted = (expectedEvents * (index + 1)) / (victims.length + 1);
    while ((await eventsSoFar()) - before < wanted && !isOver()) await pause(100);
    stack.kill(name);
    await stack.whenUp(name);
    killedAt.push([name, (await eventsSoFar()) - before]);
  }
  return killedAt;
}

interface PaymentMade {
  readonly reference: string;
  readonly guarantee: string;
  readonly claim: string | null;
}

async function paymentsMade(): Promise<PaymentMade[]> {
  const log = await (await fetch(`${stack.urls.sandbox}/control/log?kind=payment`)).text();
  return log
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as PaymentMade);
}

/** The record without what differs from case to case: whose it is, and who of several decided. */
const storyOf = ({ events }: CaseRecord) =>
  events.map(({ name, activity, transition, stage, on, attempt }) =>
    [name, activity, transition, stage, on, attempt].join(' '),
  );
const sumsOf = ({ postings }: CaseRecord) => {
  const sums = new Map<string, number>();
  for (const { account, debitMinor, creditMinor } of postings)
    sums.set(account, (sums.get(account) ?? 0) + debitMinor - creditMinor);
  return Object.fromEntries([...sums].sort(([left], [right]) => (left < right ? -1 : 1)));
};

interface Readiness {
  readonly status: number;
  readonly checks: Readonly<Record<'database' | 'temporal' | 'worker', boolean>>;
}

async function readiness(): Promise<Readiness> {
  const answer = await fetch(`${stack.urls.api}/health/ready`);
  const { checks } = (await answer.json()) as Pick<Readiness, 'checks'>;
  return { status: answer.status, checks };
}

/** Asks again until the API says so; the test's own time limit ends a wait in vain. */
async function untilReadinessSays(worker: boolean): Promise<Readiness> {
  for (;;) {
    const found = await readiness();
    if (found.checks.worker === worker) return found;
    await pause(50);
  }
}

describe('the API', () => {
  test(
    'tells that the worker is gone, and that it is back',
    async () => {
      await untilReadinessSays(true);
      stack.kill('worker');
      expect(await untilReadinessSays(false)).toMatchObject({
        status: 503,
        checks: { database: true, temporal: true },
      });
      await stack.whenUp('worker');
      expect((await untilReadinessSays(true)).status).toBe(200);
    },
    patienceMs,
  );

  test(
    'outlives its database connections, and so does the worker',
    async () => {
      const processes = () => [stack.child('api')?.pid, stack.child('worker')?.pid];
      const before = processes();
      // Asked at once, the API opens connections, if it has none; the dispatcher has its own.
      await Promise.all([readiness(), readiness(), readiness()]);
      const { rows } = await stand.world.database.query<{ broken: boolean }>(
        `select pg_terminate_backend(pid) as broken from pg_stat_activity
          where usename = current_user and pid <> pg_backend_pid()`,
      );
      expect(rows.length).toBeGreaterThan(1);
      const record = await live('released', 'after-broken-connections');
      expect(record.row.ending).toBe('released');
      expect(processes()).toEqual(before);
      expect((await readiness()).status).toBe(200);
    },
    patienceMs,
  );
});

describe('worker, API, Temporal server and PostgreSQL, each killed while twenty cases run', () => {
  test(
    'neither lose nor double anything: every case has the record of one that ran undisturbed',
    async () => {
      const undisturbed = new Map<Kind, CaseRecord>();
      for (const kind of Object.keys(kinds) as Kind[])
        undisturbed.set(kind, await live(kind, `undisturbed-${kind}`));
      const expectedEvents = crowd
        .map((kind) => undisturbed.get(kind)?.events.length ?? 0)
        .reduce((sum, count) => sum + count, 0);

      let over = false;
      const living = Promise.all(
        crowd.map((kind, index) => live(kind, `${kind}-${index}`)),
      ).finally(() => (over = true));
      const [records, killedAt] = await Promise.all([
        living,
        killOneAfterTheOther(expectedEvents, () => over),
      ]);

      // Each was killed while there was work to do.
      expect(killedAt.map(([name]) => name)).toEqual([...victims]);
      expect(Math.max(...killedAt.map(([, events]) => events))).toBeLessThan(expectedEvents);
      for (const [index, record] of records.entries()) {
        const pattern = undisturbed.get(crowd[index] ?? 'released');
        expect(storyOf(record)).toEqual(pattern && storyOf(pattern));
        expect(sumsOf(record)).toEqual(pattern && sumsOf(pattern));
        const book = await stand.bookOf(productOf(crowd[index] ?? 'released'));
        const position = await readPosition(stand.world.database, book, record.number);
        expect(brokenIdentities(position)).toEqual([]);
      }

      const paid = [...undisturbed, ...crowd.map((kind) => [kind] as const)].filter(
        ([kind]) => kind !== 'released',
      );
      const payments = await paymentsMade();
      expect(new Set(payments.map(({ reference }) => reference)).size).toBe(payments.length);
      const purposes = payments.map(({ guarantee, claim }) => `${guarantee} ${claim ?? 'refund'}`);
      expect(new Set(purposes).size).toBe(payments.length);
      expect(payments.filter(({ claim }) => claim !== null)).toHaveLength(paid.length);
    },
    patienceMs,
  );
});
