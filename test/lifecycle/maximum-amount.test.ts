import { describe, expect, test } from '@jest/globals';
import { readPosition } from '#store/ledger/read-position';
import { totalOf, type ObligationPosition } from '#domain/ledger/position';
import { bankTells, day, lent, month, repaid, told, wan } from './life.js';
import { everyRecordIsSound, lives } from './lives.js';
import { eventOf, namesOf, type CaseRecord } from './record.js';

const maximum = { kindOfGuarantee: 'maximumAmount', capCovers: 'all' } as const;
const revolving = [
  lent(day(10), 20 * wan, '1', false),
  repaid(month(2), 15 * wan),
  lent(month(5), 10 * wan, '2', false),
] as const;

const all = {
  drawnAgain: { promise: maximum, partners: told, moments: revolving, until: month(6) },
  determined: {
    promise: maximum,
    partners: told,
    moments: [
      ...revolving,
      bankTells(month(6), 'claims.determined', { determinedOn: month(6), reason: 'seizure' }),
      lent(month(7), 1 * wan, '3', false),
      repaid(month(8), 5 * wan),
    ],
    until: month(9),
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
const { recordOf, stand } = played;

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

  test('releases what is undrawn once the bank tells that the claims are determined', async () => {
    const record = await recordOf('determined');
    expect(eventOf(record, 'ClaimsDetermined')).toMatchObject({
      on: month(6),
      data: { reason: 'seizure', releasedMinor: 4 * wan, outstandingMinor: 12 * wan },
    });
    expect(record.inbox.filter(({ status }) => status === 'refused')).toMatchObject([
      { kind: 'disbursed' },
    ]);
    const money = await moneyOf(record);
    expect([totalOf(money, 'undrawn'), totalOf(money, 'outstanding')]).toEqual([0, 8 * wan]);
    expect(totalOf(money, 'released')).toBe(8 * wan);
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
