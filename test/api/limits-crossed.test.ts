import { beforeAll, expect, test } from '@jest/globals';
import { until } from '../stack/until.js';
import { call } from './client.js';
import { confirmed, fileAll, openYuanBook, rowOf, wan } from './filing-desk.js';

const serial = Date.now().toString(36);
const book = `crossed-${serial}`;
const at = (path: string): string => `/books/${book}${path}`;

beforeAll(async () => {
  await openYuanBook(book);
  const about = { asOf: '2023-12-31', source: 'audited accounts' };
  const proposal = { kind: 'netAssets', data: { amountMinor: 100_000 * wan }, ...about };
  const { body } = await call<{ id: number }>(
    'finance-1',
    'POST',
    at('/limit-proposals'),
    proposal,
  );
  await call('risk-1', 'POST', at(`/limit-proposals/${body.id}/decision`), {
    outcome: 'confirmed',
  });
}, 60_000);

interface CustomerLimits {
  readonly rules: readonly { readonly rule: string; readonly usedMinor: number }[];
}

/** What is used of the limit of one debtor, in 分. */
async function usedBy(registrationNo: string): Promise<number | undefined> {
  const path = at(`/customer-limits?customer=${encodeURIComponent(registrationNo)}`);
  // The case of an accepted row takes itself in a moment later.
  const { body } = await until(
    'the book knows the customer',
    () => call<CustomerLimits>('risk-1', 'GET', path),
    ({ status }) => status === 200,
  );
  return body.rules.find(({ rule }) => rule === 'oneDebtor')?.usedMinor;
}

/** Files a loan of which so much is guaranteed: four fifths. */
async function guarantee(framework: string, debtor: object, amountMinor: number, no: number) {
  const loan = { ...debtor, loanMinor: (amountMinor * 5) / 4 };
  const { progress, rows } = await fileAll(framework, [rowOf(`${serial}-${no}`, loan)]);
  return { accepted: progress.accepted, detail: rows[0]?.detail };
}

test.each([
  ['a small firm', 500, {}],
  [
    'a farmer',
    200,
    {
      applicantKind: 'farmer',
      industry: 'agriculture',
      employees: 1,
    },
  ],
])(
  'over HTTP %s weighs three quarters up to the threshold of its total, and whole from one contract more on',
  async (who, threshold, debtor) => {
    const registrationNo = `91${threshold}${serial}`.toUpperCase();
    const one = { ...debtor, name: who, registrationNo };
    const framework = await confirmed(book, { limitMinor: 5000 * wan });
    const half = (threshold * wan) / 2;
    const first = await guarantee(framework, one, half, threshold);
    expect(first).toEqual({ accepted: 1, detail: null });
    const part = (await usedBy(registrationNo)) ?? 0;
    expect(await guarantee(framework, one, half, threshold + 1)).toMatchObject({ accepted: 1 });
    expect(await usedBy(registrationNo)).toBe(2 * part);
    // The smallest loan that can be shared in whole 分.
    expect(await guarantee(framework, one, 4, threshold + 2)).toMatchObject({ accepted: 1 });
    const crossed = (await usedBy(registrationNo)) ?? 0;
    expect(crossed).toBeGreaterThanOrEqual((2 * part * 4) / 3);
    expect(crossed).toBeLessThanOrEqual((2 * part * 4) / 3 + 4);
  },
  120_000,
);
