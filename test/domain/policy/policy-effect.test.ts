import { describe, expect, test } from '@jest/globals';
import type { BusinessDate } from '#domain/calendar/business-date';
import { decideUnder } from '#domain/policy/decide-under';
import type { DecisionInputs } from '#domain/policy/decision-inputs';
import type { HistoricCase } from '#domain/policy/historic-case';
import { policyEffect } from '#domain/policy/policy-effect';
import { loadPack } from '#products/load-pack';

const pack = loadPack('bao-wei-dai');
const on = '2026-03-02' as BusinessDate;

const inputs: DecisionInputs = {
  terms: { loanMinor: 30_000_000, amountMinor: 24_000_000, tenorMonths: 12 },
  form: {
    annualRevenueMinor: 900_000_000,
    totalAssetsMinor: 800_000_000,
    totalLiabilitiesMinor: 200_000_000,
    establishedOn: '2012-05-01',
  },
  intake: {
    enterpriseSize: 'small',
    naturalPerson: false,
    farmer: false,
    firstLoan: false,
    science: false,
    green: false,
    productClass: 'loan',
    relatedToGuarantor: false,
    controlsGuarantor: false,
    relatedGroup: null,
  },
  programme: { eligibility: { groups: [], rules: [] } } as unknown as DecisionInputs['programme'],
  consent: {
    purpose: pack.creditCheck?.purpose ?? '',
    givenOn: on,
    validUntil: null,
    withdrawnOn: null,
  },
  screened: { on, hits: [] },
  credit: {
    on,
    report: {
      kind: 'found',
      reportedOn: on,
      overdueNowMinor: 0,
      overdueMonthsIn24: 0,
      enquiriesIn6Months: 1,
      adverseRecords: [],
    },
  },
  assessedOn: on,
  people: { screeningReview: null, dueDiligence: 'supported', approval: null },
  otherFlags: [],
};
/** Rules that let everybody in, so that what is tested is one thing at a time. */
const open = { ...pack, screening: { eligibility: [], hardRules: [], lists: [] } };
const graded = (grade: string) => ({
  ...open,
  scorecard: {
    startPoints: 0,
    characteristics: [],
    grades: [{ grade, minPoints: 0 }],
    reasonsMax: 0,
  },
});
const rules = graded('A');

const historic = (changes: Partial<HistoricCase> = {}): HistoricCase => {
  const decided = decideUnder(changes.inputs ?? inputs, changes.rules ?? rules);
  return {
    caseId: 'G1',
    currency: 'CNY',
    inputs,
    rules,
    recorded: {
      kind: decided.outcome.kind === 'undetermined' ? null : decided.outcome.kind,
      findings: decided.findings,
    },
    outstandingMinor: 10_000_000,
    lossMinor: 500_000,
    segments: { bank: 'bank-a' },
    ...changes,
  };
};

