import { describe, expect, test } from '@jest/globals';
import { reportBottlenecks } from '#mining/bottlenecks/bottleneck-report';
import { canRunTogether, isDecidedByMatrix, isInspection } from '#mining/bottlenecks/proposal-fit';
import { waitNames } from '#domain/calendar/timetable';
import { generateLives, quietLife, type StageOfLife } from './generated-lives.js';

const asOfMs = Date.UTC(2035, 0, 1);
const matrix = ['officerApproval', 'riskApproval', 'councilVote', 'boardApproval'];

/** A life in which too few people of ours do some task of every case; first, where cases come in close together. */
function lifeWithDesk(stage: string, waitFor: string): StageOfLife[] {
  const desk = {
    stage,
    waitFor,
    party: 'us' as const,
    meanHours: 1.85,
    agreedHours: 24,
    people: 2,
  };
  return [desk, ...quietLife];
}

describe('a proposal is made only where it fits', () => {
  test.each([
    ['release', 'dischargeConfirmation'],
    ['securing', 'conditionConfirmation'],
    ['claim', 'claimExamination'],
    ['payout', 'payoutReview'],
    ['writeOff', 'writeOffApproval'],
  ])('a queue at %s/%s asks for one more reviewer, and for no bound of approval', (stage, task) => {
    const waits = generateLives(lifeWithDesk(stage, task), 1, { cases: 150 });
    const report = reportBottlenecks(waits, { asOfMs, seeds: 2 });
    expect(report.explained[0]?.bottleneck.place).toContain(task);
    const more = report.proposals.filter(({ change }) => change.kind === 'addResource');
    const where = more.map(({ change }) => 'activity' in change && change.activity);
    expect(where).toContain(`${stage}/${task}`);
    const automated = report.proposals.filter(({ change }) => change.kind === 'automate');
    for (const { change } of automated)
      expect('activity' in change && change.activity).toBe('approval/officerApproval');
  });

  test('a higher bound of automatic approval, only for what the authority matrix decides', () => {
    expect(waitNames.filter((name) => isDecidedByMatrix(`somewhere/${name}`))).toEqual(matrix);
    expect(isDecidedByMatrix('Approve application')).toBe(true);
    expect(isDecidedByMatrix('Check collateral')).toBe(false);
  });

  test('another frequency, only for inspections', () => {
    expect(waitNames.filter(isInspection)).toEqual(['inspection']);
    expect(isInspection('Yearly inspection')).toBe(true);
    expect(isInspection('Pay out')).toBe(false);
  });

  test('two steps side by side, only where neither rests on the other', () => {
    expect(canRunTogether('creditCheck/creditReport', 'dueDiligence/leadReport')).toBe(true);
    expect(canRunTogether('dueDiligence/leadReport', 'approval/officerApproval')).toBe(false);
    expect(canRunTogether('approval/officerApproval', 'contracting/signatures')).toBe(false);
    expect(canRunTogether('claim/claimExamination', 'claim/claimReview')).toBe(false);
    expect(canRunTogether('Check income', 'Check identity')).toBe(true);
    expect(canRunTogether('Check income', 'Decide')).toBe(false);
  });

  test('each says what its figures take for granted, in both languages', () => {
    const waits = generateLives(lifeWithDesk('payout', 'payoutReview'), 2, { cases: 100 });
    const { proposals } = reportBottlenecks(waits, { asOfMs, seeds: 2 });
    expect(proposals.length).toBeGreaterThan(0);
    for (const { assumes, assumesZh, beforeS, afterS } of proposals) {
      expect(assumes.length).toBeGreaterThan(20);
      expect(assumesZh).toMatch(/[一-鿿]{5}/);
      expect(Number.isFinite(beforeS.mean) && Number.isFinite(afterS.mean)).toBe(true);
    }
  });
});
