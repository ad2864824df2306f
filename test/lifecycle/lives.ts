/** Lets the lives of a test file be lived side by side, and hands each one's record to its test. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { brokenIdentities } from '#domain/ledger/identities';
import type { Position } from '#domain/lifecycle/opening';
import { readPosition } from '#store/ledger/read-position';
import { demonstrationPeople, People, type Person } from '../../apps/cli/api/people.js';
import { liveCase } from '../../apps/cli/world/live-case.js';
import { manyAtOnce } from '../../apps/cli/world/many-at-once.js';
import { position } from '../../workflows/messages.js';
import { scriptOf, type Life } from './life.js';
import { readRecord, type CaseRecord } from './record.js';
import { openStand, type Stand } from './stand.js';

const concurrency = 6;
/** Generous: the machine may be busy with much else. */
export const patienceMs = 600_000;

/** A payment as the sandbox bank has it on its log. */
interface Payment {
  readonly guarantee: string;
  readonly claim: string | null;
}

export interface Lives<Name extends string> {
  readonly stand: () => Stand;
  /** What the life has left so far. */
  readonly recordOf: (name: Name) => Promise<CaseRecord>;
  readonly numberOf: (name: Name) => string;
  /** The payments that the sandbox bank has executed for a case. */
  readonly paymentsOf: (record: CaseRecord) => Promise<readonly Payment[]>;
  /** Those of them that were made under a claim; the others refund a premium, some time after the ending. */
  readonly payoutsOf: (record: CaseRecord) => Promise<readonly Payment[]>;
  /** Lives on: the same application, with what happens from now on. */
  readonly goesOn: (name: Name, more: Life) => Promise<CaseRecord>;
}

/** Lives all of them before the file's first test, and checks after its last that every record is sound. */
export function lives<Name extends string>(all: Readonly<Record<Name, Life>>): Lives<Name> {
  const names = Object.keys(all) as Name[];
  const numbers = new Map<Name, string>();
  const troubles = new Map<Name, unknown>();
  let opened: Stand | undefined;
  const stand = (): Stand => {
    if (opened === undefined) throw new Error('the stand is opened before the first test');
    return opened;
  };
  const numberOf = (name: Name): string => {
    if (troubles.has(name)) throw troubles.get(name);
    return numbers.get(name) ?? '';
  };
  const live = async (name: Name, life: Life): Promise<void> => {
    const { run, world, bookOf } = stand();
    const book = await bookOf(life.product ?? 'bao-wei-dai');
    const script = scriptOf(life, `${run}-${name}`, book, `${run}-${name}`);
    const people = life.submittedBy === undefined ? world.people : submitting(life.submittedBy);
    numbers.set(name, (await liveCase({ ...world, people }, script)).number);
  };

  beforeAll(async () => {
    opened = await openStand();
    await manyAtOnce(names, { concurrency }, async (name) => {
      await live(name, all[name]).catch((error: unknown) => troubles.set(name, error));
    });
  }, patienceMs);
  afterAll(async () => opened?.close());
  const recordOf = (name: Name): Promise<CaseRecord> =>
    readRecord(stand().world.database, numberOf(name));
  const goesOn = async (name: Name, more: Life): Promise<CaseRecord> => {
    await live(name, { ...all[name], ...more });
    return recordOf(name);
  };
  const paymentsOf = async ({ number }: CaseRecord): Promise<readonly Payment[]> => {
    const { body } = await stand().world.sandbox.call({ method: 'GET', path: '/control/payments' });
    const { payments } = body as { payments: readonly Payment[] };
    return payments.filter(({ guarantee }) => guarantee === number);
  };
  const payoutsOf = async (record: CaseRecord): Promise<readonly Payment[]> =>
    (await paymentsOf(record)).filter(({ claim }) => claim !== null);
  return { stand, recordOf, numberOf, paymentsOf, payoutsOf, goesOn };
}

/** The demonstration's people, one of whom hands applications in. */
function submitting(id: string): People {
  const [person] = demonstrationPeople.all.filter((one) => one.id === id);
  if (person === undefined) throw new Error(`nobody is called ${id}`);
  const others = demonstrationPeople.all.filter(({ roles }) => !roles.includes('applicant'));
  const asApplicant: Person = { id, roles: [...person.roles, 'applicant'] };
  return new People([asApplicant, ...others.filter((one) => one.id !== id)]);
}

/** What holds of every life, whatever became of it. Called as the file's last test. */
export function everyRecordIsSound<Name extends string>(
  { stand, recordOf }: Lives<Name>,
  names: readonly Name[],
): void {
  test.each(names)(
    'the record of the life "%s" is sound, and the workflow tells the same story',
    async (name) => {
      const record = await recordOf(name);
      expectUnbrokenStory(record);
      await expectBalancedBooks(stand(), record);
      await expectOneStory(stand(), record);
    },
    patienceMs,
  );
}

/** Events, edges and facts share one numbering without gaps; time never runs backwards; each edge begins where the last ended. */
function expectUnbrokenStory({ events, edges, facts, tasks }: CaseRecord): void {
  const numbers = [...events, ...edges, ...facts].map(({ no }) => no).sort((a, b) => a - b);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  const instants = events.map(({ at }) => at);
  expect(instants).toEqual([...instants].sort());
  for (const [index, edge] of edges.entries()) {
    const span = Date.parse(edge.leftAt) - Date.parse(edge.enteredAt);
    expect(edge.waitedMs + edge.workedMs).toBe(span);
    const before = edges[index - 1];
    if (before === undefined) continue;
    expect(edge.from).toBe(before.to);
    expect(edge.enteredAt).toBe(before.leftAt);
  }
  for (const task of tasks) expect(task.makers).not.toContain(task.decidedBy);
}

async function expectBalancedBooks({ world }: Stand, { number }: CaseRecord): Promise<void> {
  const { rows } = await world.database.query<{ book: string }>(
    'select book from aval.guarantee where number = $1',
    [number],
  );
  const books = await readPosition(world.database, rows[0]?.book ?? '', number);
  expect(brokenIdentities(books)).toEqual([]);
}

/** The workflow owns the position, PostgreSQL the facts: asked by Query and read from the row they agree. */
async function expectOneStory({ temporal }: Stand, { number, row }: CaseRecord): Promise<void> {
  const told = await temporal.workflow.getHandle(`guarantee/${number}`).query<Position>(position);
  expect({
    place: told.place,
    ending: told.ending,
    waitingFor: told.wait?.for ?? null,
    waitingOn: told.wait?.on ?? null,
    waitingSince: told.wait?.since ?? null,
    dueAt: told.wait?.dueAt ?? null,
    nextDueAt: told.ending === null ? told.nextDueAt : null,
  }).toEqual({
    place: row.ending ?? row.stage,
    ending: row.ending,
    waitingFor: row.waitingFor,
    waitingOn: row.waitingOn,
    waitingSince: row.waitingSince,
    dueAt: row.dueAt,
    nextDueAt: row.nextDueAt,
  });
  // The row's clock is that of the last step; a clock may be driven on without one.
  expect(told.clockAt >= row.clockAt).toBe(true);
}
