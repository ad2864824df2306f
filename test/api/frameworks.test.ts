import { beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { until } from '../stack/until.js';
import { call } from './client.js';
import {
  checker,
  confirmed,
  fileAll,
  maker,
  openYuanBook,
  propose,
  rowOf,
  see,
  termsFor,
  wan,
  type Framework,
  type RowView,
} from './filing-desk.js';

const book = 'api-batches';
const patienceMs = 300_000;
beforeAll(() => openYuanBook(book));

describe('a framework', () => {
  test('is proposed by one person and confirmed by another', async () => {
    const terms = termsFor(book);
    const first = await propose(terms);
    expect([first.status, first.body.status]).toEqual([201, 'proposed']);
    const again = await propose(terms);
    expect([again.status, again.body.id]).toEqual([200, first.body.id]);
    const other = await propose({ ...terms, limitMinor: 1 });
    expect([other.status, other.body.code]).toEqual([409, 'frameworkDiffers']);
    const path = `/frameworks/${first.body.id}/decision`;
    const byMaker = await call(maker, 'POST', path, { outcome: 'confirm' });
    expect(byMaker.status).toBe(403);
    const byChecker = await call<Framework>(checker, 'POST', path, { outcome: 'confirm' });
    expect([byChecker.status, byChecker.body.status]).toEqual([200, 'inForce']);
    const twice = await call<Framework>(checker, 'POST', path, { outcome: 'refuse' });
    expect([twice.status, twice.body.code]).toEqual([409, 'frameworkDecided']);
  });

  test('takes no rows before it is confirmed', async () => {
    const { body } = await propose(termsFor(book));
    const path = `/frameworks/${body.id}/filings`;
    const filed = await call<Framework>(maker, 'POST', path, { rows: [rowOf('early')] });
    expect([filed.status, filed.body.code]).toEqual([409, 'frameworkNotInForce']);
  });

  test.each([
    ['/capRateBps', { capRateBps: 301 }],
    ['/premiumRateBps', { premiumRateBps: 101 }],
    ['/programme', { programme: 'standard' }],
    ['/programme', { programme: 'agricultural' }],
    ['/capUntil', { capUntil: '2024-12-30' }],
    ['/book', { book: 'nowhere' }],
    ['/limitMinor', { limitMinor: -1 }],
  ])('that its programme does not allow at %s is refused', async (pointer, changes) => {
    const answer = await propose(termsFor(book, changes));
    expect([answer.status, answer.body.code]).toEqual([422, 'invalidRequest']);
    expect(answer.body.errors?.map((error) => error.pointer)).toContain(pointer);
  });

  test('closes its cap period after its last day only, and not by who proposed it', async () => {
    const running = await confirmed(book, { capUntil: '2099-12-31' });
    const early = await call<Framework>(checker, 'POST', `/frameworks/${running}/closing`);
    expect([early.status, early.body.code]).toEqual([409, 'capPeriodRuns']);
    const over = await confirmed(book);
    const closed = await call(checker, 'POST', `/frameworks/${over}/closing`);
    expect([closed.status, closed.body]).toEqual([200, { framework: over, cases: 0 }]);
    expect((await see(over)).status).toBe('closed');
  });
});

describe('filing', () => {
  const serial = randomUUID().slice(0, 8);
  const reference = (index: number) => `${serial}-${index}`;

  test(
    'a file decides each row by itself; filed again it adds nothing',
    async () => {
      const framework = await confirmed(book, { limitMinor: 48 * wan });
      const heading = Object.keys(rowOf('x')).join(',');
      const line = (changes: Record<string, unknown>, of: number) =>
        Object.values(rowOf(reference(of), changes)).join(',');
      const lines = [
        heading,
        line({}, 1),
        line({ loanMinor: -5 }, 2),
        `${reference(3)},"never closed,91X,enterprise`,
        line({ name: '=1+1' }, 4),
        line({ disbursedOn: '2024-06-05' }, 5),
        line({ employees: 9000, annualRevenueMinor: 90_000 * wan }, 6),
        line({}, 7),
        line({}, 8),
        line({}, 9),
        line({}, 1),
      ];
      const csv = `\uFEFF${lines.join('\r\n')}\r\n`;
      const first = await fileAll(framework, csv, 'text/csv; charset=utf-8');
      const outcome = ({ line: at, status, reason, field }: RowView) => [at, status, reason, field];
      const decided = new Map(first.rows.map((row) => [row.line, outcome(row)]));
      expect([3, 4, 5, 6, 7].map((at) => decided.get(at))).toEqual([
        [3, 'refused', 'malformed', 'loanMinor'],
        [4, 'refused', 'malformed', null],
        [5, 'refused', 'malformed', 'name'],
        [6, 'refused', 'disbursedInFuture', 'disbursedOn'],
        [7, 'refused', 'notForThisApplicant', null],
      ]);
      // Of four good rows three fit; the one filed twice in the file is one guarantee.
      expect(first.progress).toMatchObject({ rows: 10, accepted: 3 });
      const short = first.rows.filter(({ reason }) => reason === 'limitReached');
      expect(short.every(({ detail }) => detail === 'headroom 0')).toBe(true);
      const again = await fileAll(framework, csv, 'text/csv; charset=utf-8');
      expect(again.progress.accepted).toBe(0);
      const numbers = (rows: readonly RowView[]) =>
        [...new Set(rows.flatMap(({ guarantee }) => guarantee ?? []))].sort();
      expect(numbers(again.rows)).toEqual(numbers(first.rows));
      expect(await see(framework)).toMatchObject({
        acceptedMinor: 48 * wan,
        acceptedRows: 3,
        use: { headroomMinor: 0 },
      });
    },
    patienceMs,
  );

  test(
    'many filings at once never use more headroom than there is, and all of it',
    async () => {
      const framework = await confirmed(book, { limitMinor: 10 * 16 * wan });
      const filings = [0, 1, 2, 3].map((filing) =>
        Array.from({ length: 5 }, (_, index) => rowOf(`${serial}-h${filing}-${index}`)),
      );
      const filed = await Promise.all(filings.map((rows) => fileAll(framework, rows)));
      const sum = filed.reduce((total, { progress }) => total + progress.accepted, 0);
      expect(sum).toBe(10);
      expect(await see(framework)).toMatchObject({ acceptedMinor: 160 * wan, acceptedRows: 10 });
    },
    patienceMs,
  );

  test(
    'a loan reference with other terms is refused, never another guarantee',
    async () => {
      const framework = await confirmed(book);
      const loan = rowOf(`${serial}-once`);
      const { rows } = await fileAll(framework, [loan, { ...loan, tenorMonths: 24 }]);
      const reused = rows.filter(({ reason }) => reason === 'loanReferenceReused');
      expect(reused).toHaveLength(1);
      expect(reused[0]?.field).toBe('loanReference');
    },
    patienceMs,
  );

  test('a file without its columns is refused as a whole, and they are named', async () => {
    const framework = await confirmed(book);
    const path = `/frameworks/${framework}/filings`;
    const wrong = await call<Framework>(maker, 'POST', path, 'a,b\n1,2', {
      'content-type': 'text/csv',
    });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'invalidRequest']);
    expect(wrong.body.errors?.map(({ message }) => message)).toContain(
      'line 1: the column loanMinor is missing',
    );
  });

  test(
    'premium is settled by the month, to each guarantee its own',
    async () => {
      const framework = await confirmed(book, { lendsFrom: '2024-05-01' });
      const { rows } = await fileAll(
        framework,
        [1, 2, 3].map((n) => rowOf(`${serial}-p${n}`)),
      );
      const statements = `/frameworks/${framework}/statements`;
      const drawn = await call<{ premiumMinor: number; guarantees: number }>(
        'finance-1',
        'POST',
        statements,
        { month: '2024-06' },
      );
      expect(drawn.body).toMatchObject({ guarantees: 3, premiumMinor: 3 * 80_000 });
      const receive = (amountMinor: number, receivedOn = '2024-07-05') =>
        call<{ code?: string }>('finance-1', 'POST', `${statements}/2024-06/receipt`, {
          amountMinor,
          receivedOn,
        });
      const short = await receive(1);
      expect([short.status, short.body.code]).toEqual([409, 'amountDiffers']);
      const early = await settled(() => receive(240_000, '2024-05-01'));
      expect([early.status, early.body.code]).toEqual([409, 'receivedTooEarly']);
      const paid = await settled(() => receive(240_000));
      expect(paid.status).toBe(200);
      const twice = await receive(240_000);
      expect([twice.status, twice.body.code]).toEqual([409, 'receivedBefore']);
      const [one] = rows;
      const read = await call(maker, 'GET', `/guarantees/${one?.guarantee ?? ''}`);
      expect(read.body).toMatchObject({
        stage: 'servicing',
        framework,
        programme: 'zong-dui-zong',
      });
    },
    patienceMs,
  );
});

/** Rows just accepted come into force in a moment. */
const settled = <Body extends { code?: string }>(
  ask: () => Promise<{ status: number; body: Body }>,
): Promise<{ status: number; body: Body }> =>
  until('the row is in force', ask, ({ body }) => body.code !== 'notYetInForce');
