import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { join } from 'node:path';
import { addDays, type BusinessDate } from '#domain/calendar/business-date';
import { businessDateOf, noonOf } from '#domain/calendar/instant';
import type { MessageKind } from '#domain/lifecycle/messages';
import type { ClockKind, Opening } from '#domain/lifecycle/opening';
import { loadPack } from '#products/load-pack';
import { loadProgramme } from '#products/programmes/load-programme';
import { receiveApplication } from '#store/inbox/receive-application';
import { receiveEvent } from '#store/inbox/receive-event';
import { inTransaction } from '#store/transaction';
import { caseSteps } from '../../activities/case-steps.js';
import { builtFolder } from '../../apps/cli/stack/folder.js';
import { pause } from '../../apps/cli/stack/names.js';
import { findTestServer } from '../../apps/cli/stack/test-server.js';
import { advance, deliver, workflowIdOf, workflowType } from '../../workflows/messages.js';
import { freshDatabase, type TestDatabase } from '../store/ledger/database.js';
import { testStack } from '../stack/stack.js';
import { loanMinor, scriptOf } from './life.js';
import { startTimeSkipping } from '../stack/time-skipping.js';
import { readRecord, type CaseRecord } from './record.js';

const server = await findTestServer();
if (server.kind === 'missing') console.warn(`skipped: no time-skipping server (${server.reason})`);
const testWithServer = server.kind === 'found' ? test : test.skip;

Runtime.install({ logger: new DefaultLogger('ERROR') });

const product = 'bao-wei-dai';
const taskQueue = 'clocks';
const patienceMs = 600_000;
const { timeZone, version } = loadPack(product);
const noon = (on: BusinessDate): string => noonOf(on, timeZone);
/** Tomorrow: the server's clock begins at the real present, and only ever goes on. */
const first = addDays(businessDateOf(new Date().toISOString(), timeZone), 1);

type Told = readonly [days: number, kind: MessageKind, data: Readonly<Record<string, unknown>>];
const clean = { status: 'hit', overdueCount: 0, adverse: [] };
/** From application to release, with arrears that are not cured in time. */
const facts: readonly Told[] = [
  [0, 'creditReported', clean],
  [3, 'bankCommitted', {}],
  ...['applicant', 'guarantor', 'bank', 'counterGuarantor'].map((role): Told => [
    5,
    'partySigned',
    { role },
  ]),
  [5, 'signingCompleted', {}],
  [6, 'conditionMet', { condition: 'ownerGuaranteeSigned' }],
  [8, 'premiumReceived', {}],
  [10, 'disbursed', { drawdown: '1', amountMinor: loanMinor, final: true }],
  [100, 'overdueReported', { drawdown: '1', daysPastDue: 1, amountMinor: loanMinor }],
  [330, 'repaid', { drawdown: '1', principalMinor: loanMinor }],
];

