import { describe, expect, test } from '@jest/globals';
import { reportBottlenecks } from '#mining/bottlenecks/bottleneck-report';
import { cutReport } from '#mining/bottlenecks/cut-report';
import { placeWords } from '#mining/bottlenecks/process-words';
import { analyses } from '#mining/analyses/catalogue';
import { writeBottleneckReport } from '#mining/report/bottleneck-page';
import { waitNames } from '#domain/calendar/timetable';
import { stages } from '#domain/lifecycle/stages';
import { generateLives, withStage } from './generated-lives.js';

const asOfMs = Date.UTC(2035, 0, 1);
const waits = generateLives(withStage('officerApproval', { people: 1 }), 1, { cases: 80 });
const report = reportBottlenecks(waits, { asOfMs, seeds: 2 });

const { censoring } = analyses.bottlenecks;

describe('the page of a bottleneck report', () => {
  const page = writeBottleneckReport(report, 'a <b> log', censoring, 'zh');

  test('needs nothing from outside, and no name can break out of it', () => {
    expect(page).not.toMatch(/(src|href)=|url\(|@import|https?:/);
    expect(page).not.toContain('a <b> log');
    expect(page).toContain('a &lt;b&gt; log');
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('names the worst place, the cases behind it, its people and every proposal in both languages', () => {
    const [worst] = report.rankings.waits.byDelay;
    expect(page).toContain('officer’s approval (us)');
    expect(page).toContain('经办审批 (本机构)');
    expect(page).toContain(`>${worst?.delayedBy[0]?.caseId ?? 'no case'} `);
    for (const { resource } of report.loads) expect(page).toContain(resource);
    expect(report.proposals.length).toBeGreaterThan(1);
    for (const { text, textZh } of report.proposals) {
      expect(page).toContain(text);
      expect(page).toContain(textZh);
      expect(textZh).toMatch(/\p{Script=Han}/u);
      expect(textZh).not.toMatch(/[a-z]{3}/);
    }
  });

  test('names its own column where the answer’s note names a field', () => {
    expect(page).toContain('“未结束” 为其数量');
    expect(page).toContain('“Still open” says how many do');
    expect(page).not.toContain('`');
  });

  test('tells how far the simulation is to be trusted', () => {
    const percent = ((report.backTest?.relativeError ?? NaN) * 100).toFixed(1);
    expect(page).toContain(`误差 <b>${percent} %</b>`);
  });

  test('of no waits says so', () => {
    const empty = writeBottleneckReport(reportBottlenecks([], { asOfMs }), 'none', censoring);
    expect(empty).toContain('没有超出约定的等待');
    expect(empty).not.toMatch(/NaN|undefined|Infinity/);
  });
});

test('every stage and every wait of ours has a Chinese name', () => {
  for (const name of [...stages, ...waitNames])
    expect(placeWords(name, true).zh).toMatch(/^[AB\p{Script=Han}]+$/u);
});

test('a report cut for a machine keeps its counts and says how many cases it leaves out', () => {
  const cut = cutReport(report, { places: 2, cases: 3 });
  const [whole] = report.rankings.waits.byDelay;
  const [first, ...others] = cut.rankings.waits.byDelay;
  expect(others).toHaveLength(1);
  expect(first?.delayedBy).toEqual(whole?.delayedBy.slice(0, 3));
  expect(first?.delayedCases).toBe(whole?.delayedCases);
  expect(first?.delayedByLeftOut).toBe((whole?.delayedCases ?? NaN) - 3);
  expect(cut.explained[0]?.bottleneck).toEqual(first);
  expect(whole?.delayedByLeftOut).toBe(0);
});
