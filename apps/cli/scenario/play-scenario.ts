/** Lets the cases of a scenario file live, and holds what became of them against what the file expects. */
import { loadPack } from '#products/load-pack';
import { keepBook } from '../api/books.js';
import type { Session } from '../session.js';
import { liveCase, type LivedCase } from '../world/live-case.js';
import { manyAtOnce } from '../world/many-at-once.js';
import type { Expectation } from './lines.js';
import { readOutcome, type CaseOutcome } from './outcome.js';
import type { ScenarioCase } from './read-scenario.js';

export interface PlayedCase {
  readonly case: string;
  readonly number: string;
  readonly outcome: CaseOutcome;
  /** What the file expects and is otherwise; none where all is as expected. */
  readonly unmet: readonly Unmet[];
}

export interface Unmet {
  readonly what: string;
  readonly expected: unknown;
  readonly found: unknown;
}

export interface Stageplay {
  /** The books to fill, one a currency: `NAME` for CNY, `NAME-usd` for USD. */
  readonly book: string;
  readonly concurrency: number;
}

/** The cases as they were played, in the order of the file. */
export async function playScenario(
  session: Session,
  cases: readonly ScenarioCase[],
  { book, concurrency }: Stageplay,
): Promise<PlayedCase[]> {
  const played = new Map<string, PlayedCase>();
  await manyAtOnce(cases, { concurrency }, async (item) => {
    played.set(item.name, await playCase(session, item, book));
  });
  return cases.flatMap(({ name }) => played.get(name) ?? []);
}

async function playCase(
  session: Session,
  { name, product, script, expectation }: ScenarioCase,
  bookName: string,
): Promise<PlayedCase> {
  const { currency, regime, timeZone } = loadPack(product);
  const book = currency === 'CNY' ? bookName : `${bookName}-${currency.toLowerCase()}`;
  const terms = { guarantor: 'Guarantor of the scenarios', currency, regime, timeZone };
  await keepBook(session.api, book, terms, session.people.operations);
  const application = { ...script.application, book, currency, clientReference: name };
  const lived = await liveCase(session, { ...script, application, timeZone });
  const { number } = lived;
  const outcome = await readOutcome(session.database, number);
  const unmet = [...unmetOf(expectation, outcome), ...unmetBy(lived)];
  return { case: name, number, outcome, unmet };
}

/** What the file had to tell of a case that had ended by then. */
function unmetBy({ untold }: LivedCase): Unmet[] {
  if (untold === 0) return [];
  return [
    { what: 'number of facts and acts not told after an ending', expected: 0, found: untold },
  ];
}

/** Only what the file speaks of is compared. */
export function unmetOf({ books = {}, ...expected }: Expectation, outcome: CaseOutcome): Unmet[] {
  return [
    ...differing(expected, { ...outcome }),
    ...differing(books, { ...outcome.books }).map((unmet) => ({
      ...unmet,
      what: `books.${unmet.what}`,
    })),
  ];
}

function differing(
  expected: Readonly<Record<string, unknown>>,
  found: Readonly<Record<string, unknown>>,
): Unmet[] {
  return Object.entries(expected)
    .filter(([what, value]) => value !== undefined && value !== found[what])
    .map(([what, value]) => ({ what, expected: value, found: found[what] }));
}
