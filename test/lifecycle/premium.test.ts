import { describe, expect, test } from '@jest/globals';
import { addDays, type BusinessDate } from '#domain/calendar/business-date';
import { appliedOn, bankTells, day, lent, loanMinor, month, repaid, told, wan } from './life.js';
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
  neverLent: { partners: told, moments: [] },
  letterReturned: { partners: told, moments: [bankTells(day(5), 'letter.returned', {})] },
} as const;
const names = Object.keys(all) as (keyof typeof all)[];
const played = lives(all);
const { recordOf, goesOn } = played;

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
    const record = await recordOf('releasedEarly');
    const premium = amountOf(record, 'PremiumReceived');
    const refund = amountOf(record, 'PremiumRefunded');
    // 92 or 93 of 365 days are over.
    expect(refund / premium).toBeGreaterThan(0.73);
    expect(refund / premium).toBeLessThan(0.76);
    expect(postedTo(record, 'premiumRefunded')).toBe(-refund);
    expect(postedTo(record, 'premiumUnearned')).toBe(refund - premium);
    expect(record.row.ending).toBe('released');
  });

  test.each(['neverLent', 'letterReturned'] as const)(
    'wholly where the letter is never used: %s',
    async (name) => {
      const record = await recordOf(name);
      expect(record.row.ending).toBe(name === 'neverLent' ? 'lapsed' : 'withdrawn');
      expect(amountOf(record, 'PremiumRefunded')).toBe(amountOf(record, 'PremiumReceived'));
      expect(postedTo(record, 'premiumUnearned')).toBe(0);
    },
  );
});

everyRecordIsSound(played, names);
