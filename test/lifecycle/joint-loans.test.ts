import { describe, expect, test } from '@jest/globals';
import type { AccountName } from '#domain/ledger/accounts';
import { totalOf, type ObligationPosition } from '#domain/ledger/position';
import { readPosition } from '#store/ledger/read-position';
import { call } from '../api/client.js';
import {
  bankTells,
  claimedOn,
  claims,
  day,
  decides,
  later,
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
import { daysOf, eventOf, namesOf, type CaseRecord } from './record.js';

const agent = 'synthetic-bank';
const second = 'second-bank';
const joint = {
  beneficiaries: [
    { beneficiary: agent, shareBps: 6_000 },
    { beneficiary: second, shareBps: 4_000 },
  ],
};
const repaidTo = (beneficiary: string, principalMinor: number, on = month(2)) =>
  bankTells(
    on,
    'loan.repaid',
    { drawdown: '1', principalMinor, currency: 'CNY', beneficiary },
    `.${beneficiary}`,
  );
const arrears = [lent(day(10)), overdue(month(3), 1)] as const;

const all = {
  paid: {
    promise: joint,
    partners: told,
    moments: [
      lent(day(10)),
      repaid(month(2), 5 * wan),
      overdue(month(3), 1),
      claims(claimedOn, loanMinor - 5 * wan),
      recovered(later(30), 6 * wan),
    ],
    until: later(31),
  },
  secondRejects: {
    promise: joint,
    partners: { ...told, closedAccounts: [second] },
    moments: [...arrears, claims(claimedOn)],
    decisions: [decides('payoutRequest', null, { occurrence: 2 })],
    until: claimedOn,
  },
  bothReject: {
    promise: joint,
    partners: { ...told, closedAccounts: [agent, second] },
    moments: [...arrears, claims(claimedOn)],
    decisions: [decides('payoutRequest', 'setAside', { occurrence: 2 })],
    until: later(1),
  },
  repaidToOne: {
    promise: joint,
    partners: told,
    moments: [
      lent(day(10)),
      repaidTo(second, 3 * wan),
      repaidTo('third-bank', 1 * wan),
      repaidTo(agent, 12 * wan + 1, month(3)),
    ],
    until: month(4),
  },
  repaidToEach: {
    promise: joint,
    partners: told,
    moments: [lent(day(10)), repaidTo(second, 8 * wan), repaidTo(agent, 12 * wan, month(3))],
  },
  claimedByOne: {
    promise: joint,
    partners: told,
    moments: [
      ...arrears,
      bankTells(claimedOn, 'claim.filed', {
        claim: '1',
        principalMinor: 8 * wan,
        currency: 'CNY',
        papers: [],
        recoveryExpected: true,
        beneficiary: second,
      }),
    ],
    until: later(1),
  },
} as const;
const names = Object.keys(all) as (keyof typeof all)[];
const played = lives(all);
const { recordOf, paymentsOf, goesOn, stand } = played;

async function moneyOf({ number }: CaseRecord): Promise<ObligationPosition> {
  const { database } = stand().world;
  const { rows } = await database.query<{ book: string }>(
    'select book from aval.guarantee where number = $1',
    [number],
  );
  return readPosition(database, rows[0]?.book ?? '', number);
}

/** What stands on the accounts for one bank, in units of ten thousand yuan. */
const wansOf = (money: ObligationPosition, beneficiary: string, ...accounts: AccountName[]) =>
  accounts.map((account) => totalOf(money, account, { beneficiary }) / wan);

const ordersOf = ({ orders }: CaseRecord) => orders.filter(({ kind }) => kind === 'payment');
const part = (beneficiary: string, wans: number) => ({ beneficiary, amountMinor: wans * wan });

describe('a payout of a joint loan', () => {
  test('is owed to each of its banks by its share, through repayment and recovery', async () => {
    const record = await recordOf('paid');
    expect(daysOf(record, 'PayoutMade')).toEqual([claimedOn]);
    const money = await moneyOf(record);
    const accounts = ['issued', 'released', 'paidOut', 'recovered', 'payoutReceivable'] as const;
    expect(wansOf(money, agent, ...accounts)).toEqual([9.6, 2.4, 7.2, 3.6, 3.6]);
    expect(wansOf(money, second, ...accounts)).toEqual([6.4, 1.6, 4.8, 2.4, 2.4]);
  });

  test('is one payment for each bank, each executed once, and goes on when all are confirmed', async () => {
    const record = await recordOf('paid');
    const parts = [part(agent, 7.2), part(second, 4.8)];
    expect(ordersOf(record).map(({ payload }) => payload)).toMatchObject(parts);
    expect(record.events.filter(({ name }) => name === 'BankPaid')).toMatchObject(
      parts.map((data) => ({ data })),
    );
    expect(eventOf(record, 'PayoutMade')?.data).toMatchObject({
      amountMinor: 12 * wan,
      beneficiaries: parts,
    });
    expect(await paymentsOf(record)).toMatchObject(
      parts.map(({ amountMinor }) => ({ amountMinor })),
    );
  });

  test('that one bank rejects is ordered again for that bank alone', async () => {
    const before = await recordOf('secondRejects');
    expect(before.row).toMatchObject({ stage: 'payout', waitingFor: 'payoutRequest' });
    expect(wansOf(await moneyOf(before), agent, 'outstanding', 'paidOut')).toEqual([0, 9.6]);
    expect(wansOf(await moneyOf(before), second, 'outstanding', 'paidOut')).toEqual([6.4, 0]);
    expect(namesOf(before)).not.toContain('PayoutMade');

    const record = await goesOn('secondRejects', {
      partners: { ...told, closedAccounts: [] },
      decisions: [],
      until: later(1),
    });
    expect(ordersOf(record).map(({ payload }) => payload)).toMatchObject([
      part(agent, 9.6),
      part(second, 6.4),
      part(second, 6.4),
    ]);
    expect(await paymentsOf(record)).toMatchObject([
      { amountMinor: 9.6 * wan },
      { amountMinor: 6.4 * wan },
    ]);
    expect(daysOf(record, 'PayoutMade')).toHaveLength(1);
    expect(record.row.stage).toBe('recovery');
    expect(wansOf(await moneyOf(record), second, 'outstanding', 'paidOut')).toEqual([0, 6.4]);
  });

  test('that every bank rejects waits for one request, and can be set aside', async () => {
    const record = await recordOf('bothReject');
    const requests = record.tasks.filter(({ kind }) => kind === 'payoutRequest');
    expect(requests.filter(({ status }) => status === 'decided')).toMatchObject([
      { outcome: 'request' },
      { outcome: 'setAside' },
    ]);
    expect(requests.filter(({ status }) => status === 'open')).toEqual([]);
    expect(record.row).toMatchObject({ stage: 'servicing', waitingFor: 'repayment' });
    expect(await paymentsOf(record)).toEqual([]);
  });
});

describe('of a joint loan', () => {
  test('the list shows every bank with its share, and the kind of guarantee', async () => {
    const { number } = await recordOf('paid');
    const { body } = await call<{ items: object[] }>(
      'officer-1',
      'GET',
      `/guarantees?text=${number}&kindOfGuarantee=ordinary`,
    );
    expect(body.items).toMatchObject([
      { number, bank: agent, kindOfGuarantee: 'ordinary', capCovers: null, ...joint },
    ]);
    const other = `/guarantees?text=${number}&kindOfGuarantee=maximumAmount`;
    expect((await call<object>('officer-1', 'GET', other)).body).toMatchObject({ items: [] });
  });

  test('a repayment that one bank reports moves its part alone', async () => {
    const record = await recordOf('repaidToOne');
    const money = await moneyOf(record);
    expect(wansOf(money, agent, 'outstanding', 'released')).toEqual([9.6, 0]);
    expect(wansOf(money, second, 'outstanding', 'released')).toEqual([4, 2.4]);
    expect(eventOf(record, 'RepaymentReceived')?.data).toMatchObject({
      beneficiary: second,
      releasedMinor: 2.4 * wan,
      outstandingMinor: 13.6 * wan,
    });
  });

  test('a repayment to a stranger, or of more than a bank is owed, is refused', async () => {
    const record = await recordOf('repaidToOne');
    const refused = record.inbox.filter(({ status }) => status === 'refused');
    expect(refused.map(({ reason }) => reason)).toEqual(['unknownBeneficiary', 'aboveOwed']);
  });

  test('each bank’s last repayment releases its part, and the last of all the guarantee', async () => {
    const record = await recordOf('repaidToEach');
    expect(record.row).toMatchObject({ ending: 'released', endedOn: month(3) });
  });

  test('a claim by one bank alone is refused: the banks claim together', async () => {
    const record = await recordOf('claimedByOne');
    expect(record.inbox.at(-1)).toMatchObject({ status: 'refused', reason: 'banksClaimTogether' });
    expect(record.orders.at(-1)).toMatchObject({
      kind: 'claimDecision',
      payload: { decision: 'rejected', reason: 'banksClaimTogether' },
    });
    expect(record.row.stage).toBe('servicing');
  });
});

everyRecordIsSound(played, names);
