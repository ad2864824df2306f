import { describe, expect, test } from '@jest/globals';
import { addDays, type BusinessDate } from '#domain/calendar/business-date';
import { until } from '../stack/until.js';
import {
  appliedOn,
  bankTells,
  day,
  lent,
  loanMinor,
  month,
  repaid,
  told,
  wan,
  yuan,
} from './life.js';
import { everyRecordIsSound, lives } from './lives.js';
import { daysOf, eventOf, namesOf, postedTo, type CaseRecord } from './record.js';

const twoYears = { loanMinor: 24 * wan, tenorMonths: 24 } as const;

const all = {
  paidYearly: {
    ...twoYears,
    partners: told,
    moments: [lent(day(1), 24 * wan)],
    until: addDays(month(12), 5),
  },
  secondYearUnpaid: {
    ...twoYears,
    partners: { ...told, premium: 'silent' },
    moments: [],
    until: day(1),
  },
  releasedEarly: {
    partners: told,
    moments: [lent(day(1)), repaid(month(3), loanMinor)],
  },
  refundUnknown: {
    partners: { ...told, refund: 'timeoutThenSettled' },
    moments: [lent(day(1)), repaid(month(3), loanMinor)],
  },
  refundRejected: {
    partners: { ...told, refund: 'reject' },
    moments: [lent(day(1)), repaid(month(3), loanMinor)],
  },
  neverLent: { partners: told, moments: [] },
  letterReturned: { partners: told, moments: [bankTells(day(5), 'letter.returned', {})] },
} as const;
const names = Object.keys(all) as (keyof typeof all)[];
const played = lives(all);
const { recordOf, goesOn, paymentsOf } = played;

/** The record once the bank's answer to the refund is in it: it comes after the ending. */
const recordAnswered = (name: keyof typeof all, answer = 'PremiumRefundPaid') =>
  until(
    `the refund of ${name} is answered`,
    () => recordOf(name),
    (record) => namesOf(record).includes(answer),
  );

const demandsOf = ({ events }: CaseRecord) =>
  events.filter(({ name }) => name === 'PremiumDemanded').map(({ on, data }) => ({ on, ...data }));
const amountOf = (record: CaseRecord, name: string): number =>
  Number(eventOf(record, name)?.data['amountMinor']);

describe('a premium by the year', () => {
  test('is demanded again when its second year begins, and paid', async () => {
    const record = await recordOf('paidYearly');
    const [first, second] = demandsOf(record);
    expect(first).toMatchObject({ instalment: 1, on: appliedOn });
    expect(second).toMatchObject({ instalment: 2, on: month(12), coversFrom: month(12) });
    expect(daysOf(record, 'PremiumReceived')).toEqual([appliedOn, month(12)]);
    expect(postedTo(record, 'premiumReceivable')).toBe(0);
    expect(namesOf(record)).not.toContain('PremiumOverdue');
  });

  test('that is not paid is seen to be overdue, and the guarantee stays in force', async () => {
    const waiting = await recordOf('secondYearUnpaid');
    expect(waiting.row).toMatchObject({ stage: 'premium', waitingFor: 'premiumReceipt' });
    const amountMinor = amountOf(waiting, 'PremiumDemanded');
    const pays = (on: BusinessDate, amount: number, id: string) =>
      bankTells(on, 'premium.received', { amountMinor: amount, currency: 'CNY' }, id);
    const record = await goesOn('secondYearUnpaid', {
      moments: [
        pays(day(2), amountMinor, '.1'),
        lent(day(3), 24 * wan),
        pays(addDays(month(12), 60), 1, '.2'),
      ],
      until: addDays(month(12), 61),
    });
    const second = demandsOf(record)[1];
    const overdue = eventOf(record, 'PremiumOverdue');
    expect(second).toMatchObject({ instalment: 2 });
    expect(overdue?.data).toMatchObject({ instalment: 2 });
    expect(String(overdue?.on) > String(second?.on)).toBe(true);
    expect(record.row.stage).toBe('servicing');
    const secondMinor = Number((second as { amountMinor?: number } | undefined)?.amountMinor);
    expect(postedTo(record, 'premiumReceivable')).toBe(secondMinor - 1);
  });
});

