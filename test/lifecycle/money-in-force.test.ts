import { describe, expect, test } from '@jest/globals';
import { addDays, type BusinessDate } from '#domain/calendar/business-date';
import {
  bankTells,
  claimedOn,
  claims,
  day,
  decides,
  defaulted,
  lent,
  loanMinor,
  month,
  overdue,
  recovered,
  repaid,
  told,
  wan,
} from './life.js';
import { everyRecordIsSound, lives } from './lives.js';
import { balanceOf, daysOf, eventOf, namesOf, wayOf, type CaseRecord } from './record.js';

const later = (days: number) => addDays(claimedOn, days);
const money = (amountMinor: number) => ({ amountMinor, currency: 'CNY' });
const interest = (on: BusinessDate, amountMinor: number) =>
  bankTells(on, 'accessory.accrued', {
    drawdown: '1',
    accessory: 'interest',
    ...money(amountMinor),
  });
const bankrupt = (on: BusinessDate, acceptedOn: BusinessDate) =>
  bankTells(on, 'debtor.bankrupt', { acceptedOn, filingDeadline: addDays(acceptedOn, 60) });
const settlement = bankTells(later(5), 'settlement.agreed', {
  settlement: 'S1',
  currency: 'CNY',
  instalments: [
    { dueOn: later(35), amountMinor: 6 * wan },
    { dueOn: later(65), amountMinor: 6 * wan },
    { dueOn: later(95), amountMinor: 4 * wan },
  ],
});

const all = {
  accelerated: {
    partners: told,
    moments: [
      lent(day(1)),
      overdue(month(2), 1),
      bankTells(addDays(month(2), 10), 'loan.accelerated', {
        acceleratedTo: addDays(month(2), 20),
        reason: 'misuse of the loan',
      }),
      claims(addDays(month(2), 21)),
    ],
    until: addDays(month(2), 22),
  },
  acceleratedToALaterDay: {
    partners: told,
    moments: [lent(day(1)), bankTells(month(2), 'loan.accelerated', { acceleratedTo: month(24) })],
    until: addDays(month(2), 1),
  },
  refinanced: {
    partners: told,
    moments: [lent(day(1)), bankTells(month(6), 'loan.refinanced', { newLoan: 'L2' })],
  },
  refinancedButKept: {
    partners: told,
    moments: [lent(day(1)), bankTells(month(6), 'loan.refinanced', { newLoan: 'L2' })],
    decisions: [decides('dischargeConfirmation', 'keep')],
    until: addDays(month(6), 1),
  },
  bankruptAndFiled: {
    partners: told,
    moments: [
      lent(day(1)),
      interest(month(2), 1_000_00),
      interest(month(3), 2_000_00),
      bankrupt(addDays(month(3), 5), addDays(month(3), -10)),
      interest(addDays(month(3), 6), 3_000_00),
    ],
    until: addDays(month(3), 7),
  },
  bankruptAndMissed: {
    partners: told,
    moments: [lent(day(1)), bankrupt(month(3), month(3))],
    decisions: [decides('bankruptcyFiling', null)],
    until: addDays(month(3), 62),
  },
  depositReturned: {
    partners: told,
    moments: [
      lent(day(1)),
      bankTells(day(2), 'deposit.received', money(2 * wan)),
      repaid(month(3), loanMinor),
    ],
  },
  depositTaken: {
    partners: told,
    moments: [
      ...defaulted,
      bankTells(later(1), 'deposit.received', money(2 * wan)),
      recovered(later(2), 3 * wan, 'deposit'),
      recovered(later(3), 2 * wan, 'deposit'),
      recovered(later(4), 14 * wan, 'counterGuarantor'),
    ],
  },
  settlementKept: {
    partners: told,
    moments: [
      ...defaulted,
      settlement,
      recovered(later(30), 6 * wan),
      recovered(later(60), 6 * wan),
      recovered(later(90), 4 * wan),
    ],
  },
  settlementBroken: {
    partners: told,
    moments: [
      ...defaulted,
      settlement,
      recovered(later(30), 6 * wan),
      recovered(later(60), 1 * wan),
    ],
    until: later(120),
  },
} as const;
const names = Object.keys(all) as (keyof typeof all)[];
const played = lives(all);
const { recordOf } = played;

const termsOf = ({ facts }: CaseRecord) =>
  facts.filter(({ kind }) => kind === 'maturitySet').map(({ data }) => data);

