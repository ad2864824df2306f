import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { mineCommand } from '../../apps/cli/commands/mine.js';
import { CommandFailure, exitCodes } from '../../apps/cli/failure.js';
import { sharedData } from './shared-data.js';

const folder = mkdtempSync(join(tmpdir(), 'aval-mine-'));
const inFolder = (name: string): string => join(folder, name);

interface Run {
  readonly printed: string;
  readonly said: string;
  readonly failure?: CommandFailure;
}

/** Runs `aval mine` and gathers what it prints and says. */
async function mine(...args: string[]): Promise<Run> {
  const gathered = { printed: '', said: '' };
  const print = process.stdout.write.bind(process.stdout);
  const say = process.stderr.write.bind(process.stderr);
  process.stdout.write = (text: string | Uint8Array): boolean => {
    gathered.printed += String(text);
    return true;
  };
  process.stderr.write = (text: string | Uint8Array): boolean => {
    gathered.said += String(text);
    return true;
  };
  try {
    await mineCommand().exitOverride().parseAsync(args, { from: 'user' });
    return gathered;
  } catch (trouble) {
    if (trouble instanceof CommandFailure) return { ...gathered, failure: trouble };
    throw trouble;
  } finally {
    process.stdout.write = print;
    process.stderr.write = say;
  }
}

const csv = inFolder('loans.csv');
writeFileSync(
  csv,
  'loan,step,done,begun,who\n' +
    'L1,W_check,2026-03-01T09:00:00Z,2026-03-01T08:30:00Z,Ann\n' +
    'L1,approve,2026-03-02T09:00:00Z,2026-03-02T08:00:00Z,Bob\n' +
    'L2,W_check,2026-03-01T10:00:00Z,2026-03-01T09:30:00Z,Ann\n' +
    'L2,W_check,never,2026-03-01T09:30:00Z,Ann\n',
);
const columns = '--case loan --activity step --timestamp done --start begun --resource who'.split(
  ' ',
);

describe('aval mine', () => {
  test('refuses a broken log with file, line and reason, and says how to go on', async () => {
    const { failure, printed } = await mine(csv, ...columns);
    expect(printed).toBe('');
    expect(failure?.message).toBe(`${csv}:5: not an instant: never`);
    expect(failure?.whatToDo).toContain('--lenient');
    expect(failure?.exitCode).toBe(exitCodes.misused);
  });

  test('a lenient run prints one JSON object and says what it set aside', async () => {
    const { printed, said } = await mine(csv, ...columns, '--lenient', '--json', '--intervals');
    const result = JSON.parse(printed) as Record<string, unknown>;
    expect(result).toMatchObject({
      log: 'loans',
      events: 3,
      cases: 2,
      activities: 2,
      variants: 2,
      activity_instances: 3,
      set_aside: { events: 1 },
    });
    expect(said).toContain('set aside: 1 broken event\n');
    expect(said).toContain(`${csv}:5`);
  });

  test('keeps the activities that a pattern names, and prints no colours when piped', async () => {
    const { printed } = await mine(csv, ...columns, '--lenient', '--keep', 'W_*', '--intervals');
    expect(printed).toContain('2 cases · 2 events · 1 activity ·');
    expect(printed).not.toContain('approve');
    expect(printed.includes(String.fromCharCode(27))).toBe(false);
    const none = await mine(csv, ...columns, '--lenient', '--keep', 'x');
    expect(none.failure?.message).toContain('no events are left');
  });

  test('the report names everything itself and fetches nothing', async () => {
    await mine(csv, ...columns, '--lenient', '--html', inFolder('report.html'));
    const html = readFileSync(inFolder('report.html'), 'utf8');
    expect(html).toContain('流程图');
    expect(html).toContain('Process map');
    expect(html).toContain('W_check');
    expect(html).not.toMatch(/(src|href|@import|url)\s*[=(]\s*["']?(https?:)?\/\//);
  });

  test('a name in the log can put no markup into the report', async () => {
    const file = inFolder('evil.csv');
    writeFileSync(
      file,
      'case,activity,timestamp\n1,<script>alert(1)</script>,2026-03-01\n1,b,2026-03-02\n',
    );
    await mine(file, '--html', inFolder('evil.html'));
    expect(readFileSync(inFolder('evil.html'), 'utf8')).not.toContain('<script>alert');
  });

  test.each(['xes', 'csv', 'parquet', 'jsonocel', 'sqlite', 'avlog'])(
    'a log saved as .%s gives the same answers again',
    async (ending) => {
      const saved = inFolder(`saved.${ending}`);
      const before = await mine(csv, ...columns, '--lenient', '--json', '--save', saved);
      const after = await mine(saved, '--lenient', '--json');
      const plain = (printed: string): object => ({
        ...(JSON.parse(printed) as object),
        log: '',
        set_aside: 0,
      });
      expect(plain(after.printed)).toEqual(plain(before.printed));
    },
    30_000,
  );

  test('an ending that is no format is refused', async () => {
    const { failure } = await mine(csv, ...columns, '--lenient', '--save', inFolder('x.doc'));
    expect(failure?.message).toContain('no format has this ending');
  });

  (sharedData === undefined ? test.skip : test)(
    'the loan application log gives the published figures',
    async () => {
      const log = join(sharedData ?? '', 'eventlogs', 'loanapp.csv.gz');
      const { printed } = await mine(log, '--json', '--intervals');
      const expected = JSON.parse(
        readFileSync(
          join(sharedData ?? '', 'eventlogs', 'expected', 'interval_loanapp.json'),
          'utf8',
        ),
      ) as { cases: number; service_time_mean: Record<string, number> };
      const result = JSON.parse(printed) as typeof expected;
      expect(result.cases).toBe(expected.cases);
      for (const [activity, mean] of Object.entries(expected.service_time_mean)) {
        expect((result.service_time_mean[activity] ?? NaN) / mean).toBeCloseTo(1, 9);
      }
    },
  );
});
