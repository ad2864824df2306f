import { expect, test } from '@jest/globals';
import { call } from './client.js';

// Nothing is booked before this day in any book of the shared stack: what is asked of it stands still.
const asOf = '1990-01-01';

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
  expect(doubled.body['detail']).toContain('USD/CNY 1990-01-01 is given twice');
  const float = await ask({ asOf, in: 'CNY', rates: [{ ...twice, rate: 4.7 }] });
  expect([float.status, float.body['code']]).toEqual([422, 'invalidRequest']);
});
