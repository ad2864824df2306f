import { describe, expect, test } from '@jest/globals';
import { loadPack } from '#products/load-pack';
import { addDays, addMonths, type BusinessDate } from '#domain/calendar/business-date';
import {
  appliedOn,
  bankTells,
  claims,
  cured,
  day,
  decides,
  lent,
  loanMinor,
  month,
  overdue,
  repaid,
  told,
  wan,
} from './life.js';
import { everyRecordIsSound, lives } from './lives.js';
import { balanceOf, daysOf, eventOf, namesOf, wayOf, type CaseRecord } from './record.js';

const part = loanMinor / 20;
const monthly = Array.from({ length: 24 }, (_, index) => repaid(month(index + 1), 1 * wan));
const extension = bankTells(day(20), 'extension.requested', { newMaturity: month(20) });
const claimed = (amountMinor: number) => ({ amountMinor, currency: 'CNY' });

const all = {
  repaidMonthly: {
    loanMinor: 24 * wan,
    tenorMonths: 24,
    partners: told,
    moments: [lent(appliedOn, 24 * wan), ...monthly],
  },
  partlyReleased: {
    partners: told,
    moments: [
      lent(day(1)),
      bankTells(day(30), 'partialRelease.requested', claimed(5 * wan)),
      repaid(month(3), loanMinor),
    ],
  },
  partialReleaseRefused: {
    partners: told,
    moments: [lent(day(1)), bankTells(day(30), 'partialRelease.requested', claimed(5 * wan))],
    decisions: [decides('partialReleaseConsent', 'refuse')],
    until: day(31),
  },
  extended: { partners: told, moments: [lent(day(1)), extension], until: day(21) },
  extensionRefused: {
    partners: told,
    moments: [lent(day(1)), extension],
    decisions: [decides('extensionConsent', 'refuse')],
    until: day(21),
  },
  curedInTime: {
    partners: told,
    moments: [lent(day(1)), overdue(month(2), 1), cured(addDays(month(2), 20))],
    until: month(4),
  },
  neverCured: {
    partners: told,
    moments: [lent(day(1)), overdue(month(2), 1)],
    until: addDays(month(2), 400),
  },
  discharged: { partners: told, moments: [lent(day(1))] },
  kept: {
    partners: told,
    moments: [lent(day(1))],
    decisions: [decides('dischargeConfirmation', 'keep')],
    until: month(50),
  },
  bankrupt: {
    partners: told,
    moments: [
      lent(day(1)),
      overdue(month(2), 1),
      bankTells(month(3), 'debtor.bankrupt', { acceptedOn: month(3) }),
    ],
    until: month(4),
  },
  drawnInPart: {
    partners: told,
    moments: [
      lent(day(1), 5 * wan, '1', false),
      lent(day(40), 6 * wan, '2', false),
      repaid(month(8), 5 * wan, '1'),
      repaid(month(9), 6 * wan, '2'),
    ],
  },
  drawnInThree: {
    partners: told,
    moments: [
      lent(day(1), 5 * part, '1', false),
      lent(day(30), 5 * part, '2', false),
      lent(day(60), 10 * part, '3', true),
      repaid(month(10), loanMinor, '1'),
    ],
  },
  clawedBack: {
    partners: told,
    moments: [
      lent(day(1)),
      repaid(month(6), loanMinor),
      bankTells(month(9), 'repayment.clawedBack', claimed(8 * wan)),
    ],
    until: month(10),
  },
  clawedBackAndClaimed: {
    partners: told,
    moments: [
      lent(day(1)),
      repaid(month(6), loanMinor),
      bankTells(month(9), 'repayment.clawedBack', claimed(8 * wan)),
      overdue(month(10), 3, 8 * wan),
      claims(month(14), 8 * wan),
    ],
    until: month(15),
  },
} as const;
const names = Object.keys(all) as (keyof typeof all)[];
const played = lives(all);
const { recordOf } = played;

const classesOf = ({ events }: CaseRecord) =>
  events
    .filter(({ name }) => name === 'GuaranteeClassified')
    .map(({ data, on }) => [data['to'], on]);
