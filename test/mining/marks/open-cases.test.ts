import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { analyses } from '#mining/analyses/catalogue';
import { censoringOf } from '#mining/analyses/censoring';
import { subjectOf } from '#mining/analyses/subject';
import { readLog } from '#mining/formats/read-log';
import { WRITTEN_FORMATS, writeLog } from '#mining/formats/write-log';
import { caseStates, markEndedBy, markEndings } from '#mining/log/case-endings';
import type { EventLog } from '#mining/log/event-log';
import { writeReport } from '#mining/report/write-report';
import { logOf } from '../kernel/random-log.js';

const folder = mkdtempSync(join(tmpdir(), 'aval-marks-'));
const day = 86_400_000;
const at = (caseId: string, activity: string, days: number) => ({
  caseId,
  activity,
  instantMs: Date.UTC(2026, 0, 1) + days * day,
});
/** A long ended case, a short ended one, and two that stand open after a day. */
const plain = logOf([
  at('long', 'apply', 0),
  at('long', 'decide', 40),
  at('short', 'apply', 0),
  at('short', 'decide', 20),
  at('open 1', 'apply', 0),
  at('open 1', 'check', 1),
  at('open 2', 'apply', 0),
  at('open 2', 'check', 1),
]);
const marked = markEndings(plain, ['released', 'declined', null, null]);
const durationsOf = (log: EventLog) =>
  analyses.durations.run(subjectOf(log, { asOfMs: 0, waits: () => [] }), { most: 10 });

describe('a log that says which cases are open', () => {
  test.each(WRITTEN_FORMATS)('says so again when read back from %s', async (format) => {
    const file = join(folder, `marked.${format}`);
    await writeLog(marked, format, file);
    const reading = await readLog(file);
    if (reading.kind === 'broken') throw new Error(reading.problem.reason);
    expect(caseStates(reading.log).counts).toEqual({ ended: 2, open: 2, unknown: 0 });
    const { ended, openSoFar } = durationsOf(reading.log);
    expect([ended?.meanS, openSoFar?.meanS]).toEqual([30 * 86_400, 86_400]);
  });

  test('keeps its marks whatever cases and events of it are looked at', () => {
    const { of } = caseStates(marked);
    expect([0, 1, 2, 3].map(of)).toEqual(['ended', 'ended', 'open', 'open']);
  });

  test('is told in its own words, in text and report', () => {
    expect(censoringOf(marked, analyses.durations.censoring)).toEqual(analyses.durations.censoring);
    expect(writeReport(subjectOf(marked, { asOfMs: 0, waits: () => [] }))).toContain(
      '4 个案件中 2 个未结',
    );
  });
});

describe('a log that does not say which cases are open', () => {
  test('is analysed as if all had ended, and every answer says that', () => {
    expect(durationsOf(plain)).toMatchObject({ ended: { count: 4 }, openSoFar: null });
    for (const { censoring } of Object.values(analyses)) {
      expect(censoringOf(plain, censoring)).toEqual({
        en: 'This log does not say which cases are open; all are taken as ended.',
        zh: '本日志未标明哪些案件未结；全部视为已结。',
      });
    }
    const html = writeReport(subjectOf(plain, { asOfMs: 0, waits: () => [] }));
    expect(html).toContain('all are taken as ended');
    expect(html).not.toContain('open are left out');
  });

  test('can be told what ends a case', () => {
    const told = markEndedBy(plain, ['decide']);
    expect(caseStates(told).counts).toEqual({ ended: 2, open: 2, unknown: 0 });
    expect(durationsOf(told)).toMatchObject({ ended: { count: 2 }, openSoFar: { count: 2 } });
  });
});
