import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDays, businessDate } from '#domain/calendar/business-date';
import { brokenIdentities } from '#domain/ledger/identities';
import { totalOf } from '#domain/ledger/position';
import { readPosition } from '#store/ledger/read-position';
import type { Moment } from '../../apps/cli/world/case-script.js';
import { followCase } from '../../apps/cli/world/live-case.js';
import { call } from '../api/client.js';
import { until } from '../stack/until.js';
import { checker, confirmed, fileAll, rowOf, see, wan } from '../api/filing-desk.js';
import { allPapers, bankTells, recovered, scriptOf } from './life.js';
import { patienceMs } from './lives.js';
import { postedTo, readRecord } from './record.js';
import { openStand, type Stand } from './stand.js';

const lentOn = businessDate('2024-06-03');
const startsOn = businessDate('2024-06-04');
const overdueOn = businessDate('2024-09-03');
const claimOn = addDays(overdueOn, 100);

let stand: Stand;
let book: string;
let framework: string;
let numbers: Map<string, string>;

const reference = (index: number) => `${stand.run}-${index}`;
const numberOf = (index: number) => numbers.get(reference(index)) ?? '';

beforeAll(async () => {
  stand = await openStand();
  book = await stand.bookOf('bao-wei-dai');
  framework = await confirmed(book);
  const rows = Array.from({ length: 50 }, (_, index) => rowOf(reference(index)));
  const filed = await fileAll(framework, rows);
  numbers = new Map(
    filed.rows.map(({ loanReference, guarantee }) => [loanReference ?? '', guarantee ?? '']),
  );
}, patienceMs);
afterAll(() => stand.close());

/** The bank claims all of a loan after its cure period; people and partners oblige. */
const claimAll = (index: number): Promise<void> => claimLoan(reference(index), []);

async function claimLoan(drawdown: string, later: readonly Moment[]): Promise<void> {
  const money = { amountMinor: 20 * wan, currency: 'CNY' };
  const script = scriptOf(
    {
      startsOn,
      moments: [
        bankTells(overdueOn, 'loan.overdue', { drawdown, daysPastDue: 1, ...money }),
        bankTells(claimOn, 'claim.filed', {
          claim: '1',
          principalMinor: 20 * wan,
          currency: 'CNY',
          papers: allPapers,
          recoveryExpected: true,
        }),
        ...later,
      ],
      until: addDays(claimOn, later.length === 0 ? 1 : 40),
    },
    drawdown,
    book,
    drawdown,
  );
  await followCase(stand.world, script, numbers.get(drawdown) ?? '');
}

const moneyOf = async (index: number) => {
  const position = await readPosition(stand.world.database, book, numberOf(index));
  expect(brokenIdentities(position)).toEqual([]);
  const of = (account: 'issued' | 'outstanding' | 'released' | 'paidOut') =>
    totalOf(position, account);
  return [of('issued'), of('outstanding'), of('released'), of('paidOut')].map((sum) => sum / wan);
};

/** Waits until the case stands where it is expected to come by itself. */
const untilRow = (index: number, place: Place): Promise<void> => untilOf(numberOf(index), place);

type Place = (row: { stage: string; ending: string | null }) => boolean;

async function untilOf(number: string, place: Place): Promise<void> {
  await until(
    `${number} has come where it is expected`,
    () =>
      stand.world.database.query<{ stage: string; ending: string | null }>(
        'select stage, ending from aval.guarantee where number = $1',
        [number],
      ),
    ({ rows: [row] }) => row !== undefined && place(row),
  );
}