const termOf = ({ facts }: CaseRecord) =>
  facts.filter(({ kind }) => kind === 'maturitySet').map(({ data }) => data);

describe('a guarantee is released', () => {
  test('with the last of twenty-four monthly repayments', async () => {
    const record = await recordOf('repaidMonthly');
    expect(record.row).toMatchObject({ ending: 'released', endedOn: month(24) });
    expect(daysOf(record, 'RepaymentReceived')).toEqual(monthly.map(({ on }) => on));
    expect(wayOf(record).slice(-3)).toEqual(['servicing', 'release', 'released']);
    expect(record.orders.at(-1)).toMatchObject({ kind: 'releaseNotice', status: 'sent' });
    expect(balanceOf(record, 'outstanding')).toBe(0);
  });

  test('in part where the bank asks for it and risk consents, and wholly when all is repaid', async () => {
    const record = await recordOf('partlyReleased');
    expect(daysOf(record, 'GuaranteePartlyReleased')).toEqual([day(30)]);
    expect(record.orders).toContainEqual(
      expect.objectContaining({
        kind: 'partialReleaseAnswer',
        payload: expect.objectContaining({ answer: 'consented', amountMinor: 5 * wan }),
      }),
    );
    expect(record.row).toMatchObject({ ending: 'released', endedOn: month(3) });
  });

  test('not in part where risk refuses: all of it stays outstanding', async () => {
    const record = await recordOf('partialReleaseRefused');
    expect(balanceOf(record, 'outstanding')).toBe(16 * wan);
    expect(record.orders.at(-1)?.payload).toMatchObject({ answer: 'refused' });
  });
});

describe('an extension', () => {
  test('with our consent moves the maturity and the guarantee period', async () => {
    const record = await recordOf('extended');
    const [first, second] = termOf(record);
    expect(record.row.maturityOn).toBe(month(20));
    expect(second).toMatchObject({ maturity: month(20), consentedMaturity: month(20) });
    expect(String(second?.['guaranteePeriodEnd']) > String(first?.['guaranteePeriodEnd'])).toBe(
      true,
    );
  });

  test('without our consent moves the maturity, and our period stays as it was', async () => {
    const record = await recordOf('extensionRefused');
    const terms = termOf(record);
    expect(record.row.maturityOn).toBe(month(20));
    expect(terms).toHaveLength(2);
    expect(terms[1]).toMatchObject({
      maturity: month(20),
      consentedMaturity: terms[0]?.['consentedMaturity'],
      guaranteePeriodEnd: terms[0]?.['guaranteePeriodEnd'],
    });
  });
});

describe('arrears', () => {
  test('cured within the cure period leave a guarantee as good as before', async () => {
    const record = await recordOf('curedInTime');
    expect(classesOf(record)).toEqual([
      ['specialMention', month(2)],
      ['pass', addDays(month(2), 20)],
    ]);
    expect(record.row).toMatchObject({ stage: 'servicing', waitingFor: 'repayment' });
    expect(namesOf(record)).not.toContain('DeadlinePassed');
  });

  test('that last make the class worse with the days past due', async () => {
    const record = await recordOf('neverCured');
    expect(classesOf(record)).toEqual([
      ['specialMention', month(2)],
      ['substandard', addDays(month(2), 90)],
      ['doubtful', addDays(month(2), 270)],
      ['loss', addDays(month(2), 360)],
    ]);
    // Sixty days of cure end on a Sunday, and so with the Monday after it, at 24:00.
    expect(eventOf(record, 'DeadlinePassed')).toMatchObject({
      activity: 'cure',
      at: `${addDays(month(2), 61)}T16:00:00.000Z`,
    });
  });

  test('call for an inspection a month later, and every month from then on', async () => {
    const inspected = daysOf(await recordOf('neverCured'), 'InspectionCompleted');
    // A month after the first of May is a Saturday.
    expect(inspected.slice(0, 2)).toEqual(['2024-06-03', '2024-07-03']);
    // A change of class begins the month anew.
    for (const [index, on] of inspected.slice(1).entries()) {
      expect(on <= addDays(addMonths(inspected[index] as BusinessDate, 2), 3)).toBe(true);
    }
  });
});

