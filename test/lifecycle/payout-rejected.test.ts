import { describe, expect, test } from '@jest/globals';
import { decide, refusalCodeOf } from '../../apps/cli/api/aval-api.js';
import { day, decides, defaulted, dollarsClaimed, dollarsLent, later, told, wan } from './life.js';
import { everyRecordIsSound, lives } from './lives.js';
import { balanceOf, eventOf, namesOf, wayOf } from './record.js';

const all = {
  paymentRejected: {
    partners: { ...told, payment: 'reject' },
    moments: [...defaulted],
    decisions: [decides('payoutRequest', 'setAside', { occurrence: 3 })],
    until: later(1),
  },
  setAsideTooEarly: {
    partners: told,
    moments: [...defaulted],
    decisions: [decides('payoutRequest', null)],
    until: later(1),
  },
  paymentRejectedWithoutSteps: {
    product: 'sba-7a',
    partners: { ...told, payment: 'reject' },
    moments: [dollarsLent, dollarsClaimed],
    decisions: [decides('payoutRequest', null)],
    until: day(301),
  },
} as const;
const names = Object.keys(all) as (keyof typeof all)[];
const played = lives(all);
const { recordOf, payoutsOf, stand } = played;

describe('a payout that the bank rejects', () => {
  test('is asked for again each time, until a person sets it aside with a reason', async () => {
    const record = await recordOf('paymentRejected');
    expect(namesOf(record).filter((name) => name === 'PayoutRejected')).toHaveLength(2);
    expect(record.tasks.filter(({ kind }) => kind === 'payoutRequest')).toMatchObject([
      { outcome: 'request' },
      { outcome: 'request' },
      { outcome: 'setAside' },
    ]);
    expect(eventOf(record, 'PayoutSetAside')).toMatchObject({
      role: 'claims',
      data: { claim: '1', reasons: ['forTheTest'] },
    });
    expect(await payoutsOf(record)).toEqual([]);
  });

  test('and is set aside leaves the guarantee in force as before, and the bank is told', async () => {
    const record = await recordOf('paymentRejected');
    expect(wayOf(record).slice(-3)).toEqual(['claim', 'payout', 'servicing']);
    expect(record.row).toMatchObject({ waitingFor: 'repayment', ending: null });
    expect(record.row.nextDueAt).not.toBeNull();
    expect(balanceOf(record, 'outstanding')).toBe(16 * wan);
    expect(record.orders.at(-1)).toMatchObject({
      kind: 'claimDecision',
      payload: { decision: 'rejected', reason: 'forTheTest' },
    });
  });

  test('is not ordered again unseen, even where the product asks for no request', async () => {
    const record = await recordOf('paymentRejectedWithoutSteps');
    expect(record.orders.filter(({ kind }) => kind === 'payment')).toHaveLength(1);
    expect(record.row).toMatchObject({ stage: 'payout', waitingFor: 'payoutRequest' });
  });

  test('is the only one that can be set aside', async () => {
    const record = await recordOf('setAsideTooEarly');
    const task = record.tasks.find(({ kind }) => kind === 'payoutRequest');
    const { world } = stand();
    const decided = decide(
      world.api,
      task?.id ?? '',
      { outcome: 'setAside', reasons: ['accountClosed'] },
      world.people.one('claims'),
    );
    const refusal: unknown = await decided.catch((error: unknown) => error);
    expect(refusalCodeOf(refusal)).toBe('outcomeNotOffered');
  });
});

everyRecordIsSound(played, names);
