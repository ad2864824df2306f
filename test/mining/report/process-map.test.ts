import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { endings, stages } from '#domain/lifecycle/stages';
import { taskKinds } from '#domain/lifecycle/tasks';
import { waitNames } from '#domain/calendar/timetable';
import { placeWords, wordsOf } from '#mining/bottlenecks/process-words';
import { EventLogBuilder, type EventLog } from '#mining/log/event-log';
import { placeLabels, type Point, type Room } from '#mining/report/label-spots';
import { timeScale } from '#mining/report/time-scale';
import { writeReport } from '#mining/report/write-report';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

describe('the colours of a map', () => {
  test('tell 78 minutes from 5 hours, whatever the slowest takes', () => {
    for (const slowest of [6 * HOUR, 30 * DAY, 900 * DAY]) {
      const quick = [0, 0.3, 2, 11, MINUTE, 2 * MINUTE, 11 * MINUTE, 50 * MINUTE];
      const slow = [2, 5, 20, 60, 200].map((days) => days * DAY);
      const { colourOf } = timeScale([...quick, 78 * MINUTE, 5 * HOUR, ...slow, slowest]);
      expect(colourOf(78 * MINUTE)).not.toBe(colourOf(5 * HOUR));
    }
  });

  test('are one for times that nobody would tell apart', () => {
    const { colourOf, steps } = timeScale([61, 62, 63, 64, 65, 66]);
    expect(new Set([61, 62, 63, 64, 65, 66].map(colourOf)).size).toBe(1);
    expect(steps).toHaveLength(1);
    expect(timeScale([]).colourOf(1)).toBe(steps[0]?.colour);
  });

  test('never become quicker with longer times, and the legend’s bounds are those of the colours', () => {
    const times = fc.array(fc.integer({ min: 0, max: 100 * DAY }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(times, (seconds) => {
        const { steps, colourOf } = timeScale(seconds);
        const colours = steps.map(({ colour }) => colour);
        const places = [...seconds]
          .sort((a, b) => a - b)
          .map((each) => colours.indexOf(colourOf(each)));
        expect(places).toEqual([...places].sort((a, b) => a - b));
        for (const { colour, upToS } of steps.slice(0, -1)) expect(colourOf(upToS)).toBe(colour);
        expect(steps.at(-1)?.upToS).toBe(Infinity);
      }),
    );
  });
});

test('no label lies on another or on a box', () => {
  const point = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 200 }));
  const label = fc.record({
    width: fc.integer({ min: 10, max: 80 }),
    spots: fc.array(point, { minLength: 1, maxLength: 6 }),
  });
  const boxes: Room[] = [{ left: 100, top: 40, width: 120, height: 44 }];
  const covers = ([x, y]: Point, width: number, room: Room) =>
    x - width / 2 < room.left + room.width &&
    room.left < x + width / 2 &&
    y - 11 < room.top + room.height &&
    room.top < y + 2;
  fc.assert(
    fc.property(fc.array(label, { maxLength: 30 }), (labels) => {
      const placed = placeLabels(labels, boxes).flatMap((spot, at) =>
        spot === undefined ? [] : [{ spot, width: labels[at]?.width ?? 0 }],
      );
      for (const [at, { spot, width }] of placed.entries()) {
        const others = placed.slice(at + 1).map(({ spot: [x, y], width: broad }) => ({
          ...{ left: x - broad / 2, top: y - 11, width: broad, height: 13 },
        }));
        expect([...boxes, ...others].some((room) => covers(spot, width, room))).toBe(false);
      }
    }),
  );
});

function logWith(attributes: Record<string, string>, book?: string): EventLog {
  const builder = new EventLogBuilder();
  for (const [at, activity] of ['approval', 'claim'].entries())
    builder.add({ caseId: 'C', activity, instantMs: at * 1000 * HOUR, attributes });
  if (book !== undefined) builder.describeCase('C', { book });
  return builder.build('two steps');
}

const pageOf = (log: EventLog) =>
  writeReport({ log, isOpen: () => false, asOfMs: 0, waits: () => [] }, 'zh');

describe('the names of activities', () => {
  test('are ours in both languages in a log of ours', () => {
    const page = pageOf(logWith({ stage: 'approval' }, 'b'));
    expect(page).toContain('代偿申请');
    expect(page).toContain('<tspan lang="zh">评审</tspan>');
  });

  test('stay as they are in the logs of others, though we have words for them', () => {
    for (const log of [
      logWith({}),
      logWith({ stage: 'closed' }, 'b'),
      logWith({ stage: 'approval' }),
    ])
      expect(pageOf(log)).not.toMatch(/代偿申请|评审</);
  });

  test('of a bottleneck stay as they are too, and only the party is in words', () => {
    expect(placeWords('claim/approval (bank)', true).zh).toBe('代偿申请 / 评审 (银行)');
    expect(placeWords('claim/approval (bank)', false)).toEqual({
      en: 'claim/approval (bank)',
      zh: 'claim/approval (银行)',
    });
    expect(placeWords('Closed/Closed (us)', false).en).toBe('Closed (us)');
  });

  test('are Chinese for every stage, ending, wait and task of ours', () => {
    const names = [...stages, ...endings, ...waitNames, ...Object.keys(taskKinds)];
    expect(names.filter((name) => !/[\u4e00-\u9fff]/.test(wordsOf(name).zh))).toEqual([]);
  });
});

describe('attributes and parties', () => {
  const workedBy = (stage: string): EventLog => {
    const builder = new EventLogBuilder();
    for (const caseId of ['C', 'D']) {
      builder.describeCase(caseId, { book: 'b', amountMinor: 100, tenorMonths: 12 });
      for (const [at, resource] of ['applicant', 'counterGuarantor', 'esign', 'A-Bank'].entries())
        builder.add({
          ...{ caseId, activity: 'signature', instantMs: at * HOUR, resource },
          attributes: { stage },
        });
    }
    return builder.build('a log');
  };

  test('are in words of both languages in a log of ours, and a bank keeps its name', () => {
    const page = pageOf(workedBy('contracting'));
    expect(page).toMatch(/账套、担保金额（分）、期限（月）/);
    expect(page).toMatch(/book, amount \(minor units\), tenor \(months\)/);
    expect(page).toContain(
      '<span lang="en">counter-guarantor</span><span lang="zh">反担保人</span>',
    );
    expect(page).toContain('电子签约平台</span> <i>→</i> A-Bank<');
    expect(page).not.toMatch(/amountMinor|counterGuarantor|esign/);
  });

  test('stay as they are in the logs of others', () => {
    const page = pageOf(workedBy('closed'));
    expect(page).toContain('book, amountMinor, tenorMonths');
    expect(page).toContain('applicant <i>→</i> counterGuarantor');
    expect(page).not.toMatch(/账套|反担保人/);
  });
});
