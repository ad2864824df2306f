import { beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { application, apply, book, call, openBook, type Opened } from './client.js';

beforeAll(openBook);

const post = (body: unknown, key?: string) =>
  call<Opened & { code?: string; errors?: { pointer: string }[] }>(
    'officer-1',
    'POST',
    '/applications',
    body,
    key === undefined ? {} : { 'idempotency-key': key },
  );

const sister = { name: 'Its sister', registrationNo: 'S-1', relation: 'commonControl' } as const;

describe('an application', () => {
  test('becomes a case that comes to its decision by itself', async () => {
    const { status, headers, body } = await apply();
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/guarantees/${body.number}`);
    expect(headers.get('etag')).toMatch(/^"\d+"$/);
    expect(body.standing).toMatchObject({ stage: 'approval', decided: false, decision: null });
  });

  test('is decided once a decision is on record, and its key is told that one for ever', async () => {
    const [sent, key] = [application(), randomUUID()];
    const headers = { 'idempotency-key': key, prefer: 'wait=20' };
    const ask = () => call<Opened>('officer-1', 'POST', '/applications', sent, headers);
    const resting = await ask();
    expect(resting.body.standing).toMatchObject({ decided: false, waitingOn: 'us' });
    const { number } = resting.body;
    const { body: tasks } = await call<{ items: { id: string }[] }>(
      'officer-2',
      'GET',
      `/tasks?guarantee=${number}`,
    );
    const path = `/tasks/${tasks.items[0]?.id ?? ''}/decision`;
    await call('officer-2', 'POST', path, { outcome: 'approve' }, { 'if-match': '*' });
    const decided = await ask();
    expect(decided.body.standing).toMatchObject({ decided: true, decision: 'approved' });
    await call('operations-1', 'POST', `/guarantees/${number}/settled`);
    const again = await ask();
    expect([again.status, again.body]).toEqual([201, decided.body]);
    expect(again.headers.get('etag')).toBe(decided.headers.get('etag'));
  });

  test('sent twice under one key is one case with one answer', async () => {
    const [sent, key] = [application(), randomUUID()];
    const first = await post(sent, key);
    const again = await post(sent, key);
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
  });

  test('sent many times at once under one key is one case', async () => {
    const [sent, key] = [application(), randomUUID()];
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(sent, key)));
    const numbers = new Set(
      answers.filter(({ status }) => status === 201).map(({ body }) => body.number),
    );
    expect(numbers.size).toBe(1);
    const others = answers.filter(({ status }) => status !== 201).map(({ body }) => body.code);
    expect(others.every((code) => code === 'idempotencyKeyInFlight')).toBe(true);
  });

  test('under a key that stands for another one is refused', async () => {
    const key = randomUUID();
    await post(application(), key);
    const other = await post(application({ tenorMonths: 36 }), key);
    expect([other.status, other.body.code]).toEqual([422, 'idempotencyKeyReused']);
  });

  test('without a key is refused', async () => {
    const answer = await post(application());
    expect([answer.status, answer.body.code]).toEqual([400, 'idempotencyKeyMissing']);
  });

  test('whose client reference the book knows names the case that is there', async () => {
    const clientReference = randomUUID();
    const first = await apply({ clientReference });
    const second = await post(application({ clientReference }), randomUUID());
    expect([second.status, second.body.number]).toEqual([200, first.body.number]);
  });

  test.each([
    ['/amountMinor', { amountMinor: 10_000_001 }],
    ['/currency', { currency: 'EUR' }],
    ['/product', { product: 'no-such-product' }],
    ['/form/loanNumber', { form: {} }],
    ['/applicant/name', { applicant: { kind: 'person', name: '', registrationNo: '1' } }],
    ['/appliedOn', { appliedOn: '2020-02-30' }],
    ['/amountMinor', { amountMinor: 1e300 }],
    ['/book', { book: 'no-such-book' }],
    ['/controller/registrationNo', { controller: { name: 'Its controller' } }],
    ['/relatedParties/1/registrationNo', { relatedParties: [sister, sister] }],
    ['/relatedParties/0/relation', { relatedParties: [{ ...sister, relation: 'friend' }] }],
  ])('that is wrong at %s is refused, and the place is named', async (pointer, changes) => {
    const answer = await post(application(changes), randomUUID());
    expect([answer.status, answer.body.code]).toEqual([422, 'invalidRequest']);
    expect(answer.body.errors?.map((error) => error.pointer)).toContain(pointer);
  });

  test('is for the guaranteed part of its product: the bank keeps its share of the loan', async () => {
    const judge = async (product: string, currency: string, amountMinor: number) => {
      const asked = application({ product, currency, amountMinor, loanMinor: 10_000_001 });
      const { body } = await call<{ problems: { pointer: string; message: string }[] }>(
        'officer-1',
        'POST',
        '/applications/validate',
        asked,
      );
      return body.problems.filter(({ pointer }) => pointer === '/amountMinor');
    };
    expect(await judge('bao-wei-dai', 'CNY', 8_000_001)).toEqual([]);
    for (const wrong of [8_000_000, 8_000_002, 10_000_001]) {
      const [problem] = await judge('bao-wei-dai', 'CNY', wrong);
      expect(problem?.message).toContain('8000001');
    }
    expect(await judge('sba-7a', 'USD', 5_000_000)).toEqual([]);
    expect(await judge('sba-7a', 'USD', 7_500_000)).toEqual([]);
  });

  test('can be checked without being started', async () => {
    const judge = (body: unknown) =>
      call<{ valid: boolean; problems: unknown[] }>(
        'applicant-1',
        'POST',
        '/applications/validate',
        body,
      );
    const clientReference = randomUUID();
    expect((await judge(application({ clientReference }))).body).toEqual({
      valid: true,
      problems: [],
    });
    expect((await judge(application({ form: {} }))).body.valid).toBe(false);
    const { body } = await call<{ items: unknown[] }>(
      'officer-1',
      'GET',
      `/guarantees?book=${book}&text=${clientReference}`,
    );
    expect(body.items).toEqual([]);
  });
});
