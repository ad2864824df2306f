import { describe, expect, test } from '@jest/globals';
import { type BottleneckReport, reportBottlenecks } from '#mining/bottlenecks/bottleneck-report';
import { partsOf, type TypedWait } from '#mining/bottlenecks/typed-wait';
import { generateLives, type StageOfLife, withStage } from './generated-lives.js';

const asOfMs = Date.UTC(2035, 0, 1);

/** The time of a case without its contractual waits, of the generated truth: mean over several logs, in seconds. */
function trueMeanS(stages: readonly StageOfLife[], seeds: readonly number[]): number {
  const means = seeds.map((seed) => {
    const waits = generateLives(stages, seed).filter(({ contractual }) => !contractual);
    const cases = new Set(waits.map(({ caseId }) => caseId)).size;
    const total = waits.reduce((sum, wait) => sum + (wait.toMs ?? 0) - wait.fromMs, 0);
    return total / cases / 1000;
  });
  return means.reduce((a, b) => a + b, 0) / means.length;
}

const proposalFor = (report: BottleneckReport, kind: string, activity: string) =>
  report.proposals.find(
    ({ change }) => change.kind === kind && 'activity' in change && change.activity === activity,
  );

describe('the bottleneck report', () => {
  // An arrival an hour, 1.85 hours of work each, two people: they hardly keep up.
  const strained = withStage('officerApproval', { meanHours: 1.85, agreedHours: 24 });

  // Reports take seconds: each log is looked at once, and the second log's truth is known once.
  const amountsMinor = new Map(
    Array.from({ length: 400 }, (_, n) => [`G${n}`, (n + 1) * 1_000_00] as const),
  );
  const reports = new Map<number, BottleneckReport>();
  const reportOf = (seed: number): BottleneckReport => {
    const known =
      reports.get(seed) ??
      reportBottlenecks(generateLives(strained, seed), { asOfMs, seeds: 3, amountsMinor });
    reports.set(seed, known);
    return known;
  };
  const withOneMore = strained.map((stage) =>
    stage.waitFor === 'officerApproval' ? { ...stage, people: 3 } : stage,
  );
  const afterOneMoreS = trueMeanS(withOneMore, [101, 102, 103, 104]);

  test('names too few people as the reason, their load, and one more as the best change', () => {
    const report = reportOf(1);
    const [worst] = report.explained;
    expect(worst?.bottleneck.place).toBe('approval/officerApproval (us)');
    expect(['contention', 'unavailability']).toContain(worst?.reason.code);
    expect(worst?.loads.map(({ load }) => load > 0.75)).toEqual([true, true]);
    const [best] = report.proposals;
    expect(best?.change).toMatchObject({ activity: 'approval/officerApproval' });
    expect(['addResource', 'automate']).toContain(best?.change.kind);
    expect(best?.differenceS.high).toBeLessThan(0);
    expect(report.holdOut?.heldOut).toBe(120);
    expect(report.holdOut?.relativeError).toBeLessThan(0.35);
    expect(report.backTest?.relativeError).toBeLessThan(0.2);
  });

  test('gives the same report for the same waits', () => {
    const waits = generateLives(strained, 2, { cases: 40 });
    expect(reportBottlenecks(waits, { asOfMs, seeds: 2 })).toEqual(
      reportBottlenecks(waits, { asOfMs, seeds: 2 }),
    );
  });

  test.each([1, 2, 3])(
    'foretells what a second log shows with one more reviewer (log %i)',
    (seed) => {
      const found = proposalFor(reportOf(seed), 'addResource', 'approval/officerApproval');
      const error = Math.abs((found?.afterS.mean ?? 0) - afterOneMoreS) / afterOneMoreS;
      expect(error).toBeLessThan(0.15);
    },
  );

  test('foretells what a second log shows with a higher bound of automatic approval', () => {
    const found = proposalFor(reportOf(1), 'automate', 'approval/officerApproval');
    expect(found?.text).toMatch(/bound of automatic approval to \d+ minor units/);
    const after = trueMeanS(
      strained.map((stage) =>
        stage.waitFor === 'officerApproval' ? { ...stage, automatic: 0.3 } : stage,
      ),
      [101, 102, 103, 104],
    );
    expect(Math.abs((found?.afterS.mean ?? 0) - after) / after).toBeLessThan(0.15);
  });

  test('foretells what a second log shows when the bank takes a fifth less time', () => {
    const late = withStage('bankDecision', { meanHours: 200 });
    const report = reportBottlenecks(generateLives(late, 5), { asOfMs, seeds: 3 });
    expect(report.explained[0]?.reason).toMatchObject({ code: 'partyLate', party: 'bank' });
    const found = proposalFor(report, 'scaleWork', 'commitment/bankDecision');
    const change = trueMeanS(withStage('bankDecision', { meanHours: 160 }), [101, 102, 103, 104]);
    expect(Math.abs((found?.afterS.mean ?? 0) - change) / change).toBeLessThan(0.15);
    expect(found?.differenceS.high).toBeLessThan(0);
  });

  test('calls what was sent back for papers (补件) rework, and the borrower’s time for them agreed', () => {
    const sentBack = withStage('claimReview', {
      share: 1,
      agreedHours: 12,
      meanHours: 5,
      people: 8,
      sentBack: { share: 0.9, hours: 400 },
    });
    const waits = generateLives(sentBack, 6);
    const slow = waits.map((wait) =>
      wait.attempt > 1 && wait.toMs !== null ? { ...wait, toMs: wait.toMs + 40 * 3_600_000 } : wait,
    );
    const report = reportBottlenecks(slow, { asOfMs, seeds: 2 });
    const [worst] = report.explained;
    expect(worst?.bottleneck.place).toBe('claim/claimReview (us)');
    expect(worst?.bottleneck.reworkWaits).toBeGreaterThan(300);
    expect(worst?.reason.code).toBe('rework');
    const papers = report.rankings.waits.byDelay.find(({ place }) => place.includes('supplement'));
    expect(papers?.delayS).toBe(0);
  });

  test('counts an open case’s delay so far and simulates without it', () => {
    const lives = generateLives(strained, 3, { cases: 80 });
    const day = Date.UTC(2025, 0, 17);
    const report = reportBottlenecks(lives, { asOfMs: day, seeds: 2 });
    const delayS = lives
      .filter(({ fromMs }) => fromMs <= day)
      .reduce((sum, wait) => sum + partsOf(wait, day).beyondMs / 1000, 0);
    const reported = report.rankings.stages.byDelay.reduce((sum, each) => sum + each.delayS, 0);
    expect(report.openCases).toBeGreaterThan(0);
    expect(reported).toBeCloseTo(delayS, 3);
  });

  test('of no waits at all is empty and simulates nothing', () => {
    const none: TypedWait[] = [];
    const report = reportBottlenecks(none, { asOfMs });
    expect(report).toMatchObject({ cases: 0, explained: [], proposals: [], backTest: null });
  });
});