describe('the policy time machine', () => {
  test('an unchanged policy flips nothing and reproduces every decision', () => {
    const effect = policyEffect([historic()], () => rules);
    expect(effect).toMatchObject({ cases: 1, flips: [], unfaithful: [] });
    expect(effect.totals['CNY']?.after).toEqual(effect.totals['CNY']?.before);
    expect(effect.totals['CNY']?.before).toMatchObject({ accepted: 1, knownLossMinor: 500_000 });
  });

  test('a decision that its inputs do not bring forth is named, with the finding', () => {
    const recorded = { kind: 'accepted', findings: { path: 'board' } } as const;
    expect(policyEffect([historic({ recorded })], () => rules).unfaithful).toEqual([
      { caseId: 'G1', finding: 'path', recorded: 'board', found: 'automatic' },
    ]);
  });

  test('a lower bound of automatic approval asks people who never said anything', () => {
    const authority = {
      ...rules.authority,
      rows: [{ amountMaxMinor: null, path: 'officer' as const }],
    };
    const effect = policyEffect([historic()], () => ({ ...rules, authority }));
    expect(effect.flips).toMatchObject([
      { from: 'accepted', to: 'undetermined', reasonCodes: ['notDecidedByPeople'] },
    ]);
    expect(effect.totals['CNY']?.after.workload).toMatchObject({ automatic: 0, officer: 1 });
  });

  test('reports of officers that nobody needs change nothing, and those that are needed are missed', () => {
    const unvisited = { ...inputs, people: { ...inputs.people, dueDiligence: null } };
    expect(decideUnder(unvisited, rules).outcome.kind).toBe('accepted');
    expect(decideUnder(unvisited, graded('C')).outcome).toMatchObject({
      kind: 'undetermined',
      at: 'dueDiligence',
    });
    const divided = { ...inputs, people: { ...inputs.people, dueDiligence: 'divided' as const } };
    expect(decideUnder(divided, rules).findings.path).toBe('automatic');
    expect(decideUnder(divided, graded('C')).findings.path).toBe('officerAndRisk');
  });

  test('what the officer said is taken for the council too: only the work moves', () => {
    const byOfficer = historic({
      inputs: { ...inputs, people: { ...inputs.people, approval: 'approved' } },
      rules: graded('C'),
    });
    const authority = {
      ...rules.authority,
      rows: [{ amountMaxMinor: null, path: 'council' as const }],
    };
    const { flips, totals } = policyEffect([byOfficer], () => ({ ...graded('C'), authority }));
    expect(flips).toEqual([]);
    expect(totals['CNY']?.before.workload.officer).toBe(1);
    expect(totals['CNY']?.after.workload.council).toBe(1);
  });

  test('a declined grade that is accepted has no known outcome; an accepted one that is declined has its loss', () => {
    const strict = { ...rules, assessment: { declineGrades: ['A'] } };
    const wasDeclined = historic({ caseId: 'G2', rules: strict, lossMinor: null });
    const now = policyEffect([wasDeclined], () => rules);
    expect(now.flips).toMatchObject([
      { from: 'declined', to: 'accepted', loss: { kind: 'outcomeUnknown' } },
    ]);
    expect(now.totals['CNY']?.after).toMatchObject({ outcomeUnknown: 1, knownLossMinor: 0 });
    const then = policyEffect([historic()], () => strict);
    expect(then.flips).toMatchObject([
      { from: 'accepted', to: 'declined', loss: { kind: 'known', lossMinor: 500_000 } },
    ]);
    expect(then.totals['CNY']?.after.knownLossMinor).toBe(0);
  });

  test('another price changes the premium and nobody’s acceptance', () => {
    const pricing = {
      ...rules.pricing,
      capRateBps: null,
      rates: rules.pricing.rates.map((line) => ({
        ...line,
        premiumRateBps: line.premiumRateBps * 2,
      })),
    };
    const { flips, totals } = policyEffect([historic()], () => ({ ...rules, pricing }));
    expect(flips).toEqual([]);
    expect(totals['CNY']?.after.premiumMinor).toBe(2 * (totals['CNY']?.before.premiumMinor ?? NaN));
  });

  test('a case declined before its bureau was asked is undetermined where it would now be asked', () => {
    const hardRules = pack.screening.hardRules.slice(0, 1);
    const early = historic({
      inputs: { ...inputs, credit: null, assessedOn: null },
      rules: { ...rules, screening: { eligibility: hardRules, hardRules: [], lists: [] } },
      lossMinor: null,
    });
    const [before] = [decideUnder(early.inputs, early.rules)];
    const after = decideUnder(early.inputs, rules);
    expect(after.outcome).toMatchObject({ kind: 'undetermined', reasonCodes: ['noReport'] });
    expect(before.findings.screening).toBeDefined();
  });

  test('sums of segments and currencies add up to the whole, and never across currencies', () => {
    const cases = [
      historic(),
      historic({ caseId: 'G2', segments: { bank: 'bank-b' } }),
      historic({ caseId: 'G3', currency: 'USD' }),
    ];
    const { totals, segments } = policyEffect(cases, () => rules);
    expect(totals['CNY']?.before.accepted).toBe(2);
    expect(totals['USD']?.before.accepted).toBe(1);
    expect(segments['bank']?.['bank-a']?.['CNY']?.before.accepted).toBe(1);
    expect(segments['bank']?.['bank-b']?.['CNY']?.before.accepted).toBe(1);
  });
});