describe('the real clock and the driven one', () => {
  let env: TestWorkflowEnvironment;
  let database: TestDatabase;
  /** The stack's own server, for the driven clock, which needs nobody to skip its time. */
  let plain: Client;
  let workers: readonly Worker[] = [];
  let running: Promise<unknown> | undefined;

  beforeAll(async () => {
    if (server.kind === 'missing') return;
    database = await freshDatabase();
    await database.app.query(
      `insert into aval.book (id, guarantor, currency, regime, time_zone) values ('clocks', 'G', 'CNY', 'decree683', $1)`,
      [timeZone],
    );
    // The stack's own cases have these numbers from 1: two cases of one number would be one workflow.
    await database.owner.query('alter sequence aval.guarantee_number restart with 90000000');
    env = await startTimeSkipping(server.path);
    const { temporal: address, temporalNamespace } = testStack().urls;
    plain = new Client({
      connection: await Connection.connect({ address }),
      namespace: temporalNamespace,
    });
    workers = await Promise.all(
      [env.nativeConnection, await NativeConnection.connect({ address })].map((connection) =>
        Worker.create({
          connection,
          taskQueue,
          workflowBundle: { codePath: join(builtFolder, 'workflow-bundle.js') },
          activities: caseSteps(database.app),
        }),
      ),
    );
    running = Promise.all(workers.map((worker) => worker.run()));
  }, patienceMs);
  afterAll(async () => {
    if (running === undefined) return;
    for (const worker of workers) worker.shutdown();
    await running;
    await plain.connection.close();
    await env.teardown();
    await database.close();
  }, patienceMs);

  async function open(clock: ClockKind): Promise<string> {
    const { application } = scriptOf({ startsOn: first }, clock, 'clocks', `CLOCK-${clock}`);
    const opened = await inTransaction(database.app, (tx) =>
      receiveApplication(tx, {
        ...application,
        consent: application.consent ?? null,
        packVersion: version,
        programme: 'standard',
        programmeVersion: loadProgramme('standard').identity,
        appliedOn: first,
        clock,
        startsAt: noon(first),
        submittedBy: 'applicant-1',
      }),
    );
    const { rows } = await database.app.query<{ opening: Opening }>(
      'select opening from aval.guarantee where number = $1',
      [opened.number],
    );
    const workflowId = workflowIdOf(opened.number);
    await clientOf(clock).workflow.start(workflowType, {
      workflowId,
      taskQueue,
      args: [rows[0]?.opening],
    });
    return opened.number;
  }

  const clientOf = (clock: ClockKind): Client => (clock === 'real' ? env.client : plain);

  async function moveTo(clock: ClockKind, number: string, on: BusinessDate): Promise<void> {
    if (clock === 'driven') {
      await clientOf(clock)
        .workflow.getHandle(workflowIdOf(number))
        .executeUpdate(advance, { args: [{ to: noon(on) }] });
      return;
    }
    const aheadMs = Date.parse(noon(on)) - (await env.currentTimeMs());
    if (aheadMs > 0) await env.sleep(aheadMs);
    await untilAtRest(number);
  }

  /** Every fact is taken, and the case waits for something or has ended. */
  async function untilAtRest(number: string): Promise<void> {
    for (;;) {
      const { rowCount } = await database.app.query(
        `select 1 from aval.guarantee g
          where number = $1 and (waiting_for is not null or ending is not null)
            and not exists (select 1 from aval.inbox i
                             where i.guarantee = g.number and i.status in ('received', 'delivered'))`,
        [number],
      );
      if (rowCount === 1) return;
      await pause(20);
    }
  }

  async function tell(
    clock: ClockKind,
    number: string,
    index: number,
    [days, kind, data]: Told,
  ): Promise<void> {
    const said = kind === 'premiumReceived' ? await premiumDemanded(number) : data;
    const on = addDays(first, days);
    await receiveEvent(database.app, {
      source: 'bank',
      eventId: `${number}.${index}`,
      guarantee: number,
      kind,
      occurredOn: on,
      data: said,
    });
    await clientOf(clock)
      .workflow.getHandle(workflowIdOf(number))
      .signal(deliver, [{ no: index + 1, kind }]);
    await untilAtRest(number);
  }

  async function premiumDemanded(number: string): Promise<Record<string, unknown>> {
    const { rows } = await database.app.query<{ data: Record<string, unknown> }>(
      `select data from aval.fact where guarantee = $1 and kind = 'premiumDemanded'`,
      [number],
    );
    return rows[0]?.data ?? {};
  }

  async function live(clock: ClockKind): Promise<CaseRecord> {
    if (clock === 'real') {
      await env.sleep(Date.parse(noon(first)) - (await env.currentTimeMs()));
    }
    const number = await open(clock);
    await untilAtRest(number);
    for (const [index, fact] of facts.entries()) {
      await moveTo(clock, number, addDays(first, fact[0]));
      await tell(clock, number, index, fact);
    }
    return readRecord(database.app, number);
  }

  testWithServer(
    'leave the same record of the same facts at the same dates',
    async () => {
      const driven = await live('driven');
      const real = await live('real');
      expect(storyOf(real)).toEqual(storyOf(driven));
      expect(real.row.ending).toBe('released');
      expect(real.events.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['DeadlinePassed', 'GuaranteeClassified', 'GuaranteeReleased']),
      );
    },
    patienceMs,
  );
});

/**
 * A fact happens at the instant at which it arrives: at noon sharp where the clock is driven, a moment later where it
 * is real. Their days are the same; and what is due happens at the very same instant.
 */
function storyOf({ number, events, facts: noted, edges, postings, row }: CaseRecord) {
  const dayOf = (at: string): string => businessDateOf(at, timeZone);
  // A document's digest is made of the case's number, too.
  const without = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value)
        .replaceAll(number, 'NUMBER')
        .replace(/[0-9a-f]{64}/g, 'DIGEST')
        .replace(/T\d\d:\d\d:\d\d\.\d{3}Z/g, ''),
    );
  const dues = ['ReminderSent', 'DeadlinePassed', 'WaitEscalated'];
  return without({
    events: events.map(({ at, ...event }) => ({ ...event, day: dayOf(at) })),
    dueAt: events.filter(({ name }) => dues.includes(name)).map(({ at }) => at.replace('T', ' ')),
    facts: noted.map(({ at, ...fact }) => ({ ...fact, day: dayOf(at) })),
    edges: edges.map(({ no, from, to, leftAt }) => ({ no, from, to, left: dayOf(leftAt) })),
    postings,
    ending: [row.ending, row.endingReason, row.endedOn, row.classification, row.maturityOn],
  });
}