describe('a loan called due early', () => {
  test('may be claimed from that day, within the cure period, and our period stays as it was', async () => {
    const record = await recordOf('accelerated');
    const [first, second] = termsOf(record);
    expect(record.row.maturityOn).toBe(addDays(month(2), 20));
    expect(second).toMatchObject({
      maturity: addDays(month(2), 20),
      consentedMaturity: first?.['consentedMaturity'],
      guaranteePeriodEnd: first?.['guaranteePeriodEnd'],
    });
    expect(daysOf(record, 'LoanAccelerated')).toEqual([addDays(month(2), 10)]);
    expect(daysOf(record, 'ClaimFiled')).toEqual([addDays(month(2), 21)]);
  });

  test('to a day after its maturity is refused', async () => {
    const record = await recordOf('acceleratedToALaterDay');
    expect(record.inbox.at(-1)).toMatchObject({ status: 'refused', reason: 'notEarlier' });
  });
});

describe('a refinanced loan', () => {
  test('discharges us once a person confirms it', async () => {
    const record = await recordOf('refinanced');
    expect(record.row).toMatchObject({ ending: 'discharged', endingReason: 'refinanced' });
    expect(balanceOf(record, 'outstanding')).toBe(0);
    expect(daysOf(record, 'LoanRefinanced')).toEqual([month(6)]);
  });

  test('leaves us liable where a person keeps the guarantee', async () => {
    const record = await recordOf('refinancedButKept');
    expect(record.row.stage).toBe('servicing');
    expect(balanceOf(record, 'outstanding')).toBe(16 * wan);
  });
});

describe('the debtor\u2019s bankruptcy', () => {
  test('stops interest on the day of acceptance, and undoes what was booked for later days', async () => {
    const record = await recordOf('bankruptAndFiled');
    expect(balanceOf(record, 'interestDue')).toBe(1_000_00);
    expect(eventOf(record, 'BankruptcyAccepted')?.data).toMatchObject({ accrualsUndone: 1 });
    expect(record.inbox.at(-1)).toMatchObject({ status: 'refused', reason: 'accrualStopped' });
    expect(record.row.classification).toBe('doubtful');
  });

  test('opens the filing of the claim, due on the court\u2019s day', async () => {
    const record = await recordOf('bankruptAndFiled');
    const filing = record.tasks.find(({ kind }) => kind === 'bankruptcyFiling');
    expect(filing).toMatchObject({ status: 'decided', outcome: 'filed' });
    expect(eventOf(record, 'BankruptcyClaimFiled')?.data).toMatchObject({ by: 'us' });
  });

  test('is seen to be missed where nobody has filed by then', async () => {
    const record = await recordOf('bankruptAndMissed');
    expect(daysOf(record, 'BankruptcyFilingMissed')).toEqual([addDays(month(3), 61)]);
    expect(namesOf(record)).not.toContain('BankruptcyClaimFiled');
  });
});

describe('a deposit', () => {
  test('goes back when the guarantee is released', async () => {
    const record = await recordOf('depositReturned');
    expect(daysOf(record, 'DepositReturned')).toEqual([month(3)]);
    expect(balanceOf(record, 'depositsHeld')).toBe(0);
  });

  test('pays what we paid out, never more than there is of it', async () => {
    const record = await recordOf('depositTaken');
    const reasons = record.inbox.map(({ reason }) => reason);
    expect(reasons).toContain('aboveDeposits');
    expect(balanceOf(record, 'depositsHeld')).toBe(0);
    expect(record.row).toMatchObject({ ending: 'recovered', endedOn: later(4) });
  });
});

describe('a settlement by instalments', () => {
  test('that is kept recovers all of it', async () => {
    const record = await recordOf('settlementKept');
    expect(record.row).toMatchObject({ ending: 'recovered', endedOn: later(90) });
    expect(namesOf(record)).not.toContain('SettlementDefaulted');
  });

  test('is in default on the day after an instalment that did not come in full', async () => {
    const record = await recordOf('settlementBroken');
    expect(eventOf(record, 'SettlementDefaulted')).toMatchObject({
      on: addDays(later(65), 1),
      data: { settlement: 'S1', missingMinor: 5 * wan },
    });
    expect(wayOf(record).at(-1)).toBe('recovery');
  });
});

everyRecordIsSound(played, names);
