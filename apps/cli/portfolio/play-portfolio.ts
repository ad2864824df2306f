/** Plays the demonstration's portfolio: into the book `demo`, and where a file is named into `demo-sba`. */
import type { BusinessDate } from '#domain/calendar/business-date';
import { businessDateOf } from '#domain/calendar/instant';
import { loadPack } from '#products/load-pack';
import { keepListEntry } from '#store/case/lists';
import { keepBook } from '../api/books.js';
import { CommandFailure } from '../failure.js';
import { lifeOf } from '../replay/loan-life.js';
import { sbaProduct, scriptOf } from '../replay/loan-script.js';
import { readSbaFile } from '../replay/sba-file.js';
import type { Session } from '../session.js';
import type { CaseScript } from '../world/case-script.js';
import { liveCase, type LivedCase } from '../world/live-case.js';
import { manyAtOnce } from '../world/many-at-once.js';
import { keepDemonstrationLimits } from './demonstration-limits.js';
import { drawPortfolio, type PortfolioCase } from './portfolio.js';

export interface Demonstration {
  /** A file of the public SBA format, of which every 500th row is played. */
  readonly sbaFile?: string;
  readonly seed?: number;
  readonly signal?: AbortSignal;
  /** Called as the portfolio is drawn, and after each case. */
  readonly onProgress?: (done: number, total: number) => void;
}

export const demonstrationBook = 'demo';
export const sbaDemonstrationBook = 'demo-sba';
const defaultSeed = 683;
const everyRows = 500;
const concurrency = 16;

/**
 * Plays what is not played yet: cases know their client references, so that a second start adds nothing and goes on
 * with those that were interrupted.
 */
export async function playPortfolio(session: Session, demonstration: Demonstration): Promise<void> {
  const scripts = [
    ...(await openDemo(session, demonstration)),
    ...(await openSba(session, demonstration)),
  ];
  const { signal, onProgress } = demonstration;
  const failures: string[] = [];
  let done = 0;
  onProgress?.(done, scripts.length);
  await manyAtOnce(scripts, { concurrency, signal }, async (script) => {
    const failure = await play(session, script);
    if (failure !== null) failures.push(failure);
    done += 1;
    onProgress?.(done, scripts.length);
  });
  if (failures.length > 0 && signal?.aborted !== true) {
    throw new CommandFailure(
      `${failures.length} cases stopped on their way:\n${failures.join('\n')}`,
    );
  }
}

/** One case that goes wrong stops no other. @returns what went wrong, or null */
async function play(session: Session, script: PortfolioCase): Promise<string | null> {
  try {
    if (!(await isPlayed(session, script))) await playCase(session, script);
    return null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `  ${script.application.clientReference}: ${reason}`;
  }
}

/** Lives one case. Who is to be found on a list is put there first: lists have no door of their own yet. */
export async function playCase(session: Session, script: PortfolioCase): Promise<LivedCase> {
  const { listed, startsOn, application } = script;
  if (listed !== undefined) {
    const { registrationNo } = application.applicant;
    const entry = { ...listed, registrationNo, source: 'synthetic', listedOn: startsOn };
    await keepListEntry(session.database, entry);
  }
  return liveCase(session, script);
}

async function openDemo(session: Session, { seed }: Demonstration): Promise<PortfolioCase[]> {
  const { currency, regime, timeZone } = loadPack('bao-wei-dai');
  const terms = { guarantor: 'Aval Demonstration Guarantee Co.', currency, regime, timeZone };
  await keepBook(session.api, demonstrationBook, terms, session.people.operations);
  const today = businessDateOf(new Date().toISOString(), timeZone);
  await keepDemonstrationLimits(session, demonstrationBook, lastYearsEnd(today));
  return drawPortfolio({ book: demonstrationBook, seed: seed ?? defaultSeed, today });
}

/** The day of the last accounts that a guarantor has on any day. */
const lastYearsEnd = (today: BusinessDate): BusinessDate =>
  `${Number(today.slice(0, 4)) - 1}-12-31` as BusinessDate;

async function openSba(session: Session, { sbaFile }: Demonstration): Promise<CaseScript[]> {
  if (sbaFile === undefined) return [];
  const { currency, regime, timeZone, claim } = loadPack(sbaProduct);
  const guarantor = 'US Small Business Administration';
  await keepBook(
    session.api,
    sbaDemonstrationBook,
    { guarantor, currency, regime, timeZone },
    session.people.operations,
  );
  const { sound } = await readSbaFile(sbaFile, { every: everyRows, limit: null });
  const claimPapers = claim.papers.map(({ code }) => code);
  const terms = { book: sbaDemonstrationBook, timeZone, claimPapers };
  return sound.map((row) => scriptOf(row, lifeOf(row), terms));
}

/** A case that is known is left as it is: what was drawn yesterday has other dates today. */
async function isPlayed({ database }: Session, { application }: CaseScript): Promise<boolean> {
  const { rowCount } = await database.query(
    'select 1 from aval.guarantee where book = $1 and client_reference = $2',
    [application.book, application.clientReference],
  );
  return (rowCount ?? 0) > 0;
}
