import { describe, expect, test } from '@jest/globals';
import { untilAtRest } from '../../apps/cli/world/rest.js';
import { release } from '../../apps/cli/world/sandbox-door.js';
import { bankTells, day, lent, loanMinor, month, repaid, told } from './life.js';
import { everyRecordIsSound, lives } from './lives.js';
import { daysOf, namesOf } from './record.js';

const extension = bankTells(day(2), 'extension.requested', { newMaturity: month(20) });
const committed = (on: ReturnType<typeof day>) =>
  bankTells(on, 'commitment.decided', { decision: 'committed' });

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
