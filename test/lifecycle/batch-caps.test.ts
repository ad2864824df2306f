import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDays, businessDate } from '#domain/calendar/business-date';
import { totalOf } from '#domain/ledger/position';
import { readPosition } from '#store/ledger/read-position';
import { followCase } from '../../apps/cli/world/live-case.js';
import { setScenario } from '../../apps/cli/world/sandbox-door.js';
import {
  confirmed,
  fileAll,
  openYuanBook,
  propose,
  rowOf,
  see,
  termsFor,
  wan,
} from '../api/filing-desk.js';
import { until } from '../stack/until.js';
import { allPapers, bankTells, decides, recovered, scriptOf, type Life } from './life.js';
import { patienceMs } from './lives.js';
import { openStand, type Stand } from './stand.js';

const startsOn = businessDate('2024-06-04');
const overdueOn = businessDate('2024-09-03');
const claimOn = addDays(overdueOn, 100);
const provincial = { programme: 'provincial-batch', capRateBps: 300 } as const;

let stand: Stand;
let book: string;
const numbers = new Map<string, string>();

/** The bank lends on a new framework: each loan of 20 is guaranteed for 16. */
async function lend(limitMinor: number, loans: readonly string[]): Promise<string> {
  const framework = await confirmed(book, { ...provincial, limitMinor });
  const { rows } = await fileAll(
    framework,
    loans.map((loan) => rowOf(`${stand.run}-${loan}`)),
  );
  for (const [index, loan] of loans.entries()) {
    const number = rows[index]?.guarantee ?? '';
    numbers.set(loan, number);
    await until(
      `${loan} is in force`,
      () =>
        stand.world.database.query<{ stage: string }>(
          'select stage from aval.guarantee where number = $1',
          [number],
        ),
      ({ rows: [row] }) => row?.stage === 'servicing',
    );
  }
  return framework;
}

/** The bank claims all of a loan; people and partners do as the life says, else they oblige. */
async function claim(loan: string, life: Life = {}): Promise<void> {
  const drawdown = `${stand.run}-${loan}`;
  const money = { amountMinor: 20 * wan, currency: 'CNY' };
  const moments = [
    bankTells(overdueOn, 'loan.overdue', { drawdown, daysPastDue: 1, ...money }),
    bankTells(claimOn, 'claim.filed', {
      claim: '1',
      principalMinor: 20 * wan,
      currency: 'CNY',
      papers: allPapers,
      recoveryExpected: true,
    }),
    ...(life.moments ?? []),
  ];
  const all = { startsOn, until: addDays(claimOn, 1), ...life, moments };
  await followCase(stand.world, scriptOf(all, drawdown, book, drawdown), numbers.get(loan) ?? '');
}

async function paidOut(loan: string): Promise<number> {
  const position = await readPosition(stand.world.database, book, numbers.get(loan) ?? '');
  return totalOf(position, 'paidOut') / wan;
}

beforeAll(async () => {
  stand = await openStand();
  book = `${stand.run}-caps`;
  await openYuanBook(book);
  await lend(1000 * wan, ['first', 'second', 'third']);
}, patienceMs);
afterAll(() => stand.close());

describe('a programme that serves claims as filed, net of recoveries, with a cap on all banks together', () => {
  test(
    'keeps what an earlier claim may still want, however the later one is decided before it',
    async () => {
      // All banks together: 2 % of 1,000 is 20; the bank's own cap is 30.
      await claim('first', { decisions: [decides('claimExamination', null)], until: claimOn });
      await claim('second');
      expect(await paidOut('second')).toBe(4);
      await claim('first');
      expect(await paidOut('first')).toBe(16);
    },
    patienceMs,
  );

  test(
    'lends its cap again as far as payouts come back',
    async () => {
      const moments = [recovered(addDays(claimOn, 30), 3 * wan)];
      await claim('second', { moments, until: addDays(claimOn, 31) });
      await claim('third');
      expect(await paidOut('third')).toBe(3);
    },
    patienceMs,
  );

  test(
    'caps all frameworks together, of which one that is only proposed is none',
    async () => {
      await lend(500 * wan, ['fourth']);
      await propose(termsFor(book, { ...provincial, limitMinor: 1000 * wan }));
      await claim('fourth');
      // 2 % of 1,500 is 30, of which 20 net are used; the bank's own cap is 15.
      expect(await paidOut('fourth')).toBe(10);
    },
    patienceMs,
  );

  test(
    'has all of its cap again where a payout is set aside',
    async () => {
      const framework = await lend(500 * wan, ['rejected']);
      await setScenario(stand.world.sandbox, numbers.get('rejected') ?? '', { payment: 'reject' });
      await claim('rejected', {
        decisions: [decides('payoutRequest', 'setAside', { occurrence: 2 })],
      });
      expect(await paidOut('rejected')).toBe(0);
      expect(await see(framework)).toMatchObject({ payableMinor: 0, keptMinor: 0 });
    },
    patienceMs,
  );
});
