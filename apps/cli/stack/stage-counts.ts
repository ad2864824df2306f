import { endings, stages, type Place } from '#domain/lifecycle/stages';
import pg from 'pg';
import { pause } from './names.js';
import type { Screen } from './screen.js';

/** How many cases stand in each stage or have come to each ending. */
export type StageCounts = Readonly<Partial<Record<Place, number>>>;

const oftenMs = 1000;
/** Looking may take a twentieth of the time, however many cases there are. */
const looksShare = 20;

/** Shows the counts on the screen until told to stop. While the database is away the last ones stay. */
export async function watchStages(url: string, screen: Screen, stop: AbortSignal): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 2000 });
  // A database that is killed breaks idle sessions too; the next look opens another.
  pool.on('error', () => undefined);
  try {
    while (!stop.aborted) {
      const began = Date.now();
      const counts = await countStages(pool).catch(() => undefined);
      // A stop may have come while the database was counting.
      if (counts && !isOver(stop)) screen.show(tableOf(counts), summaryOf(counts));
      await pause(Math.max(oftenMs, looksShare * (Date.now() - began)), stop);
    }
  } finally {
    await pool.end();
  }
}

const isOver = (stop: AbortSignal): boolean => stop.aborted;

async function countStages(pool: pg.Pool): Promise<StageCounts> {
  const { rows } = await pool.query<{ place: Place; cases: number }>(
    'select coalesce(ending, stage) as place, count(*)::int as cases from aval.guarantee group by 1',
  );
  return Object.fromEntries(rows.map(({ place, cases }) => [place, cases]));
}

/** A line for each stage and ending that holds cases, in the order of a life. */
export function tableOf(counts: StageCounts): string[] {
  const line = (place: Place): string =>
    `  ${inWords(place).padEnd(16)}${String(counts[place]).padStart(9)}`;
  const filled = (places: readonly Place[]): Place[] => places.filter((place) => counts[place]);
  const rows = [
    ...filled(stages).map(line),
    ...filled(endings).map((ending) => `${line(ending)}  (ending)`),
  ];
  return [`  ${'stage'.padEnd(16)}${'cases'.padStart(9)}`, ...rows];
}

/** The same in one line, for logs and pipes. */
export function summaryOf(counts: StageCounts): string {
  const sum = (places: readonly Place[]): number =>
    places.reduce((total, place) => total + (counts[place] ?? 0), 0);
  const parts = [...stages, ...endings]
    .filter((place: Place) => counts[place])
    .map((place: Place) => `${inWords(place)} ${counts[place] ?? 0}`);
  const total = `${sum(stages)} under way, ${sum(endings)} ended`;
  return parts.length === 0 ? total : `${total}: ${parts.join(' · ')}`;
}

/** `dueDiligence` → `due diligence` */
const inWords = (place: Place): string =>
  place.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
