import { beforeAll, describe, expect, test } from '@jest/globals';
import { analyses, type AnalysisName } from '#mining/analyses/catalogue';
import { answerSchemas } from '../../../apps/api/mining/answer.schemas.js';
import { until } from '../../stack/until.js';
import { apply, book, call, openBook } from '../client.js';

interface Mined {
  readonly of: {
    readonly cases: number;
    readonly openCases: number;
    readonly books: string[];
    readonly censoring: string;
    readonly version: string;
    readonly events: number;
    readonly note: string | null;
  };
  readonly answer: unknown;
}
interface Refusal {
  readonly code: string;
  readonly detail: string;
  readonly errors: { readonly parameter: string; readonly message: string }[];
}

const names = Object.keys(analyses) as AnalysisName[];
const mine = (path: string, person = 'auditor-1') => call<Mined>(person, 'GET', `/mining/${path}`);

const check = <T = Mined>(rules: unknown, person = 'auditor-1') =>
  call<T>(person, 'POST', `/mining/rules?book=${book}`, { rules });

let numbers: string[] = [];
beforeAll(async () => {
  await openBook();
  numbers = [(await apply()).body.number, (await apply()).body.number];
}, 120_000);

describe('analyses of our own cases', () => {
  test.each(names)(
    '%s answers as it is documented, and says what it does about open cases',
    async (name) => {
      const { status, body } = await mine(`${name}?book=${book}`);
      expect(status).toBe(200);
      expect(answerSchemas[name].safeParse(body.answer).error).toBeUndefined();
      expect(body.of.books).toEqual([book]);
      expect(body.of.cases).toBeGreaterThanOrEqual(numbers.length);
      expect(body.of.openCases).toBeLessThanOrEqual(body.of.cases);
      expect(body.of.censoring).toBe(analyses[name].censoring.en);
    },
  );

  test('a new case is in the next answer, and the same state of the books gives the same one', async () => {
    const ask = async () => (await mine(`dfg?book=${book}`)).body;
    let before = await ask();
    // Other tests write meanwhile: only two answers about one state of the books must be the same.
    const [earlier, later] = await until(
      'two answers are about one state of the books',
      async () => [before, (before = await ask())] as const,
      ([first, second]) => first.of.version === second.of.version,
    );
    expect(later).toEqual(earlier);
    await apply();
    const after = await ask();
    expect(after.of.cases).toBeGreaterThan(before.of.cases);
    expect(after.of.version).not.toBe(before.of.version);
  });

  test.each(names)('%s answers of no case where a filter fits none', async (name) => {
    const { status, body } = await mine(`${name}?book=${book}&to=1999-01-01`);
    expect([status, body.of.cases, body.of.events]).toEqual([200, 0, 0]);
    expect(body.of.note).toContain('No case fits');
    expect(answerSchemas[name].safeParse(body.answer).error).toBeUndefined();
  });

  test('a filter that no case can fit names what there is', async () => {
    const answer = await mine(`dfg?book=${book}&bank=Nobody`);
    expect([answer.status, answer.body.of.cases]).toEqual([200, 0]);
    expect(answer.body.of.note).toContain('First Bank & Trust');
    expect((await mine(`dfg?book=${book}`)).body.of.note).toBeNull();
    const edges = await call<{ note: string; edges: [] }>(
      ...(['auditor-1', 'GET', '/mining/edges?book=nobodys-book'] as const),
    );
    expect([edges.status, edges.body.edges]).toEqual([200, []]);
    expect(edges.body.note).toContain('No stay');
    const ending = await call<Refusal>('auditor-1', 'GET', '/mining/dfg?ending=vanished');
    expect(ending.body.errors[0]?.message).toContain('released');
  });

  test('what an analysis would not look at is refused, and the future is', async () => {
    const refused = async (path: string) => {
      const { status, body } = await call<Refusal>('auditor-1', 'GET', `/mining/${path}`);
      return [status, body.errors[0]?.parameter, body.errors[0]?.message];
    };
    expect(await refused('variants?hours=china')).toEqual([
      ...[400, 'hours', expect.stringContaining('durations')],
    ]);
    expect(await refused('bottlenecks?view=done')).toEqual([400, 'view', expect.anything()]);
    for (const name of ['dfg', 'bottlenecks', 'end-points']) {
      expect(await refused(`${name}?asOf=2199-01-01T00:00:00Z`)).toEqual([
        ...[400, 'asOf', expect.stringContaining('future')],
      ]);
    }
    const rules = [{ kind: 'absence', name: 'x', activity: 'y' }];
    const hours = await call<Refusal>('auditor-1', 'POST', '/mining/rules?hours=china', { rules });
    expect([hours.status, hours.body.errors[0]?.parameter]).toEqual([400, 'hours']);
  });

  test('durations in office hours are shorter than in all hours', async () => {
    const longest = async (hours: string) => {
      const { body } = await mine(`durations?book=${book}&hours=${hours}`);
      return answerSchemas.durations.parse(body.answer);
    };
    const [all, china] = [await longest('all'), await longest('china')];
    const sum = (of: typeof all) => (of.ended?.sumS ?? 0) + (of.openSoFar?.sumS ?? 0);
    expect(sum(china)).toBeLessThanOrEqual(sum(all));
    expect(china.arrivalAverageS).toBe(all.arrivalAverageS);
  });

  test('as of an instant before its last step a case is shown as it stood', async () => {
    const { body } = await mine(`end-points?book=${book}&asOf=2020-01-06T17:00:00Z&view=stages`);
    const today = (await mine(`end-points?book=${book}&view=stages`)).body;
    // Other tests' cases stand in this book too, and one of them may have ended by then.
    const endedBy = ({ of }: typeof body) => of.cases - of.openCases;
    expect(body.of.openCases).toBeGreaterThan(0);
    expect(endedBy(body)).toBeLessThanOrEqual(endedBy(today));
  });

  test('what stages took is told with the error of its percentiles', async () => {
    const { status, body } = await call<{ percentileError: number; edges: { from: string }[] }>(
      'auditor-1',
      'GET',
      `/mining/edges?book=${book}`,
    );
    expect([status, body.percentileError]).toEqual([200, 1 / 128]);
    expect(body.edges.map(({ from }) => from)).toContain('intake');
  });

  test('the bottleneck report names cases, reasons and how far its simulation can be trusted', async () => {
    const { body } = await mine(`bottlenecks?book=${book}&most=2`);
    const { waits, explained, proposals } = answerSchemas.bottlenecks.parse(body.answer);
    expect(waits.byDelay.length).toBeLessThanOrEqual(2);
    for (const { delayedBy, delayedCases, delayedByLeftOut } of waits.byDelay) {
      expect(delayedBy.length).toBeLessThanOrEqual(2);
      expect(delayedBy.length + delayedByLeftOut).toBe(delayedCases);
    }
    for (const { bottleneck, reason } of explained) {
      expect(bottleneck.delayS).toBeGreaterThan(0);
      expect(Object.keys(reason.shares)).toContain(reason.code);
    }
    for (const { text, textZh } of proposals) expect(text).not.toBe(textZh);
  });

  test('other requests are answered while long analyses run', async () => {
    const asked = 30;
    let ended = 0;
    const analysed = Array.from({ length: asked }, async () => {
      const { status } = await mine('bottlenecks');
      ended += 1;
      return status;
    });
    const { status } = await call('auditor-1', 'GET', '/health/live');
    expect([status, ended < asked]).toEqual([200, true]);
    expect(await Promise.all(analysed)).toEqual(Array<number>(asked).fill(200));
  });

  test('are not for applicants', async () => {
    expect((await mine('dfg', 'applicant-1')).status).toBe(403);
  });
});