describe('a premium goes back', () => {
  test('by the days that are left when the guarantee is released early', async () => {
    const record = await recordAnswered('releasedEarly');
    const premium = amountOf(record, 'PremiumReceived');
    const refund = amountOf(record, 'PremiumRefunded');
    // 92 or 93 of 365 days are over.
    expect(refund / premium).toBeGreaterThan(0.73);
    expect(refund / premium).toBeLessThan(0.76);
    expect(postedTo(record, 'premiumRefunded')).toBe(-refund);
    expect(postedTo(record, 'premiumUnearned')).toBe(refund - premium);
    expect(record.row).toMatchObject({ ending: 'released', endedOn: month(3) });
  });

  test.each(['releasedEarly', 'refundUnknown'] as const)(
    'by one payment of the bank, which is confirmed: %s',
    async (name) => {
      const record = await recordAnswered(name);
      const amountMinor = amountOf(record, 'PremiumRefunded');
      const [order] = record.orders.filter(({ kind }) => kind === 'premiumRefund');
      expect(order).toMatchObject({ partner: 'bank', payload: { amountMinor, currency: 'CNY' } });
      expect(await paymentsOf(record)).toMatchObject([{ amountMinor }]);
      expect(
        record.events.filter(({ name: event }) => event === 'PremiumRefundPaid'),
      ).toMatchObject([{ resource: 'bank', stage: 'released', data: { amountMinor } }]);
      expect(postedTo(record, 'premiumRefundPayable')).toBe(0);
    },
  );

  test('and stays owed where the bank cannot pay it, which people are told', async () => {
    const record = await recordAnswered('refundRejected', 'PremiumRefundRejected');
    expect(postedTo(record, 'premiumRefundPayable')).toBe(-amountOf(record, 'PremiumRefunded'));
    expect(postedTo(record, 'premiumRefunded')).toBe(0);
    expect(await paymentsOf(record)).toEqual([]);
    expect(record.events.at(-1)).toMatchObject({
      name: 'TaskOpened',
      activity: 'rejectedPayment',
      role: 'finance',
    });
    expect(record.row.ending).toBe('released');
  });

  test.each(['neverLent', 'letterReturned'] as const)(
    'wholly where the letter is never used: %s',
    async (name) => {
      const record = await recordAnswered(name);
      expect(record.row.ending).toBe(name === 'neverLent' ? 'lapsed' : 'withdrawn');
      expect(amountOf(record, 'PremiumRefunded')).toBe(amountOf(record, 'PremiumReceived'));
      expect(postedTo(record, 'premiumUnearned')).toBe(0);
    },
  );
});

describe('a premium for re-guarantee', () => {
  test('is owed with the letter by the programme’s rates, and partly back after an early release', async () => {
    const record = await recordAnswered('releasedEarly');
    const [ceded, returned] = ['PremiumCeded', 'CededPremiumReturned'].map(
      (name) => eventOf(record, name)?.data['parts'] as { party: string; amountMinor: number }[],
    );
    // A quarter of 160,000 yuan each: 0.10 % and 0.15 % of it for a year.
    expect(ceded).toEqual([
      { party: 'nationalFund', amountMinor: 40 * yuan },
      { party: 'reGuarantor', amountMinor: 60 * yuan },
    ]);
    const back = (returned ?? []).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    expect(back / (100 * yuan)).toBeGreaterThan(0.73);
    expect(back / (100 * yuan)).toBeLessThan(0.76);
    expect(postedTo(record, 'cededPremiumPayable')).toBe(back - 100 * yuan);
    expect(postedTo(record, 'premiumCeded')).toBe(100 * yuan - back);
  });

  test('is not owed for a letter that is never used', async () => {
    const record = await recordAnswered('letterReturned');
    expect(namesOf(record)).toContain('PremiumCeded');
    expect(postedTo(record, 'cededPremiumPayable')).toBe(0);
  });
});

everyRecordIsSound(played, names);
