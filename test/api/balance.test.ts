import { expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { postFact } from '#store/ledger/post-fact';
import { openPool } from '#store/pool';
import { inTransaction } from '#store/transaction';
import { testStack } from '../stack/stack.js';
import { factsOf, standardTerms } from '../store/ledger/facts.js';
import { call } from './client.js';

// Nothing is booked before this day in any book of the shared stack: what is asked of it stands still.
const asOf = '1900-01-01';

test('the trial balance is read as of a day and as known at an instant', async () => {
  const answer = await call('finance-1', 'GET', `/books/balance?asOf=${asOf}`);
  expect([answer.status, answer.body]).toEqual([200, { asOf, knownAt: null, currencies: {} }]);
  const wrong = await call('finance-1', 'GET', '/books/balance?asOf=yesterday');
  expect([wrong.status, wrong.body['code']]).toEqual([400, 'invalidParameter']);
  expect((await call('applicant-1', 'GET', '/books/balance')).status).toBe(403);
});

test('a sum over currencies names its rates, and is refused without one', async () => {
  const ask = (body: object) => call('finance-1', 'POST', '/books/balance/conversion', body);
  const nothing = await ask({ asOf, in: 'CNY', rates: [] });
  expect(nothing.status).toBe(200);
  expect(nothing.body).toMatchObject({
    asOf,
    converted: { currency: 'CNY', on: asOf, rates: {}, figures: { issuedMinor: 0, sharers: {} } },
  });
  const twice = { date: asOf, from: 'USD', to: 'CNY', rate: '4.7' };
  const doubled = await ask({ asOf, in: 'CNY', rates: [twice, twice] });
  expect([doubled.status, doubled.body['code']]).toEqual([422, 'invalidRequest']);
  expect(doubled.body['detail']).toContain('USD/CNY 1900-01-01 is given twice');
  const float = await ask({ asOf, in: 'CNY', rates: [{ ...twice, rate: 4.7 }] });
  expect([float.status, float.body['code']]).toEqual([422, 'invalidRequest']);
});

test('the sum of a book in another currency is refused by pair and day, and exact with the rate', async () => {
  const book = `balance-${randomUUID().slice(0, 8)}`;
  const pool = openPool(testStack().urls.database, 1);
  const fact = factsOf(book, book, 'USD')('issued', '2026-01-01', {
    amountMinor: 10_001,
    ...standardTerms,
  });
  await inTransaction(pool, (tx) => postFact(tx, fact)).finally(() => pool.end());
  const question = { book, asOf: '2026-01-31', in: 'CNY' };
  const rate = { date: '2026-01-30', from: 'USD', to: 'CNY', rate: '7.0288' };
  const ask = (rates: readonly object[]) =>
    call('finance-1', 'POST', '/books/balance/conversion', { ...question, rates });
  const refused = await ask([{ ...rate, date: '2026-02-01' }]);
  expect([refused.status, refused.body['code']]).toEqual([422, 'rateMissing']);
  expect(refused.body['detail']).toContain('No rate from USD to CNY on or before 2026-01-31');
  const converted = await ask([rate]);
  expect(converted.body).toMatchObject({
    currencies: { USD: { issuedMinor: 10_001 } },
    converted: {
      rates: { USD: { date: '2026-01-30', rate: '7.0288' } },
      figures: { issuedMinor: 70_295 },
    },
  });
});