describe('rules of one’s own', () => {
  test('name the cases that break them, and only those', async () => {
    const { activities } = answerSchemas['service-times'].parse(
      (await mine(`service-times?book=${book}&view=done`)).body.answer,
    );
    const done = activities.map(({ activity }) => activity);
    const [first = ''] = done;
    const { status, body } = await check([
      { kind: 'absence', name: 'never', activity: first },
      { kind: 'absence', name: 'kept', activity: 'nobody ever did this' },
      { kind: 'precedence', name: 'itself', first, then: first },
    ]);
    expect(status).toBe(200);
    const [never, kept, itself] = answerSchemas.rules.parse(body.answer).rules;
    expect(never?.breaches).toBeGreaterThan(0);
    expect(kept?.breaches).toBe(0);
    expect(itself?.cases).toEqual(never?.cases);
  });

  test('that cannot be read are refused with the field and what is allowed', async () => {
    const { status, body } = await check<Refusal>([
      { kind: 'sla', name: 'quick', from: 'intake', to: 'approval', withinS: -1 },
      { kind: 'vote', name: 'what' },
    ]);
    expect([status, body.code]).toEqual([422, 'invalidRequest']);
    expect(body.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ pointer: '/rules/0/withinS' }),
        expect.objectContaining({ message: expect.stringContaining('segregationOfDuty') }),
      ]),
    );
    const many = Array<object>(51).fill({ kind: 'absence', name: 'x', activity: 'y' });
    expect((await check(many)).status).toBe(422);
  });

  test('about an activity that nobody knows are refused, naming those there are', async () => {
    const { status, body } = await check<Refusal>([
      { kind: 'precedence', name: 'misspelt', first: 'aproval', then: 'aproval' },
    ]);
    expect([status, body.errors[0]?.message]).toEqual([422, expect.stringContaining('there are:')]);
  });

  test('are not for applicants', async () => {
    const rules = [{ kind: 'absence', name: 'x', activity: 'y' }];
    expect((await check(rules, 'applicant-1')).status).toBe(403);
  });
});
