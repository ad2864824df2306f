import { beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { call } from './client.js';

const book = `limits-${randomUUID().slice(0, 8)}`;
const wan = 1_000_000;
const about = { asOf: '2025-12-31', source: 'audited accounts' };
const netAssets = (amountMinor: unknown) => ({
  kind: 'netAssets',
  data: { amountMinor },
  ...about,
});

beforeAll(async () => {
  const terms = { guarantor: 'Guarantor of the limits’ tests', currency: 'CNY' };
  const opened = { ...terms, regime: 'decree683', timeZone: 'Asia/Shanghai' };
  await call('operations-1', 'PUT', `/books/${book}`, opened);
  const foreign = { ...terms, regime: 'none', timeZone: 'Asia/Shanghai' };
  await call('operations-1', 'PUT', `/books/${book}-foreign`, foreign);
});

const at = (path: string): string => `/books/${book}${path}`;
const propose = (body: unknown, person = 'finance-1') =>
  call(person, 'POST', at('/limit-proposals'), body);
const decide = (id: unknown, outcome: string, person: string) =>
  call(person, 'POST', at(`/limit-proposals/${String(id)}/decision`), { outcome });

describe('a figure of a book', () => {
  test('comes into force when another person than its maker confirms it, once', async () => {
    const proposed = await propose(netAssets(1000 * wan));
    expect([proposed.status, proposed.body]).toEqual([
      201,
      expect.objectContaining({ kind: 'netAssets', proposedBy: 'finance-1', outcome: null }),
    ]);
    const { id } = proposed.body;
    expect((await call('risk-1', 'GET', at('/limits'))).body).toMatchObject({
      netAssetsMinor: null,
      rules: [{ rule: 'leverage', limitMinor: null, headroomMinor: null }],
    });

    const own = await decide(id, 'confirmed', 'finance-1');
    expect([own.status, own.body['code']]).toEqual([403, 'makerIsChecker']);
    expect(own.headers.get('content-type')).toContain('application/problem+json');

    const confirmed = await decide(id, 'confirmed', 'risk-1');
    expect([confirmed.status, confirmed.body]).toEqual([
      200,
      expect.objectContaining({ outcome: 'confirmed', decidedBy: 'risk-1' }),
    ]);
    const again = await decide(id, 'rejected', 'risk-2');
    expect([again.status, again.body['code']]).toEqual([409, 'proposalDecided']);

    const { body } = await call('risk-1', 'GET', at('/limits'));
    expect(body).toMatchObject({
      book,
      netAssetsMinor: 1000 * wan,
      netAssetsOn: about.asOf,
      adjustedNetAssetsMinor: 1000 * wan,
      breaches: [],
    });
    expect(body['rules']).toEqual([
      expect.objectContaining({
        rule: 'leverage',
        article: '国令683 art. 15',
        usedMinor: 0,
        headroomMinor: expect.any(Number),
      }),
    ]);
  });

  test('is decided by one of two who decide it at the same time', async () => {
    const { body } = await propose({ kind: 'terms', data: { reservationDays: 90 }, ...about });
    const both = await Promise.all(
      ['risk-1', 'risk-2'].map((person) => decide(body['id'], 'confirmed', person)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('that is rejected changes nothing', async () => {
    const { body } = await propose({ kind: 'holdings', data: { amountMinor: wan }, ...about });
    expect((await decide(body['id'], 'rejected', 'risk-1')).body['outcome']).toBe('rejected');
    const limits = await call('risk-1', 'GET', at('/limits'));
    expect(limits.body).toMatchObject({ holdingsMinor: 0 });
  });

  test('is listed, the newest first', async () => {
    const cap = { dimension: 'bank', key: 'b', counts: 'gross', ofNetAssetsBps: 2500 };
    const { body } = await propose({ kind: 'cap', data: cap, ...about });
    const { body: listed } = await call('risk-1', 'GET', at('/limit-proposals'));
    expect((listed['items'] as object[])[0]).toEqual(body);
  });

  test.each([
    ['a sum below zero', netAssets(-1)],
    ['a fraction of a 分', netAssets(1.5)],
    ['a sum beyond what is exact', netAssets(1e300)],
    ['a sum as text', netAssets('1000')],
    ['no day', { kind: 'netAssets', data: { amountMinor: 1 }, source: 's' }],
    ['a day that no calendar has', { ...netAssets(1), asOf: '2025-02-30' }],
    ['an unknown kind', { kind: 'goodwill', data: {}, ...about }],
    ['more than is asked', { ...netAssets(1), proposedBy: 'risk-1' }],
    [
      'a cap both of a sum and of a part',
      {
        kind: 'cap',
        data: { dimension: 'bank', key: 'b', counts: 'own', amountMinor: 1, ofNetAssetsBps: 1 },
        ...about,
      },
    ],
    ['nothing', {}],
  ])('is refused with %s', async (_, body) => {
    const refused = await propose(body);
    expect([refused.status, refused.body['code']]).toEqual([422, 'invalidRequest']);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
  });

  test('is for finance, risk and board alone', async () => {
    expect((await propose(netAssets(1), 'officer-1')).status).toBe(403);
    expect((await propose(netAssets(1), 'applicant-1')).status).toBe(403);
    expect((await call(null, 'GET', at('/limit-proposals'))).status).toBe(401);
  });

  test('is decided in its own book, by its number', async () => {
    const { body } = await propose(netAssets(1000 * wan));
    const elsewhere = `/books/${book}-foreign/limit-proposals/${String(body['id'])}/decision`;
    const answer = await call('risk-1', 'POST', elsewhere, { outcome: 'confirmed' });
    expect([answer.status, answer.body['code']]).toEqual([404, 'notFound']);
    expect((await decide(999_999_999, 'confirmed', 'risk-1')).status).toBe(404);
    const named = await decide('first', 'confirmed', 'risk-1');
    expect([named.status, named.body['code']]).toEqual([404, 'notFound']);
    expect((await decide(body['id'], 'perhaps', 'risk-1')).status).toBe(422);
  });
});

describe('the limits of a book', () => {
  test('are not found where the regime knows none, or there is no book', async () => {
    for (const name of [`${book}-foreign`, 'nowhere']) {
      const limits = await call('risk-1', 'GET', `/books/${name}/limits`);
      expect([limits.status, limits.body['code']]).toEqual([404, 'notFound']);
      const proposed = await call('risk-1', 'POST', `/books/${name}/limit-proposals`, netAssets(1));
      expect(proposed.status).toBe(404);
      const asked = await call('risk-1', 'POST', `/books/${name}/limits/what-if`, { cases: ['G'] });
      expect(asked.status).not.toBe(200);
    }
    const listed = await call('risk-1', 'GET', '/books/nowhere/limit-proposals');
    expect([listed.status, listed.body['code']]).toEqual([404, 'notFound']);
  });

  test('are asked for a customer whom the book knows', async () => {
    const path = at('/customer-limits');
    const missing = await call('risk-1', 'GET', path);
    expect([missing.status, missing.body['code']]).toEqual([400, 'invalidParameter']);
    const unknown = await call('risk-1', 'GET', `${path}?customer=${encodeURIComponent("'; --")}`);
    expect([unknown.status, unknown.body['code']]).toEqual([404, 'notFound']);
  });

  test('are asked what if: at least one case, and only by its number', async () => {
    const asked = (body: unknown) => call('risk-1', 'POST', at('/limits/what-if'), body);
    expect((await asked({ cases: [] })).status).toBe(422);
    expect((await asked({ cases: ['x'.repeat(1000)] })).status).toBe(422);
    expect((await asked('{')).status).toBe(400);
  });

  test('have no breach while nothing is guaranteed', async () => {
    const breaches = await call('risk-1', 'GET', at('/limit-breaches'));
    expect(breaches.status).toBe(200);
    const open = (breaches.body['items'] as { clearedAt: string | null }[]).filter(
      ({ clearedAt }) => clearedAt === null,
    );
    expect(open).toEqual([]);
  });

  test('are for staff alone', async () => {
    expect((await call('applicant-1', 'GET', at('/limits'))).status).toBe(403);
    expect((await call(null, 'GET', at('/limit-breaches'))).status).toBe(401);
  });
});

test('the guard’s sums can be held against commitments and ledger by an auditor', async () => {
  const answer = await call('risk-1', 'GET', at('/limits/verification'));
  expect([answer.status, answer.body]).toEqual([
    200,
    { book, checkedAt: expect.any(String), differences: [], repairs: [] },
  ]);
  const foreign = await call('risk-1', 'GET', `/books/${book}-foreign/limits/verification`);
  expect([foreign.status, foreign.body['code']]).toEqual([404, 'notFound']);
});

test('a cap comes with warning and stop rates of its own, within the whole', async () => {
  const cap = { dimension: 'bank', key: 'rated-bank', counts: 'gross', amountMinor: 100 * wan };
  const capWith = (rates: object) => propose({ kind: 'cap', data: { ...cap, ...rates }, ...about });
  expect((await capWith({ stopBps: 10_001 })).status).toBe(422);
  const { body } = await capWith({ warningBps: 7000, stopBps: 9500 });
  await decide(body['id'], 'confirmed', 'risk-1');
  const { body: told } = await call('risk-1', 'GET', at('/limits'));
  expect(told['rules']).toContainEqual(
    expect.objectContaining({
      key: 'bank:rated-bank',
      limitMinor: 100 * wan,
      stopMinor: 95 * wan,
      headroomMinor: 95 * wan,
      warningBps: 7000,
      state: 'free',
    }),
  );
});

describe('a book', () => {
  test.each(['balance', 'Balance'])(
    'is never named "%s", which is a route of ours',
    async (name) => {
      const terms = { guarantor: 'Somebody', currency: 'CNY' };
      const opened = { ...terms, regime: 'none', timeZone: 'Asia/Shanghai' };
      const { status } = await call('operations-1', 'PUT', `/books/${name}`, opened);
      expect([400, 404, 422]).toContain(status);
      const { body } = await call<{ items: { id: string }[] }>('officer-1', 'GET', '/books');
      expect(body.items.map(({ id }) => id)).not.toContain(name);
    },
  );
});
