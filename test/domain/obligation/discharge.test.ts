import { describe, expect, test } from '@jest/globals';
import { businessDate } from '#domain/calendar/business-date';
import { everyDayWorks } from '#domain/calendar/working-days';
import {
  decideDischarge,
  type DischargeFacts,
  type Exercise,
} from '#domain/discharge/decide-discharge';
import {
  guaranteePeriodEnd,
  guaranteePeriodEndOfSeveral,
} from '#domain/discharge/guarantee-period';
import { calendarNamed } from '#products/calendars/calendars';

const joint = { guaranteeKind: 'jointAndSeveral', guaranteeMonths: 36 } as const;
const unagreed = { guaranteeKind: 'general', guaranteeMonths: null } as const;
const debt = (maturity: string, acceleratedTo: string | null = null) => ({
  consentedMaturity: businessDate(maturity),
  acceleratedTo: acceleratedTo === null ? null : businessDate(acceleratedTo),
});

describe('the guarantee period', () => {
  test('runs as agreed from maturity, six months where nothing is agreed (民法典 692)', () => {
    expect(guaranteePeriodEnd(debt('2026-06-30'), joint, everyDayWorks)).toBe('2029-06-30');
    expect(guaranteePeriodEnd(debt('2026-08-31'), unagreed, everyDayWorks)).toBe('2027-02-28');
  });

  test('agreed to end at maturity counts as not agreed', () => {
    const none = { guaranteeKind: 'jointAndSeveral', guaranteeMonths: 0 } as const;
    expect(guaranteePeriodEnd(debt('2026-06-30'), none, everyDayWorks)).toBe('2026-12-30');
  });

  test('runs from the day on which the bank called the loan due', () => {
    expect(guaranteePeriodEnd(debt('2026-06-30', '2026-02-10'), unagreed, everyDayWorks)).toBe(
      '2026-08-10',
    );
  });

  test('that ends on a day off ends on the next working day (民法典 203)', () => {
    expect(guaranteePeriodEnd(debt('2026-04-01'), unagreed, calendarNamed('china'))).toBe(
      '2026-10-08',
    );
  });

  test('of several drawdowns runs from the last maturity, or the later determination', () => {
    const debts = [debt('2026-06-30'), debt('2026-09-30'), debt('2026-03-31')];
    const ending = (determined: string | null) =>
      guaranteePeriodEndOfSeveral(
        debts,
        determined === null ? null : businessDate(determined),
        unagreed,
        everyDayWorks,
      );
    expect(ending(null)).toBe('2027-03-30');
    expect(ending('2026-12-31')).toBe('2027-06-30');
    expect(ending('2026-01-01')).toBe('2027-03-30');
    expect(() => guaranteePeriodEndOfSeveral([], null, unagreed, everyDayWorks)).toThrow(
      RangeError,
    );
  });
});

describe('discharge', () => {
  const end = businessDate('2026-12-31');
  const within = businessDate('2026-12-31');
  const after = businessDate('2027-01-01');
  const facts = (
    guaranteeKind: DischargeFacts['guaranteeKind'],
    ...exercises: Exercise[]
  ): DischargeFacts => ({
    guaranteeKind,
    guaranteePeriodEnd: end,
    exercises,
    outstandingMinor: 1,
  });

  test('is not yet to be considered on the last day of the period', () => {
    expect(decideDischarge(facts('general'), end)).toEqual({ kind: 'notYet', after: end });
  });

  test('is recommended once the period is over without a valid exercise', () => {
    expect(decideDischarge(facts('general'), after)).toEqual({
      kind: 'dischargeable',
      code: 'guaranteePeriodOver',
    });
  });

  test.each([
    ['jointAndSeveral', { kind: 'demandOnGuarantor', on: within }, 'exercised'],
    ['jointAndSeveral', { kind: 'demandOnGuarantor', on: after }, 'dischargeable'],
    ['jointAndSeveral', { kind: 'demandOnGuarantor', on: within, withdrawn: true }, 'exercised'],
    ['jointAndSeveral', { kind: 'suitAgainstDebtor', on: within }, 'dischargeable'],
    ['jointAndSeveral', { kind: 'suitAgainstGuarantor', on: within }, 'exercised'],
    [
      'jointAndSeveral',
      { kind: 'suitAgainstGuarantor', on: within, withdrawn: true },
      'dischargeable',
    ],
    [
      'jointAndSeveral',
      { kind: 'suitAgainstGuarantor', on: within, withdrawn: true, served: true },
      'exercised',
    ],
    ['general', { kind: 'suitAgainstDebtor', on: within }, 'exercised'],
    ['general', { kind: 'suitAgainstDebtor', on: within, withdrawn: true }, 'dischargeable'],
    ['general', { kind: 'demandOnGuarantor', on: within }, 'dischargeable'],
  ] as const)('under a %s guarantee after %j is %s', (guaranteeKind, exercise, kind) => {
    expect(decideDischarge(facts(guaranteeKind, exercise), after).kind).toBe(kind);
  });

  test('finds the valid exercise among invalid ones', () => {
    const exercises = [
      { kind: 'demandOnGuarantor', on: after },
      { kind: 'demandOnGuarantor', on: within },
    ] as const;
    expect(decideDischarge(facts('jointAndSeveral', ...exercises), after)).toEqual({
      kind: 'exercised',
      by: 'demandOnGuarantor',
      on: within,
    });
  });
});
