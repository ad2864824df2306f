import { beforeAll, describe, expect, test } from '@jest/globals';
import { addDays } from '#domain/calendar/business-date';
import {
  bankTells,
  claims,
  day,
  decides,
  lent,
  loanMinor,
  month,
  overdue,
  repaid,
  told,
} from '../../lifecycle/life.js';
import { lives } from '../../lifecycle/lives.js';
import { apply, call, openBook } from '../client.js';

interface Timeline {
  readonly stages: readonly {
    readonly stage: string;
    readonly enteredAt: string;
    readonly leftAt: string | null;
    readonly events: readonly { readonly no: number; readonly name: string }[];
  }[];
  readonly waits: readonly {
    readonly for: string;
    readonly on: string;
    readonly since: string;
    readonly until: string | null;
    readonly dueAt: string | null;
    readonly remindedAt: string | null;
    readonly deadlinePassedAt: string | null;
  }[];
  readonly tasks: readonly { readonly id: string; readonly status: string }[];
  readonly messages: readonly { readonly no: number; readonly kind: string }[];
  readonly commands: readonly { readonly id: string; readonly answer: string | null }[];
  readonly documents: readonly { readonly name: string }[];
  readonly money: readonly { readonly kind: string; readonly lines: readonly unknown[] }[];
}

const claimsInVain = 10;
const firstClaim = addDays(month(3), 100);
const claimed = Array.from({ length: claimsInVain }, (_, n) => [
  claims(addDays(firstClaim, 30 * n), loanMinor / 2, undefined, String(n + 1)),
  bankTells(addDays(firstClaim, 30 * n + 9), 'claim.withdrawn', { claim: String(n + 1) }),
]).flat();

const { numberOf, stand } = lives({
  twoYears: {
    tenorMonths: 24,
    partners: told,
    moments: [
      lent(day(30)),
      repaid(month(2), loanMinor / 2),
      overdue(month(3), 1, loanMinor / 2),
      ...claimed,
      repaid(month(24), loanMinor / 2),
    ],
    decisions: [decides('claimExamination', null)],
    until: month(25),
  },
});

beforeAll(openBook);

const timelineOf = async (number: string) =>
  (await call<Timeline>('auditor-1', 'GET', `/guarantees/${number}/timeline`)).body;

describe('the timeline of two years and twenty runs', () => {
  test('tells every event once and in order, though the workflow began anew twenty times', async () => {
    const number = numberOf('twoYears');
    const found = stand().temporal.workflow.list({
      query: `WorkflowId = "guarantee/${number}"`,
    });
    const runs: string[] = [];
    for await (const { runId } of found) runs.push(runId);
    expect(new Set(runs).size).toBeGreaterThanOrEqual(20);
    const { stages } = await timelineOf(number);
    const told = stages.flatMap(({ events }) => events);
    const recorded = await stand().world.database.query<{ no: number; name: string }>(
      'select no, name from aval.process_event where guarantee = $1 order by no',
      [number],
    );
    expect(told.map(({ no, name }) => ({ no, name }))).toEqual(recorded.rows);
    expect(stages.filter(({ stage }) => stage === 'claim')).toHaveLength(claimsInVain);
    stages.slice(1).forEach(({ enteredAt }, n) => {
      expect(enteredAt).toBe(stages[n]?.leftAt);
    });
  });

  test('tells waits with whom they lay on, one after the other, and what of the timetable came to pass', async () => {
    const { waits } = await timelineOf(numberOf('twoYears'));
    for (const [n, { since, until }] of waits.entries()) {
      expect(until === null || until >= since).toBe(true);
      const next = waits[n + 1];
      if (next !== undefined) expect(next.since >= (until ?? '9')).toBe(true);
    }
    const owners = new Set(waits.map(({ on }) => on));
    for (const owner of ['us', 'bank', 'term']) expect(owners).toContain(owner);
    const late = waits.filter(({ deadlinePassedAt }) => deadlinePassedAt !== null);
    for (const { dueAt, deadlinePassedAt } of late) expect(deadlinePassedAt).toBe(dueAt);
  });

  test('tells tasks, facts of partners, commands, documents and money, each as often as it is recorded', async () => {
    const number = numberOf('twoYears');
    const timeline = await timelineOf(number);
    const { rows } = await stand().world.database.query<Record<string, number>>(
      `select (select count(*) from aval.task where guarantee = $1) as tasks,
        (select count(*) from aval.inbox where guarantee = $1 and no is not null) as messages,
        (select count(*) from aval.command where guarantee = $1) as commands,
        (select count(*) from aval.ledger_entry where guarantee = $1) as money`,
      [number],
    );
    const { tasks, messages, commands, money, documents } = timeline;
    expect({
      tasks: tasks.length,
      messages: messages.length,
      commands: commands.length,
      money: money.length,
    }).toEqual(rows[0]);
    expect(documents.map(({ name }) => name)).toContain('guaranteeLetter');
    expect(money.map(({ kind }) => kind).filter((kind) => kind === 'claimWithdrawn')).toHaveLength(
      claimsInVain,
    );
    for (const { answer } of commands) expect(answer).toBe('done');
  });

  test('opens within the time of a blink, which is printed', async () => {
    const number = numberOf('twoYears');
    await timelineOf(number);
    const times: number[] = [];
    for (let n = 0; n < 20; n += 1) {
      const begun = performance.now();
      const { stages } = await timelineOf(number);
      times.push(performance.now() - begun);
      expect(stages.length).toBeGreaterThan(2 * claimsInVain);
    }
    times.sort((a, b) => a - b);
    process.stdout.write(
      `timeline of 24 months and 20 runs: median ${(times[10] ?? 0).toFixed(0)} ms, worst ${(times[19] ?? 0).toFixed(0)} ms\n`,
    );
  });

  test('is not there for an applicant who did not hand the case in', async () => {
    const { body } = await apply();
    const answer = await call('applicant-1', 'GET', `/guarantees/${body.number}/timeline`);
    expect(answer.status).toBe(404);
  });
});
