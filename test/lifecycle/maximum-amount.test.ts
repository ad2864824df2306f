import { describe, expect, test } from '@jest/globals';
import { addDays } from '#domain/calendar/business-date';
import { readPosition } from '#store/ledger/read-position';
import { totalOf, type ObligationPosition } from '#domain/ledger/position';
import {
  allPapers,
  bankTells,
  claimedOn,
  decides,
  later,
  overdue,
  recovered,
  day,
  lent,
  month,
  repaid,
  told,
  wan,
} from './life.js';
import { decide, refusalCodeOf } from '../../apps/cli/api/aval-api.js';
import { everyRecordIsSound, lives } from './lives.js';
import { balanceOf, eventOf, namesOf, type CaseRecord } from './record.js';

const maximum = { kindOfGuarantee: 'maximumAmount', capCovers: 'all' } as const;
const revolving = [
  lent(day(10), 20 * wan, '1', false),
  repaid(month(2), 15 * wan),
  lent(month(5), 10 * wan, '2', false),
] as const;

const money = (amountMinor: number) => ({ amountMinor, currency: 'CNY' });
const determined = (on: ReturnType<typeof month>, reason = 'seizure') =>
  bankTells(on, 'claims.determined', { determinedOn: on, reason });

/** Repaid down to 15 of 20, so that 12 of the ceiling of 16 are owed; then interest of 5 accrues and all is claimed. */
const claimedWithInterest = [
  lent(day(10)),
  repaid(month(2), 5 * wan),
  overdue(month(3), 1),
  bankTells(month(4), 'accessory.accrued', {
    drawdown: '1',
    accessory: 'interest',
    ...money(5 * wan),
  }),
  bankTells(claimedOn, 'claim.filed', {
    claim: '1',
    principalMinor: 15 * wan,
    interestMinor: 5 * wan,
    penaltyMinor: 1 * wan,
    currency: 'CNY',
    papers: allPapers,
    recoveryExpected: true,
  }),
] as const;

const all = {
  drawnAgain: { promise: maximum, partners: told, moments: revolving, until: month(6) },
  determined: {
    promise: maximum,
    partners: told,
    moments: [
      ...revolving,
      determined(month(6)),
      lent(month(7), 1 * wan, '3', false),
      repaid(month(8), 5 * wan),
    ],
    decisions: [decides('determinationConfirmation', 'confirm', { reasons: ['collateralSeized'] })],
    until: month(9),
  },
  determinedBeforeARepayment: {
    promise: maximum,
    partners: told,
    moments: [
      ...revolving,
      repaid(month(6), 5 * wan),
      bankTells(month(7), 'debtor.bankrupt', { acceptedOn: addDays(month(6), -5) }),
    ],
    until: month(8),
  },
  kept: {
    promise: maximum,
    partners: told,
    moments: [...revolving, determined(month(6)), lent(month(7), 1 * wan, '3', false)],
    decisions: [decides('determinationConfirmation', 'keep')],
    until: month(8),
  },
  undecided: {
    promise: maximum,
    partners: told,
    moments: [...revolving, determined(month(6)), determined(month(7), 'bankruptcy')],
    decisions: [decides('determinationConfirmation', null)],
    until: month(7),
  },
  capOnAll: {
    promise: maximum,
    partners: told,
    moments: [
      ...claimedWithInterest,
      recovered(later(30), 12 * wan),
      recovered(later(40), 4 * wan),
    ],
  },
  capOnPrincipal: {
    promise: { ...maximum, capCovers: 'principal' },
    partners: told,
    moments: claimedWithInterest,
    until: later(1),
  },
  periodOver: {
    promise: maximum,
    partners: told,
    moments: [lent(day(10), 20 * wan, '1', false), repaid(month(2), 20 * wan)],
  },
  ordinaryDetermined: {
    partners: told,
    moments: [lent(day(1)), bankTells(month(1), 'claims.determined', { determinedOn: month(1) })],
    until: month(2),
  },
} as const;
const names = Object.keys(all) as (keyof typeof all)[];
const played = lives(all);
const { recordOf, paymentsOf, stand } = played;

async function moneyOf({ number }: CaseRecord): Promise<ObligationPosition> {
  const { database } = stand().world;
  const { rows } = await database.query<{ book: string }>(
    'select book from aval.guarantee where number = $1',
    [number],
  );
  return readPosition(database, rows[0]?.book ?? '', number);
}

