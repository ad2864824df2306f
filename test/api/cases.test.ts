import { beforeAll, describe, expect, test } from '@jest/globals';
import { apply, book, call, openBook } from './client.js';

interface Task {
  id: string;
  status: string;
  claimedBy: string | null;
  outcome: string | null;
}
interface Guarantee {
  number: string;
  stage: string;
  ending: string | null;
  waiting: { for: string } | null;
  amountMinor: number;
}
interface Refusal {
  code: string;
}

beforeAll(openBook);

async function openTask(): Promise<{ number: string; id: string; etag: string }> {
  const { number } = (await apply()).body;
  const { body } = await call<{ items: Task[] }>('officer-2', 'GET', `/tasks?guarantee=${number}`);
  const id = body.items[0]?.id ?? '';
  const { headers } = await call('officer-2', 'GET', `/tasks/${id}`);
  return { number, id, etag: headers.get('etag') ?? '' };
}

const decide = (person: string, id: string, ifMatch?: string, outcome = 'approve') =>
  call<Task & Refusal>(
    person,
    'POST',
    `/tasks/${id}/decision`,
    { outcome, reasons: ['soundBusiness'] },
    ifMatch === undefined ? {} : { 'if-match': ifMatch },
  );

describe('a task', () => {
  test('is decided by a second person, who reads the decision at once', async () => {
    const { number, id, etag } = await openTask();
    const decided = await decide('officer-2', id, etag);
    expect([decided.status, decided.body.status, decided.body.outcome]).toEqual([
      200,
      'decided',
      'approve',
    ]);
    expect(decided.headers.get('etag')).not.toBe(etag);
    const { body } = await call<Guarantee>('officer-2', 'GET', `/guarantees/${number}`);
    expect(body.waiting?.for).not.toBe('officerApproval');
  });

  test('is not decided by who made what it checks', async () => {
    const { id } = await openTask();
    const refused = await decide('officer-1', id, '*');
    expect([refused.status, refused.body.code]).toEqual([403, 'makerIsChecker']);
  });

  test('is not decided unseen, nor as it was seen before it changed', async () => {
    const { id, etag } = await openTask();
    const unseen = await decide('officer-2', id);
    expect([unseen.status, unseen.body.code]).toEqual([428, 'preconditionRequired']);
    await call('officer-2', 'POST', `/tasks/${id}/claim`, undefined, { 'if-match': etag });
    const stale = await decide('officer-2', id, etag);
    expect([stale.status, stale.body.code]).toEqual([412, 'preconditionFailed']);
  });

  test('of another role is refused, and so is an outcome that it does not offer', async () => {
    const { id } = await openTask();
    expect((await decide('finance-1', id, '*')).body.code).toBe('roleMissing');
    expect((await decide('officer-2', id, '*', 'veto')).body.code).toBe('outcomeNotOffered');
  });

  test('is not declined without a reason, and the usual ones are named', async () => {
    const { id } = await openTask();
    const body = { outcome: 'decline' };
    const path = `/tasks/${id}/decision`;
    const refused = await call<Refusal & { detail: string; errors: { pointer: string }[] }>(
      'officer-2',
      'POST',
      path,
      body,
      { 'if-match': '*' },
    );
    expect([refused.status, refused.body.code]).toEqual([422, 'reasonsMissing']);
    expect(refused.body.errors.map(({ pointer }) => pointer)).toEqual(['/reasons']);
    const { body: task } = await call<{ status: string; reasonsWanted: { decline: string[] } }>(
      'officer-2',
      'GET',
      `/tasks/${id}`,
    );
    expect(task.status).toBe('open');
    expect(refused.body.detail).toContain(task.reasonsWanted.decline.join(', '));
  });

  test('decided twice under one key is decided once', async () => {
    const { id } = await openTask();
    const headers = { 'if-match': '*', 'idempotency-key': `decide ${id}`.replace(' ', '-') };
    const body = { outcome: 'approve', reasons: [] };
    const path = `/tasks/${id}/decision`;
    const first = await call<Task>('officer-2', 'POST', path, body, headers);
    expect(first.status).toBe(200);
    const again = await call<Task>('officer-2', 'POST', path, body, headers);
    expect([again.status, again.body]).toEqual([200, first.body]);
  });
});

describe('a case', () => {
  test('stands where its own workflow says that it stands', async () => {
    const { number } = (await apply()).body;
    const row = (await call<Guarantee>('risk-1', 'GET', `/guarantees/${number}`)).body;
    const live = (
      await call<{ place: string; wait: { for: string } | null }>(
        'risk-1',
        'GET',
        `/guarantees/${number}/position`,
      )
    ).body;
    expect([live.place, live.wait?.for]).toEqual([row.stage, row.waiting?.for]);
  });

  test('tells its life by stages, every event once', async () => {
    const { number } = (await apply()).body;
    const events = (
      await call<{ items: unknown[] }>('risk-1', 'GET', `/guarantees/${number}/events`)
    ).body.items;
    const timeline = (
      await call<{ stages: { stage: string; events: unknown[] }[] }>(
        'risk-1',
        'GET',
        `/guarantees/${number}/timeline`,
      )
    ).body;
    expect(timeline.stages.flatMap((stay) => stay.events)).toEqual(events);
    expect(timeline.stages.map(({ stage }) => stage)).toEqual([
      'intake',
      'screening',
      'creditCheck',
      'assessment',
      'dueDiligence',
      'approval',
    ]);
  });

  test('is withdrawn by who applied, and takes no command after its ending', async () => {
    const { number } = (await apply()).body;
    const withdraw = () =>
      call<Guarantee & Refusal>(
        'officer-1',
        'POST',
        `/guarantees/${number}/withdrawal`,
        { reason: 'the loan is not needed any more' },
        { 'if-match': '*' },
      );
    const done = await withdraw();
    expect([done.status, done.body.ending]).toEqual([200, 'withdrawn']);
    const refused = await withdraw();
    expect([refused.status, refused.body.code]).toEqual([409, 'caseHasEnded']);
  });

  test('rests at the instant to which its clock was driven, and never goes back', async () => {
    const { number } = (await apply()).body;
    const drive = (to: string) =>
      call<{ clock: string; code: string }>('operations-1', 'POST', `/guarantees/${number}/clock`, {
        to,
      });
    expect((await drive('2020-01-10T12:00:00-05:00')).body.clock).toBe('2020-01-10T17:00:00.000Z');
    expect((await drive('2020-01-09T17:00:00Z')).body.code).toBe('clockGoesBack');
  });

  test('of another applicant is not there', async () => {
    const { number } = (await apply()).body;
    expect((await call('applicant-1', 'GET', `/guarantees/${number}`)).status).toBe(404);
  });
});

describe('a list of cases', () => {
  test.each(['number', '-number', 'amountMinor', '-amountMinor', 'dueAt', '-appliedOn'])(
    'sorted by %s goes on where the page before ended, and shows each case once',
    async (sort) => {
      const list = async (query: string) =>
        (
          await call<{ items: Guarantee[]; next: string | null }>(
            'auditor-1',
            'GET',
            `/guarantees?book=${book}&sort=${sort}&${query}`,
          )
        ).body;
      const whole = await list('limit=200');
      const paged: string[] = [];
      let page = await list('limit=2');
      for (; page.next !== null; page = await list(`limit=2&cursor=${page.next}`)) {
        paged.push(...page.items.map(({ number }) => number));
      }
      paged.push(...page.items.map(({ number }) => number));
      expect(paged).toEqual(whole.items.map(({ number }) => number));
      expect(new Set(paged).size).toBe(paged.length);
    },
  );
});
