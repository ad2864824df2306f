import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { businessDate } from '../../libs/domain/calendar/business-date.js';
import { lifeOf } from '../../apps/cli/replay/loan-life.js';
import { liabilityAsOf, totalsOf } from '../../apps/cli/replay/totals.js';
import { reasonsToSetAside } from '../../apps/cli/replay/set-aside.js';
import { chargedOff, paidInFull, row } from './sba-rows.js';

describe('the life of a row', () => {
  test('a loan paid in full is released at the end of its term, clipped to the end of the month', () => {
    expect(lifeOf(row(paidInFull, { term: '13' })).end).toEqual({
      kind: 'released',
      on: '2002-02-28',
    });
  });

  test('a loss is claimed whole and paid out in the guaranteed part, half a cent going up', () => {
    const third = { gr_appv: '30000', sba_appv: '10001', disbursement_gross: '30000' };
    expect(lifeOf(row(chargedOff, { ...third, chg_off_prin_gr: '15000' })).end).toMatchObject({
      claimedMinor: 1_500_000,
      payoutMinor: 500_050,
    });
    const half = { gr_appv: '8', sba_appv: '5', disbursement_gross: '8', chg_off_prin_gr: '1' };
    expect(lifeOf(row(chargedOff, half)).end).toMatchObject({ payoutMinor: 63 });
  });

  test('draws above the loan raise the liability no further than the guaranteed part', () => {
    const revolving = lifeOf(row(paidInFull, { disbursement_gross: '250000' }));
    expect(revolving.disbursedMinor).toBe(25_000_000);
    expect(revolving.outstandingMinor).toBe(7_500_000);
  });

  test('a payout is never above what is outstanding', () => {
    const line = { disbursement_gross: '300000', chg_off_prin_gr: '300000' };
    expect(lifeOf(row(chargedOff, line)).end).toMatchObject({ payoutMinor: 7_500_000 });
  });

  test('the rest of the promise is released with the disbursement', () => {
    const life = lifeOf(row(paidInFull, { disbursement_gross: '50000' }));
    expect(liabilityAsOf([life], businessDate('2001-01-30'))).toMatchObject({
      issuedMinor: 7_500_000,
      undrawnMinor: 7_500_000,
    });
    expect(liabilityAsOf([life], businessDate('2001-01-31'))).toMatchObject({
      undrawnMinor: 0,
      outstandingMinor: 3_750_000,
      releasedMinor: 3_750_000,
    });
  });

  test('at any date issued is undrawn, outstanding, released and paid out together', () => {
    const dollars = fc.integer({ min: 1, max: 5_000_000 });
    fc.assert(
      fc.property(dollars, dollars, dollars, dollars, fc.date(anyDay), (a, b, gross, loss, day) => {
        const amounts = {
          gr_appv: String(Math.max(a, b)),
          sba_appv: String(Math.min(a, b)),
          disbursement_gross: String(Math.max(gross, loss)),
          chg_off_prin_gr: String(Math.min(gross, loss)),
        };
        const life = lifeOf(row(chargedOff, amounts));
        const at = liabilityAsOf([life], businessDate(day.toISOString().slice(0, 10)));
        expect(at.undrawnMinor + at.outstandingMinor + at.releasedMinor + at.paidOutMinor).toBe(
          at.issuedMinor,
        );
        expect(Object.values<number>({ ...at }).every((amount) => amount >= 0)).toBe(true);
      }),
    );
  });

  test('totals are over every life', () => {
    expect(totalsOf([lifeOf(row(paidInFull)), lifeOf(row(chargedOff))])).toEqual({
      loanMinor: 20_000_000,
      guaranteedMinor: 15_000_000,
      disbursedMinor: 20_000_000,
      released: 1,
      claims: 1,
      claimedMinor: 4_000_100,
      payoutMinor: 3_000_075,
    });
  });
});

const anyDay = {
  min: new Date('2000-12-01'),
  max: new Date('2004-01-01'),
  noInvalidDate: true,
};

describe('a row that contradicts itself is set aside', () => {
  test.each([
    ['noDisbursement', { disbursement_date: '' }],
    ['disbursedBeforeApproval', { approval_date: '2001-02-01' }],
    ['termZero', { term: '0' }],
    ['chargeOffIncomplete', { mis_status: 'CHGOFF' }],
    ['paidWithChargeOff', { chg_off_date: '2003-06-30' }],
    ['paidWithChargeOff', { chg_off_prin_gr: '1' }],
  ])('%s: %j', (reason, changes) => {
    expect(reasonsToSetAside(row(paidInFull, changes))).toEqual([reason]);
  });

  test.each([
    ['chargeOffIncomplete', { chg_off_date: '' }],
    ['chargeOffIncomplete', { chg_off_prin_gr: '0' }],
    ['chargedOffBeforeDisbursement', { chg_off_date: '2001-01-30' }],
    ['lossAboveDisbursed', { chg_off_prin_gr: '100001' }],
  ])('%s, once charged off: %j', (reason, changes) => {
    expect(reasonsToSetAside(row(chargedOff, changes))).toEqual([reason]);
  });

  test('all reasons that apply are given', () => {
    const changes = { disbursement_date: '', term: '0', chg_off_prin_gr: '100001' };
    expect(reasonsToSetAside(row(chargedOff, changes))).toEqual([
      'noDisbursement',
      'termZero',
      'lossAboveDisbursed',
    ]);
  });

  test('a sound row has none, even where all happens on one day', () => {
    const oneDay = { approval_date: '2001-01-31', chg_off_date: '2001-01-31' };
    expect(reasonsToSetAside(row(chargedOff, oneDay))).toEqual([]);
  });
});