describe('a maximum-amount guarantee', () => {
  test('gives back what is repaid, to be drawn again within its cap', async () => {
    const record = await recordOf('drawnAgain');
    const money = await moneyOf(record);
    expect(totalOf(money, 'outstanding', { drawdown: '1' })).toBe(4 * wan);
    expect(totalOf(money, 'outstanding', { drawdown: '2' })).toBe(8 * wan);
    expect(totalOf(money, 'undrawn')).toBe(4 * wan);
    expect(totalOf(money, 'released')).toBe(0);
    expect(money.terms).toMatchObject(maximum);
  });

  test('releases what is undrawn once a person confirms that the claims are determined', async () => {
    const record = await recordOf('determined');
    expect(eventOf(record, 'DeterminationTold')).toMatchObject({
      on: month(6),
      resource: 'bank',
      data: { reason: 'seizure' },
    });
    expect(eventOf(record, 'ClaimsDetermined')).toMatchObject({
      on: month(6),
      resource: 'risk-1',
      data: { reason: 'collateralSeized', releasedMinor: 4 * wan, outstandingMinor: 12 * wan },
    });
    expect(record.inbox.filter(({ status }) => status === 'refused')).toMatchObject([
      { kind: 'disbursed' },
    ]);
    const money = await moneyOf(record);
    expect([totalOf(money, 'undrawn'), totalOf(money, 'outstanding')]).toEqual([0, 8 * wan]);
    expect(totalOf(money, 'released')).toBe(8 * wan);
  });

  test('determined on a day before a repayment releases from then on what the repayment gave back', async () => {
    const record = await recordOf('determinedBeforeARepayment');
    expect(eventOf(record, 'ClaimsDetermined')).toMatchObject({
      on: addDays(month(6), -5),
      data: { reason: 'bankruptcy', releasedMinor: 8 * wan, outstandingMinor: 8 * wan },
    });
    const released = record.postings.filter(
      ({ account, creditMinor }) => account === 'released' && creditMinor > 0,
    );
    expect(new Set(released.map(({ on }) => on))).toEqual(new Set([month(6)]));
    const money = await moneyOf(record);
    expect([totalOf(money, 'undrawn'), totalOf(money, 'outstanding')]).toEqual([0, 8 * wan]);
  });

  test('goes on where a person finds no determination, and is drawn again', async () => {
    const record = await recordOf('kept');
    expect(namesOf(record)).not.toContain('ClaimsDetermined');
    const money = await moneyOf(record);
    expect(totalOf(money, 'outstanding', { drawdown: '3' })).toBe(0.8 * wan);
  });

  test('is determined on the day that the person names, never before a drawdown or in the future', async () => {
    const before = await recordOf('undecided');
    expect(before.inbox.at(-1)).toMatchObject({ reason: 'alreadyUnderConfirmation' });
    const task = before.tasks.find(({ kind }) => kind === 'determinationConfirmation');
    const { world } = stand();
    const confirm = (determinedOn: string) =>
      decide(
        world.api,
        task?.id ?? '',
        {
          outcome: 'confirm',
          reasons: ['noNewClaims'],
          determinedOn,
          proof: [{ kind: 'minutesOfTheBank' }],
        },
        world.people.one('risk'),
      );
    for (const day of [addDays(month(5), -1), month(8)]) {
      const refusal: unknown = await confirm(day).catch((error: unknown) => error);
      expect(refusalCodeOf(refusal)).toBe('outcomeNotOffered');
    }
    await confirm(addDays(month(6), 3));
    const record = await recordOf('undecided');
    expect(eventOf(record, 'ClaimsDetermined')).toMatchObject({ on: addDays(month(6), 3) });
    const answered = record.facts.find(({ kind }) => kind === 'determinationAnswered');
    expect(answered?.data).toMatchObject({ proof: [{ kind: 'minutesOfTheBank' }] });
  });

  test('whose cap covers all pays accessories up to the cap, says why, and recovers all it paid', async () => {
    const record = await recordOf('capOnAll');
    expect(eventOf(record, 'ClaimAccepted')?.data).toMatchObject({
      payableMinor: 12 * wan,
      accessories: [
        { accessory: 'interest', claimedMinor: 5 * wan, payableMinor: 4 * wan, limitedBy: 'cap' },
        { accessory: 'penalty', claimedMinor: 1 * wan, payableMinor: 0, limitedBy: 'due' },
      ],
    });
    expect(record.orders.find(({ kind }) => kind === 'claimDecision')?.payload).toMatchObject({
      payableMinor: 16 * wan,
      reason: 'accessoriesAboveCap',
    });
    expect(await paymentsOf(record)).toMatchObject([{ amountMinor: 16 * wan }]);
    expect(balanceOf(record, 'paidOutInterest')).toBe(4 * wan);
    expect(balanceOf(record, 'interestWaived')).toBe(1 * wan);
    expect(record.row).toMatchObject({ ending: 'recovered', endedOn: later(40) });
    expect(balanceOf(record, 'interestRecovered')).toBe(4 * wan);
  });

  test('whose cap covers principal alone pays accessories as far as they are due', async () => {
    const record = await recordOf('capOnPrincipal');
    expect(await paymentsOf(record)).toMatchObject([{ amountMinor: 17 * wan }]);
    expect(balanceOf(record, 'paidOutInterest')).toBe(5 * wan);
    expect(balanceOf(record, 'reimbursementReceivable')).toBe(0);
  });

  test('repaid in full stays in force until its period is over', async () => {
    const record = await recordOf('periodOver');
    expect(eventOf(record, 'ClaimsDetermined')?.data).toMatchObject({
      reason: 'periodOver',
      releasedMinor: 16 * wan,
    });
    expect(record.row.ending).toBe('released');
    expect(namesOf(record)).not.toContain('LetterExpired');
  });

  test('alone has claims that can be determined', async () => {
    const record = await recordOf('ordinaryDetermined');
    expect(record.inbox.at(-1)).toMatchObject({ status: 'refused', reason: 'notMaximumAmount' });
  });
});

everyRecordIsSound(played, names);
