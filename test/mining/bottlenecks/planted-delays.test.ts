import { describe, expect, test } from '@jest/globals';
import { rankBottlenecks } from '#mining/bottlenecks/rank-bottlenecks';
import { generateLives, quietLife, type StageOfLife, withStage } from './generated-lives.js';

const seeds = [1, 2, 3, 4, 5];
const asOfMs = Date.UTC(2035, 0, 1);

/** Each plants one delay; the letter's validity, the loan's term and the cure period stay far longer in total. */
const planted: [string, StageOfLife[], string][] = [
  [
    'one reviewer too few',
    withStage('officerApproval', { people: 1 }),
    'approval/officerApproval (us)',
  ],
  [
    'work that takes long',
    withStage('leadReport', { meanHours: 60, people: 90 }),
    'dueDiligence/leadReport (us)',
  ],
  [
    'a bank that answers late',
    withStage('bankDecision', { meanHours: 200 }),
    'commitment/bankDecision (bank)',
  ],
  [
    'a registry that is slow',
    withStage('conditions', { meanHours: 300 }),
    'securing/conditions (registry)',
  ],
  [
    'signers who let it lie',
    withStage('signatures', { meanHours: 200 }),
    'contracting/signatures (signers)',
  ],
  [
    'borrowers who pay late',
    withStage('premiumReceipt', { meanHours: 200 }),
    'premium/premiumReceipt (borrower)',
  ],
  [
    'a re-guarantor in arrears',
    withStage('reimbursement', { meanHours: 2000 }),
    'reimbursement/reimbursement (reGuarantor)',
  ],
  [
    'a committee that sits once a week',
    withStage('screeningReview', { sitsAtHour: 32, people: 3 }),
    'screening/screeningReview (us)',
  ],
  ['a cure period overrun', withStage('cure', { meanHours: 2000 }), 'servicing/cure (bank)'],
];

describe('a planted delay', () => {
  test.each(planted)('%s ranks first among longer contractual waits', (_name, stages, place) => {
    for (const seed of seeds) {
      const { waits, stages: ranked } = rankBottlenecks(generateLives(stages, seed), asOfMs);
      const [first] = waits.byDelay;
      expect(first?.place).toBe(place);
      expect(ranked.byDelay[0]?.place).toBe(place.split('/')[0]);
      expect(waits.byBreaches[0]?.place).toBe(place);
      const party = /\((\w+)\)$/.exec(place)?.[1];
      expect(first?.byParty[0]?.party).toBe(party);
      const term = waits.byDelay.find((each) => each.place.includes('repayment'));
      expect(term?.agreedS).toBeGreaterThan(first?.delayS ?? 0);
      expect(term?.delayS).toBe(0);
    }
  });

  test('is the handover before it, too', () => {
    const { handovers } = rankBottlenecks(
      generateLives(withStage('bankDecision', { meanHours: 200 }), 7),
      asOfMs,
    );
    expect(handovers.byDelay[0]?.place).toBe('officerApproval (us) → bankDecision (bank)');
  });

  test('the cases behind a number are named, and their delays add up to it', () => {
    const lives = generateLives(withStage('officerApproval', { people: 1 }), 3);
    const [first] = rankBottlenecks(lives, asOfMs).waits.byDelay;
    const sum = (first?.delayedBy ?? []).reduce((total, { delayS }) => total + delayS, 0);
    expect(sum).toBeCloseTo(first?.delayS ?? NaN, 3);
    expect(first?.delayedBy).toHaveLength(first?.delayedCases ?? NaN);
    expect(first?.shareOfCases).toBe((first?.delayedCases ?? NaN) / 400);
  });

  test('a life that keeps its timetable has hardly any', () => {
    const [first] = rankBottlenecks(generateLives(quietLife, 5), asOfMs).stages.byDelay;
    expect(first?.shareOfCases).toBeLessThan(0.1);
  });

  test('a report of an earlier day knows nothing of later ends', () => {
    const lives = generateLives(withStage('bankDecision', { meanHours: 200 }), 7);
    const early = rankBottlenecks(lives, Date.UTC(2025, 1, 1)).waits.byDelay[0];
    expect(early?.open).toBeGreaterThan(0);
    expect(early?.cases).toBeLessThan(400);
  });
});