describe('a guarantee in force', () => {
  test('is kept where a person says at its period’s end, with a reason, that it must be', async () => {
    const record = await recordOf('kept');
    expect(record.facts.find(({ kind }) => kind === 'dischargeAnswered')?.data).toEqual({
      outcome: 'keep',
      reasons: ['forTheTest'],
    });
    expect(record.row).toMatchObject({ stage: 'servicing', ending: null });
    expect(namesOf(record)).not.toContain('GuaranteeDischarged');
    expect(record.postings.filter(({ account }) => account === 'released')).toEqual([]);
  });

  test('whose debtor is bankrupt falls to the class that its pack gives bankrupts', async () => {
    const record = await recordOf('bankrupt');
    expect(daysOf(record, 'BankruptcyAccepted')).toEqual([month(3)]);
    expect(record.facts.find(({ kind }) => kind === 'debtorBankrupt')?.data).toEqual({
      acceptedOn: month(3),
      // The court named no day: the shortest time to file is thirty days (企业破产法 45).
      filedBy: addDays(month(3), 30),
    });
    const bankruptcy = loadPack('bao-wei-dai').classification.floors.find(
      ({ circumstance }) => circumstance === 'debtorBankrupt',
    );
    expect(bankruptcy).toBeDefined();
    expect(record.row.classification).toBe(bankruptcy?.riskClass);
    expect(record.row.stage).toBe('servicing');
  });

  test('is discharged when its period is over without a claim, and a person confirms it', async () => {
    const record = await recordOf('discharged');
    expect(wayOf(record).slice(-2)).toEqual(['servicing', 'discharged']);
    expect(eventOf(record, 'GuaranteePeriodEnded')?.data).toEqual({ outcome: 'dischargeable' });
    expect(eventOf(record, 'GuaranteeDischarged')).toMatchObject({ resource: 'risk-1' });
    expect(record.row.endingReason).toBe('guaranteePeriodOver');
    expect(balanceOf(record, 'outstanding')).toBe(0);
  });

  test('is drawn on several times; the rest is released when the letter’s validity ends', async () => {
    const record = await recordOf('drawnInPart');
    expect(daysOf(record, 'LoanDisbursed')).toEqual([day(1), day(40)]);
    expect(eventOf(record, 'LetterExpired')).toMatchObject({
      at: `${day(90)}T16:00:00.000Z`,
      data: { outcome: 'undrawnReleased' },
    });
    expect(record.row).toMatchObject({ ending: 'released', endedOn: month(9) });
    expect(balanceOf(record, 'undrawn')).toBe(0);
  });

  test('brings its last drawdown into force to the last minor unit', async () => {
    const record = await recordOf('drawnInThree');
    const added = record.events
      .filter(({ name }) => name === 'LoanDisbursed')
      .map(({ data }) => Number(data['outstandingAddedMinor']));
    expect(added.reduce((sum, minor) => sum + minor, 0)).toBe(16 * wan);
    expect(record.row).toMatchObject({ ending: 'released', endedOn: month(10) });
  });

  test('again when a repayment is clawed back after its release', async () => {
    const record = await recordOf('clawedBack');
    expect(wayOf(record).slice(-4)).toEqual(['servicing', 'release', 'released', 'servicing']);
    expect(daysOf(record, 'RepaymentClawedBack')).toEqual([month(9)]);
    expect(record.row).toMatchObject({ ending: null, stage: 'servicing', waitingFor: 'repayment' });
    expect(balanceOf(record, 'outstanding')).toBe((8 * wan * 4) / 5);
  });

  test('and lives on from there: what is in force again falls overdue, is claimed and paid out', async () => {
    const record = await recordOf('clawedBackAndClaimed');
    expect(daysOf(record, 'OverdueReported')).toEqual([month(10)]);
    expect(daysOf(record, 'ClaimFiled')).toEqual([month(14)]);
    expect(balanceOf(record, 'paidOut')).toBe((8 * wan * 4) / 5);
  });
});

everyRecordIsSound(played, names);