describe('a batch', () => {
  test(
    'of fifty rows is fifty guarantees in force, each a case like any other',
    async () => {
      expect(new Set(numbers.values()).size).toBe(50);
      expect(await see(framework)).toMatchObject({ acceptedRows: 50, acceptedMinor: 800 * wan });
      await untilRow(0, ({ stage }) => stage === 'servicing');
      const record = await readRecord(stand.world.database, numberOf(0));
      const skipped = record.events.filter(({ name }) => name === 'StageSkipped');
      expect(skipped).toHaveLength(11);
      expect(record.events.map(({ name }) => name)).toContain('FilingAccepted');
      expect(await moneyOf(0)).toEqual([16, 16, 0, 0]);
      const { rows } = await stand.world.database.query<{ valueDate: string }>(
        `select distinct value_date as "valueDate" from aval.ledger_entry where guarantee = $1`,
        [numberOf(0)],
      );
      expect(rows).toEqual([{ valueDate: lentOn }]);
    },
    patienceMs,
  );

  test(
    'pays the premium of the days that are left back to the debtor whose loan is repaid early',
    async () => {
      const loan = reference(9);
      const repaidOn = businessDate('2024-12-03');
      await untilRow(9, ({ stage }) => stage === 'servicing');
      const money = { principalMinor: 20 * wan, currency: 'CNY' };
      const moments = [bankTells(repaidOn, 'loan.repaid', { drawdown: loan, ...money })];
      const script = scriptOf({ startsOn, moments }, loan, book, loan);
      await followCase(stand.world, script, numberOf(9));
      const record = await until(
        'the refund is paid',
        () => readRecord(stand.world.database, numberOf(9)),
        ({ events }) => events.some(({ name }) => name === 'PremiumRefundPaid'),
      );
      expect(record.row.ending).toBe('released');
      // 0.5 % of 160,000 yuan for a year, of which 184 of 365 days are over.
      const premiumMinor = 800 * 100;
      const refundMinor = premiumMinor - Math.round((premiumMinor * 184) / 365);
      expect(postedTo(record, 'premiumRefunded')).toBe(-refundMinor);
      expect(postedTo(record, 'premiumUnearned')).toBe(refundMinor - premiumMinor);
      // The bank owes its statement whole.
      expect(postedTo(record, 'premiumReceivable')).toBe(premiumMinor);
    },
    patienceMs,
  );

  test(
    'is paid until its cap, which warns and stops; the rest stays outstanding until the cap period closes',
    async () => {
      for (const index of [0, 1, 2]) await untilRow(index, ({ stage }) => stage === 'servicing');
      for (const index of [0, 1, 2]) await claimAll(index);
      // The cap is 3 % of 800: 24. The first claim takes 16, the second what is left, the third nothing.
      expect(await moneyOf(0)).toEqual([16, 0, 0, 16]);
      expect(await moneyOf(1)).toEqual([16, 8, 0, 8]);
      expect(await moneyOf(2)).toEqual([16, 16, 0, 0]);
      expect(await see(framework)).toMatchObject({
        payableMinor: 24 * wan,
        keptMinor: 24 * wan,
        use: { capHeadroomMinor: 0, capState: 'stopped' },
      });
      const events = await call<{ items: { name: string }[] }>(
        checker,
        'GET',
        `/frameworks/${framework}/events`,
      );
      expect(events.body.items.map(({ name }) => name)).toEqual([
        'FrameworkProposed',
        'FrameworkConfirmed',
        'CapWarningReached',
        'CapStopReached',
      ]);
      const late = await fileAll(framework, [rowOf(`${stand.run}-late`)]);
      expect(late.rows[0]).toMatchObject({ status: 'refused', reason: 'stopRateReached' });
    },
    patienceMs,
  );

  test(
    'at the end of the cap period releases what the cap kept, borne by the bank',
    async () => {
      const closed = await call(checker, 'POST', `/frameworks/${framework}/closing`);
      expect(closed.body).toEqual({ framework, cases: 2 });
      await untilRow(2, ({ ending }) => ending === 'discharged');
      expect(await moneyOf(2)).toEqual([16, 0, 16, 0]);
      const released = await until(
        'nothing is outstanding',
        () => moneyOf(1),
        ([, outstanding]) => outstanding === 0,
      );
      expect(released).toEqual([16, 0, 8, 8]);
      const again = await call(checker, 'POST', `/frameworks/${framework}/closing`);
      expect(again.status).toBe(200);
      const record = await readRecord(stand.world.database, numberOf(2));
      expect(record.row.endingReason).toBe('capReached');
    },
    patienceMs,
  );

  test(
    'uses its cap exactly when claims are decided at once, and wakes a case that has ended when the cap closes',
    async () => {
      const small = await confirmed(book);
      const references = ['a', 'b', 'c'].map((name) => `${stand.run}-${name}`);
      const filed = await fileAll(
        small,
        references.map((loanReference) => rowOf(loanReference)),
      );
      for (const row of filed.rows) numbers.set(row.loanReference ?? '', row.guarantee ?? '');
      const places = filed.rows.map(({ guarantee }) => guarantee ?? '');
      await Promise.all(
        places.map((number) => untilOf(number, ({ stage }) => stage === 'servicing')),
      );
      await Promise.all(references.map((loan) => claimLoan(loan, [])));
      // The cap is 3 % of 48: 1.44.
      const cap = 1.44 * wan;
      expect(await see(small)).toMatchObject({
        payableMinor: cap,
        keptMinor: 48 * wan - cap,
        use: { capHeadroomMinor: 0 },
      });
      const paid = await stand.world.database.query<{ guarantee: string; payableMinor: number }>(
        `select guarantee, payable_minor as "payableMinor" from aval.framework_claim
         where framework = $1 and payable_minor > 0`,
        [small],
      );
      expect(paid.rows.map(({ payableMinor }) => payableMinor)).toEqual([cap]);
      const [lucky] = filed.rows.filter(({ guarantee }) => guarantee === paid.rows[0]?.guarantee);
      const [number, loan] = [lucky?.guarantee ?? '', lucky?.loanReference ?? ''];
      await claimLoan(loan, [recovered(addDays(claimOn, 30), cap)]);
      await untilOf(number, ({ ending }) => ending === 'recovered');
      await call(checker, 'POST', `/frameworks/${small}/closing`);
      const position = await until(
        'nothing is outstanding',
        () => readPosition(stand.world.database, book, number),
        (standing) => totalOf(standing, 'outstanding') === 0,
      );
      expect(brokenIdentities(position)).toEqual([]);
      expect(totalOf(position, 'released')).toBe(16 * wan - cap);
      await untilOf(number, ({ ending }) => ending === 'recovered');
    },
    patienceMs,
  );
});
