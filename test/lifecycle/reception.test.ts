import { describe, expect, test } from '@jest/globals';
import { untilAtRest } from '../../apps/cli/world/rest.js';
import { release } from '../../apps/cli/world/sandbox-door.js';
import { addDays } from '#domain/calendar/business-date';
import { appliedOn, bankTells, day, lent, loanMinor, month, repaid, told, yuan } from './life.js';
import { everyRecordIsSound, lives } from './lives.js';
import { daysOf, namesOf } from './record.js';

const extension = bankTells(day(2), 'extension.requested', { newMaturity: month(20) });
const committed = (on: ReturnType<typeof day>) =>
  bankTells(on, 'commitment.decided', { decision: 'committed' });

const repaidIn = (currency: string) =>
  bankTells(day(1), 'loan.repaid', { drawdown: '1', principalMinor: 100 * yuan, currency });

const all = {
  toldEarly: {
    partners: { commitment: 'silent', ...told },
    moments: [extension, committed(day(7)), lent(day(10))],
    until: day(11),
  },
  toldLate: {
    partners: told,
    moments: [lent(day(1)), committed(day(5)), repaid(month(2), loanMinor)],
  },
  toldTwice: {
    partners: told,
    moments: [lent(day(1)), lent(day(1)), repaid(month(2), loanMinor), repaid(month(2), loanMinor)],
  },
  drawnTwice: {
    partners: told,
    moments: [lent(day(1), loanMinor / 2, '1', false), lent(day(3), loanMinor / 2, '1', false)],
    until: day(4),
  },
  inForce: { partners: told, moments: [lent(day(1))], until: day(2) },
  outOfOrder: {
    partners: { ...told, delivery: { copies: 3, shuffle: true } },
    moments: [lent(day(1)), repaid(month(2), loanMinor)],
  },
} as const;
const names = Object.keys(all) as (keyof typeof all)[];
const played = lives(all);
const { recordOf, numberOf, stand } = played;

describe('a partner’s fact', () => {
  test('that comes before its stage is held, and taken when the stage comes', async () => {
    const record = await recordOf('toldEarly');
    expect(daysOf(record, 'ExtensionRequested')).toEqual([day(2)]);
    const order = namesOf(record);
    expect(order.indexOf('ExtensionRequested')).toBeGreaterThan(order.indexOf('LoanDisbursed'));
    expect(record.inbox.every(({ status }) => status === 'taken')).toBe(true);
    expect(record.row.maturityOn).toBe(month(20));
  });

  test('that comes after its stage, or after the ending, is refused, on the record', async () => {
    const { sandbox, database } = stand().world;
    const number = numberOf('toldLate');
    await release(sandbox, number, `${number}.late`, lent(month(3)));
    await untilAtRest(database, number);
    const record = await recordOf('toldLate');
    const refused = record.inbox.filter(({ status }) => status === 'refused');
    expect(refused.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['bankCommitted', 'tooLate'],
      ['disbursed', 'caseHasEnded'],
    ]);
    expect(record.row).toMatchObject({ ending: 'released', endedOn: month(2) });
  });

  test('told twice is taken once', async () => {
    const record = await recordOf('toldTwice');
    expect(daysOf(record, 'LoanDisbursed')).toEqual([day(1)]);
    expect(daysOf(record, 'RepaymentReceived')).toEqual([month(2)]);
    expect(record.inbox.filter(({ kind }) => kind === 'disbursed')).toHaveLength(1);
  });

  test('of a drawdown that is known already is refused', async () => {
    const record = await recordOf('drawnTwice');
    expect(record.inbox.at(-1)).toMatchObject({ status: 'refused', reason: 'drawdownKnown' });
    expect(daysOf(record, 'LoanDisbursed')).toEqual([day(1)]);
  });

  test.each([
    ['in another currency', 'currencyDiffers', repaidIn('USD')],
    ['dated in the future', 'datedInFuture', repaid(month(5), 100 * yuan)],
    [
      'dated before the application',
      'datedBeforeApplication',
      repaid(addDays(appliedOn, -1), 100 * yuan),
    ],
    ['valued before the loan was lent', 'valuedTooEarly', repaid(appliedOn, 100 * yuan)],
    ['of an unknown drawdown', 'unknownDrawdown', repaid(day(1), 100 * yuan, '7')],
  ])('%s is refused, and books nothing', async (_, reason, told) => {
    const { sandbox, database } = stand().world;
    const number = numberOf('inForce');
    const before = await recordOf('inForce');
    await release(sandbox, number, `${number}.${reason}`, told);
    await untilAtRest(database, number);
    const after = await recordOf('inForce');
    expect(after.inbox.at(-1)).toMatchObject({ kind: 'repaid', status: 'refused', reason });
    expect(after.postings).toEqual(before.postings);
    expect(after.facts).toEqual(before.facts);
    expect(after.events.slice(before.events.length)).toMatchObject([
      { name: 'FactRefused', data: { reason } },
    ]);
  });

  test('delivered three times and out of order leaves the same record as one delivered well', async () => {
    const record = await recordOf('outOfOrder');
    expect(record.row).toMatchObject({ ending: 'released', endedOn: month(2) });
    const signatures = record.events.filter(({ name }) => name === 'ContractsSigned');
    expect(signatures).toHaveLength(1);
    const numbers = record.inbox.map(({ no }) => no);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });
});

everyRecordIsSound(played, names);
