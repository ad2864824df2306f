/** Replays a file of the public SBA format: every sound row becomes a guarantee and lives its true later life. */
import { businessDate, type BusinessDate } from '#domain/calendar/business-date';
import type { Ending } from '#domain/lifecycle/stages';
import { liveCase, type World } from '../world/live-case.js';
import { manyAtOnce } from '../world/many-at-once.js';
import { lifeOf, type LoanLife } from './loan-life.js';
import { scriptOf, type ReplayTerms } from './loan-script.js';
import type { Progress } from './progress.js';
import { readEndedLoans, readRecordedLiability, readRecordedTotals } from './recorded-totals.js';
import { differencesBetween, type Difference, type ReplayReport } from './report.js';
import type { SbaSelection } from './sba-file.js';
import type { SbaRow } from './sba-row.js';
import { liabilityAsOf, totalsOf } from './totals.js';

export interface Replay {
  readonly world: World;
  readonly terms: ReplayTerms;
  /** Cases at once. */
  readonly concurrency: number;
  readonly signal?: AbortSignal;
  progressOf(total: number): Progress;
}

/**
 * Acts out the selection, many cases at once. A second call goes on where the first one stopped: a loan is one
 * guarantee of its book for ever, and those that have ended are left alone.
 */
export async function replay(selection: SbaSelection, run: Replay): Promise<ReplayReport> {
  const startedAt = Date.now();
  const { book } = run.terms;
  const { database } = run.world;
  const lives = new Map(selection.sound.map((row) => [row, lifeOf(row)]));
  await actOut(lives, run);
  const all = [...lives.values()];
  const loans = all.map(({ loan }) => loan);
  const recorded = await readRecordedTotals(database, book, loans);
  const ended = await readEndedLoans(database, book, loans);
  return {
    rows: selection.rows.length,
    setAside: selection.setAside.length,
    ...recorded,
    setAsideRows: selection.setAside,
    endings: countsOf(loans.map((loan) => ended.get(loan) ?? 'open')),
    seconds: Math.round((Date.now() - startedAt) / 100) / 10,
    book,
    differences: [
      ...differencesBetween({ ...recorded }, { ...totalsOf(all) }),
      ...endingDifferences(all, ended),
      ...(await liabilityDifferences(all, run)),
    ],
  };
}

async function actOut(lives: ReadonlyMap<SbaRow, LoanLife>, run: Replay): Promise<void> {
  const { world, terms } = run;
  const loans = [...lives.values()].map(({ loan }) => loan);
  const ended = await readEndedLoans(world.database, terms.book, loans);
  const progress = run.progressOf(lives.size);
  try {
    await manyAtOnce(lives, run, async ([row, life]) => {
      if (!ended.has(life.loan)) await liveCase(world, scriptOf(row, life, terms));
      progress.advance();
    });
  } finally {
    progress.end();
  }
}

function countsOf(endings: readonly (Ending | 'open')[]): ReplayReport['endings'] {
  const counts: Partial<Record<Ending | 'open', number>> = {};
  for (const ending of [...endings].sort()) counts[ending] = (counts[ending] ?? 0) + 1;
  return counts;
}

function endingDifferences(
  lives: readonly LoanLife[],
  ended: ReadonlyMap<string, Ending>,
): Difference[] {
  return lives
    .filter(({ loan, end }) => ended.get(loan) !== end.kind)
    .map(({ loan, end }) => ({
      total: `ending of ${loan}`,
      recorded: ended.get(loan) ?? 'open',
      expected: end.kind,
    }));
}

/** The books as of every year's end from the first approval to the last ending, for these loans alone. */
async function liabilityDifferences(
  lives: readonly LoanLife[],
  { world, terms }: Replay,
): Promise<Difference[]> {
  const days = yearEndsOf(lives);
  const loans = lives.map(({ loan }) => loan);
  const recorded = await readRecordedLiability(world.database, terms.book, loans, days);
  return days.flatMap((day) =>
    differencesBetween({ ...recorded.get(day) }, { ...liabilityAsOf(lives, day) }, `${day} `),
  );
}

function yearEndsOf(lives: readonly LoanLife[]): BusinessDate[] {
  if (lives.length === 0) return [];
  const years = lives.flatMap(({ approvedOn, end }) => [yearOf(approvedOn), yearOf(end.on)]);
  const first = years.reduce((least, year) => Math.min(least, year));
  const last = years.reduce((most, year) => Math.max(most, year));
  return Array.from({ length: last - first + 1 }, (_, index) =>
    businessDate(`${first + index}-12-31`),
  );
}

const yearOf = (date: BusinessDate): number => Number(date.slice(0, 4));
