/** Lives for the tests of mining: short walks through the one transition table, recorded by real steps. */
import { randomUUID } from 'node:crypto';
import type { StepRef } from '#domain/lifecycle/step';
import { isEnding, transitions, type Place } from '#domain/lifecycle/stages';
import { taskKinds, type TaskKind } from '#domain/lifecycle/tasks';
import type { CaseStep } from '#store/case/case-step';
import { recordStep } from '#store/case/record-step';
import { findTask, markClaimed, markDecided, openTask } from '#store/case/tasks';
import { receiveApplication, type ReceivedApplication } from '#store/inbox/receive-application';
import { inTransaction } from '#store/transaction';
import fc from 'fast-check';
import type { Pool } from 'pg';

export const book = 'mined';
export const began = Date.parse('2024-03-01T01:00:00Z');
const minute = 60_000;

/** One step of a walk: how long after the last one, and which of the places that may follow is entered. */
export interface Stride {
  readonly afterMs: number;
  readonly turn: number;
  /** Of the stay that ends, how long a person worked; none where nobody did. */
  readonly workedMs: number | null;
}

export interface Walk {
  readonly product: string;
  readonly bank: string;
  readonly startMs: number;
  readonly strides: readonly Stride[];
}

export const walks: fc.Arbitrary<Walk> = fc.record({
  product: fc.constantFrom('bao-wei-dai', 'zhu-nong-dai'),
  bank: fc.constantFrom('bank-a', 'bank-b'),
  startMs: fc.integer({ min: 0, max: 400 * 1440 }).map((minutes) => began + minutes * minute),
  strides: fc.array(
    fc.record({
      afterMs: fc.oneof(
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 0, max: 90 * 1440 * minute }),
      ),
      turn: fc.oneof(
        { arbitrary: fc.constant(0), weight: 5 },
        { arbitrary: fc.nat({ max: 40 }), weight: 2 },
      ),
      workedMs: fc.option(fc.integer({ min: 0, max: 8 * 60 * minute })),
    }),
    { minLength: 1, maxLength: 20 },
  ),
});

export async function openMinedBook(pool: Pool, name = book): Promise<void> {
  await pool.query(
    `insert into aval.book (id, guarantor, currency, regime, time_zone)
     values ($1, 'Mined', 'CNY', 'decree683', 'Asia/Shanghai') on conflict do nothing`,
    [name],
  );
}

/** An application that became a case; the case has not begun. */
export async function openCase(
  pool: Pool,
  startMs: number,
  changes: Partial<ReceivedApplication> = {},
): Promise<string> {
  const opened = await inTransaction(pool, (transaction) =>
    receiveApplication(transaction, {
      book,
      clientReference: null,
      product: 'bao-wei-dai',
      packVersion: '1',
      programme: 'standard',
      programmeVersion: '1',
      currency: 'CNY',
      bank: 'bank-a',
      loanMinor: 20_000_000,
      amountMinor: 16_000_000,
      tenorMonths: 12,
      appliedOn: new Date(startMs).toISOString().slice(0, 10),
      clock: 'driven',
      startsAt: new Date(startMs).toISOString(),
      submittedBy: 'officer-1',
      applicant: { kind: 'company', name: '示例公司', registrationNo: randomUUID() },
      form: {},
      consent: null,
      ...changes,
    }),
  );
  return opened.number;
}

export const refOf = (guarantee: string, no: number, atMs: number): StepRef => ({
  guarantee,
  no,
  cause: 'opening',
  at: new Date(atMs).toISOString(),
  lastMessageNo: 0,
  agenda: [],
});

/** Enters a place and says so, as every stage does. */
export function enter(step: CaseStep, place: Place): void {
  if (isEnding(place)) {
    step.end(place, 'forTheTest');
    return;
  }
  step.enter(place);
  step.emit({ name: 'StageEntered', transition: 'start' });
}

export async function begin(pool: Pool, number: string, atMs: number): Promise<void> {
  await recordStep(pool, refOf(number, 1, atMs), 'begin', (step) => {
    step.begin();
    step.emit({ name: 'StageEntered', transition: 'start' });
    return Promise.resolve();
  });
}

/** Walks a case from its intake; gives its number. Steps already taken are not taken again. */
export async function walk(pool: Pool, { product, bank, startMs, strides }: Walk): Promise<string> {
  const number = await openCase(pool, startMs, { product, bank });
  await begin(pool, number, startMs);
  let atMs = startMs;
  let place: Place = 'intake';
  let no = 2;
  for (const { afterMs, turn, workedMs } of strides) {
    const next: readonly Place[] = transitions[place];
    const to = next[turn % Math.max(1, next.length)];
    if (to === undefined) break;
    const kind = (Object.keys(taskKinds) as TaskKind[]).find(
      (one) => taskKinds[one].stage === place,
    );
    if (kind !== undefined && workedMs !== null) {
      await work(pool, number, kind, no, [atMs, atMs + afterMs - Math.min(workedMs, afterMs)]);
      no += 2;
    }
    atMs += afterMs;
    await recordStep(pool, refOf(number, no++, atMs), 'pass', async (step) => {
      await decideOpenTask(step);
      enter(step, to);
    });
    place = to;
  }
  return number;
}

async function work(
  pool: Pool,
  number: string,
  kind: TaskKind,
  no: number,
  [openedMs, claimedMs]: readonly [number, number],
): Promise<void> {
  const id = (
    await recordStep(pool, refOf(number, no, openedMs), 'ask', (step) => openTask(step, { kind }))
  ).result;
  await recordStep(pool, refOf(number, no + 1, claimedMs), 'claim', async (step) => {
    await markClaimed(step, id, 'officer-1');
    step.emit({
      name: 'TaskClaimed',
      activity: kind,
      transition: 'assign',
      resource: 'officer-1',
      data: { task: id },
    });
  });
}

async function decideOpenTask(step: CaseStep): Promise<void> {
  const { rows } = await step.tx.query<{ id: string }>(
    `select id from aval.task where guarantee = $1 and status = 'claimed'`,
    [step.row.number],
  );
  const task = await findTask(step, rows[0]?.id ?? null);
  if (task === undefined) return;
  const decision = { person: 'officer-1', role: task.role, outcome: 'done', reasons: [] };
  await markDecided(step, task, decision);
}
