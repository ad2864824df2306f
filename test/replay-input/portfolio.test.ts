import { describe, expect, test } from '@jest/globals';
import { businessDate } from '../../libs/domain/calendar/business-date.js';
import { checkApplication } from '../../libs/products/application-form.js';
import { loadPack } from '../../libs/products/load-pack.js';
import { lives } from '../../apps/cli/portfolio/lives.js';
import { drawPortfolio } from '../../apps/cli/portfolio/portfolio.js';
import { lifeOf } from '../../apps/cli/replay/loan-life.js';
import { scriptOf } from '../../apps/cli/replay/loan-script.js';
import { chargedOff, paidInFull, row } from './sba-rows.js';

const plan = { book: 'demo', seed: 683, today: businessDate('2026-11-22') };
const portfolio = drawPortfolio(plan);

describe('the portfolio of the demonstration', () => {
  test('is the same again from the same seed and day, and another from another seed', () => {
    expect(drawPortfolio(plan)).toEqual(portfolio);
    expect(drawPortfolio({ ...plan, seed: 1 })).not.toEqual(portfolio);
  });

  test('holds every life', () => {
    const drawn = new Set(
      portfolio.map(({ application }) => application.clientReference.replace(/^demo-\d+-/, '')),
    );
    expect(drawn).toEqual(new Set(Object.keys(lives)));
  });

  test('asks in forms that the packs take, for four fifths of the loan', () => {
    for (const { application } of portfolio) {
      const { product, form, loanMinor, amountMinor } = application;
      expect(checkApplication(form, loadPack(product).form)).toEqual({ kind: 'valid' });
      expect(amountMinor * 10).toBe(loanMinor * 8);
    }
  });

  test('lets nothing happen before its application, nor in another order than its days', () => {
    for (const { startsOn, moments } of portfolio) {
      const days = moments.map(({ on }) => on);
      expect([startsOn, ...days]).toEqual([startsOn, ...days].sort());
    }
  });

  test('repays no more than was lent', () => {
    for (const { application, moments } of portfolio) {
      const repaid = moments
        .filter((moment) => moment.kind === 'fact' && moment.type === 'loan.repaid')
        .reduce(
          (sum, moment) => sum + Number(moment.kind === 'fact' && moment.data.principalMinor),
          0,
        );
      expect(repaid).toBeLessThanOrEqual(application.loanMinor);
    }
  });
});

describe('a row of the public file as a script', () => {
  const terms = { book: 'sba', timeZone: 'America/New_York', claimPapers: [] };
  const scripted = (raw: typeof paidInFull, changes = {}) => {
    const read = row(raw, changes);
    return scriptOf(read, lifeOf(read), terms);
  };

  test('asks in a form that the pack takes', () => {
    const full = {
      naics: '445110',
      urban_rural: '1',
      rev_line_cr: 'Y',
      low_doc: 'N',
      zip: '12207',
    };
    const { form } = loadPack('sba-7a');
    expect(checkApplication(scripted(paidInFull, full).application.form, form)).toEqual({
      kind: 'valid',
    });
  });

  test('names the bank by a code, also where the file names none', () => {
    expect(scripted(paidInFull).application.bank).toBe('FIRST-EXAMPLE-BANK');
    expect(scripted(paidInFull, { bank: '' }).application.bank).toBe('NOT-NAMED');
  });

  test('lets the bank disburse, and then be repaid or claim its whole loss', () => {
    expect(scripted(paidInFull).moments).toMatchObject([
      { on: '2001-01-31', type: 'loan.disbursed', data: { amountMinor: 10_000_000, final: true } },
      { on: '2002-01-31', type: 'loan.repaid', data: { principalMinor: 10_000_000 } },
    ]);
    expect(scripted(chargedOff).moments).toMatchObject([
      { on: '2001-01-31', type: 'loan.disbursed' },
      { on: '2003-06-30', type: 'claim.filed', data: { principalMinor: 4_000_100 } },
    ]);
  });
});
