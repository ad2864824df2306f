import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { exportedEvents } from '#mining/formats/exported-events';
import { readLog } from '#mining/formats/read-log';
import { caseStates } from '#mining/log/case-endings';
import type { LogReading, ReadingOptions } from '#mining/formats/reading';
import { logOf } from './formats-arbitrary-log.js';

const folder = mkdtempSync(join(tmpdir(), 'aval-history-'));
const payload = (value: unknown): object => ({
  metadata: { encoding: 'anNvbi9wbGFpbg==' },
  data: Buffer.from(JSON.stringify(value)).toString('base64'),
});

let number = 0;
function event(type: string, attributes: object = {}, more: object = {}): Record<string, unknown> {
  number += 1;
  const words = type.toLowerCase().split('_');
  const camel = words.map((word, at) =>
    at === 0 ? word : (word[0] ?? '').toUpperCase() + word.slice(1),
  );
  return {
    eventId: String(number),
    eventTime: `2026-03-01T08:00:${String(number).padStart(2, '0')}.123456Z`,
    eventType: `EVENT_TYPE_${type}`,
    [`${camel.join('')}EventAttributes`]: attributes,
    ...more,
  };
}

function run(begun: object, ...events: (() => Record<string, unknown>)[]): { events: object[] } {
  number = 0;
  const first = event('WORKFLOW_EXECUTION_STARTED', {
    workflowType: { name: 'loan' },
    workflowId: 'G-1',
    ...begun,
  });
  return { events: [first, ...events.map((make) => make())] };
}

async function read(root: unknown, options: ReadingOptions = {}): Promise<LogReading> {
  const file = join(folder, 'history.json');
  writeFileSync(file, JSON.stringify(root, null, 1));
  return readLog(file, options);
}

const steps = async (root: unknown): Promise<string[]> =>
  [...exportedEvents(logOf(await read(root)))].map(
    ({ caseId, activity, lifecycle }) => `${caseId}: ${activity} ${lifecycle ?? ''}`,
  );

test('activities, timers, signals, updates, children and local activities become events with their lifecycle', async () => {
  const history = run(
    {},
    () => event('WORKFLOW_TASK_SCHEDULED'),
    () => event('ACTIVITY_TASK_SCHEDULED', { activityType: { name: 'score' } }),
    () => event('ACTIVITY_TASK_STARTED', { scheduledEventId: '3', identity: 'w1', attempt: 2 }),
    () => event('ACTIVITY_TASK_COMPLETED', { scheduledEventId: '3', identity: 'w1' }),
    () =>
      event(
        'TIMER_STARTED',
        { timerId: '1' },
        { userMetadata: { summary: payload('cure period') } },
      ),
    () => event('WORKFLOW_EXECUTION_SIGNALED', { signalName: 'repaid' }),
    () => event('TIMER_CANCELED', { startedEventId: '6' }),
    () =>
      event('WORKFLOW_EXECUTION_UPDATE_ACCEPTED', {
        acceptedRequest: { input: { name: 'approve' } },
      }),
    () => event('WORKFLOW_EXECUTION_UPDATE_COMPLETED', { acceptedEventId: '9' }),
    () => event('START_CHILD_WORKFLOW_EXECUTION_INITIATED', { workflowType: { name: 'recover' } }),
    () => event('CHILD_WORKFLOW_EXECUTION_FAILED', { initiatedEventId: '11' }),
    () =>
      event('MARKER_RECORDED', {
        markerName: 'core_local_activity',
        details: { data: { payloads: [payload({ activity_type: 'book', attempt: 1 })] } },
      }),
    () => event('MARKER_RECORDED', { markerName: 'core_patch' }),
    () => event('WORKFLOW_EXECUTION_COMPLETED'),
  );
  expect(await steps(history)).toEqual(
    [
      'workflow loan start',
      'score schedule',
      'score start',
      'score complete',
      'timer cure period start',
      'signal repaid complete',
      'timer cure period withdraw',
      'update approve start',
      'update approve complete',
      'child recover schedule',
      'child recover ate_abort',
      'book complete',
      'workflow loan complete',
    ].map((step) => `G-1: ${step}`),
  );
  const log = logOf(await read(history));
  expect(log.resources).toEqual(['w1']);
  expect((log.instantMs[0] ?? 0) % 1000).toBeCloseTo(123.456, 3);
});

test('runs that continue as new are one case, resumed', async () => {
  const first = run({}, () => event('WORKFLOW_EXECUTION_CONTINUED_AS_NEW'));
  const second = run({ continuedExecutionRunId: 'r1' }, () =>
    event('WORKFLOW_EXECUTION_COMPLETED'),
  );
  expect(new Set(await steps([first, second]))).toEqual(
    new Set([
      'G-1: workflow loan start',
      'G-1: workflow loan resume',
      'G-1: workflow loan suspend',
      'G-1: workflow loan complete',
    ]),
  );
});

test('a bare list of events with old names is read too, and its case is called by its file', async () => {
  const list = [
    {
      eventId: 1,
      eventTime: { seconds: '1772352000', nanos: 500000000 },
      eventType: 'WorkflowExecutionStarted',
      workflowExecutionStartedEventAttributes: { workflowType: { name: 'loan' } },
    },
  ];
  expect(await steps(list)).toEqual(['history: workflow loan start']);
});

test('a broken event is refused with its line, or set aside', async () => {
  const history = run({}, () => ({
    ...event('TIMER_FIRED', { startedEventId: '77' }),
    eventTime: '2026-03-01T08:00:00Z',
  }));
  const strict = await read(history);
  expect(strict).toMatchObject({ kind: 'broken', problem: { line: 15 } });
  const lenient = await read(history, { lenient: true });
  expect(lenient.kind === 'read' && lenient.setAside.events).toBe(1);
  expect(await read({ events: [] })).toMatchObject({ kind: 'broken' });
});

test('a workflow whose last run has ended is an ended case, any other is open', async () => {
  const begun = (workflowId: string) => ({ workflowId, originalExecutionRunId: workflowId });
  const step = () => event('TIMER_STARTED', { timerId: '1' });
  const end = (how: string) => () => event(`WORKFLOW_EXECUTION_${how}`);
  const log = logOf(
    await read([
      run(begun('done'), step, end('COMPLETED')),
      run(begun('going on'), step),
      run(begun('renewed'), step, end('CONTINUED_AS_NEW')),
      run(begun('broken'), step, end('FAILED')),
    ]),
  );
  const { of } = caseStates(log);
  const states = Object.fromEntries(log.caseIds.map((name, c) => [name, of(c)]));
  expect(states).toEqual({
    done: 'ended',
    'going on': 'open',
    renewed: 'open',
    broken: 'ended',
  });
});
