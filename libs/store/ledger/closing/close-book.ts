import type { Pool } from 'pg';
import type { ReserveMove } from '#domain/reserves/decide-reserves';
import type { Queryable } from '../../queryable.js';
import { inTransaction } from '../../transaction.js';
import { closePeriod } from '../close-period.js';
import { postFact } from '../post-fact.js';
import { earnPremiums, earnTheRest } from './earn-premiums.js';
import {
  currencyOfBook,
  periodOf,
  reckonClosing,
  type ClosingReport,
  type ClosingTerms,
} from './closing-report.js';

export type BookClosing =
  | { readonly kind: 'closed'; readonly closedAt: string; readonly report: ClosingReport }
  | { readonly kind: 'refused'; readonly reason: ClosingRefusal };

export type ClosingRefusal =
  | 'alreadyClosed'
  /** Nothing is posted, or in several currencies: a book is kept in one. */
  | 'bookWithoutCurrency'
  | 'makerIsChecker';

/**
 * Closes a book's period: what is earned of premiums, the reserves with the reversal of the former period's, then the
 * days are frozen. The last part is one transaction that holds postings off, so what is reckoned is what is closed.
 */
export async function closeBook(
  pool: Pool,
  terms: ClosingTerms,
  by: string,
  alongside: (tx: Queryable, report: ClosingReport) => Promise<void> = () => Promise.resolve(),
): Promise<BookClosing> {
  const currency = await currencyOfBook(pool, terms.book);
  if (currency === null) return { kind: 'refused', reason: 'bookWithoutCurrency' };
  const { through } = periodOf(terms);
  if (await isClosed(pool, terms.book, through)) {
    return { kind: 'refused', reason: 'alreadyClosed' };
  }
  await earnPremiums(pool, terms.book, through);
  return inTransaction(pool, async (tx) => {
    await tx.query('select aval.hold_ledger_postings()');
    if (await isClosed(tx, terms.book, through)) {
      return { kind: 'refused', reason: 'alreadyClosed' };
    }
    await earnTheRest(tx, terms.book, through);
    const report = await reckonClosing(tx, terms, currency);
    for (const move of [...report.regulatory.moves, ...report.reporting.moves]) {
      await setReserve(tx, report, move);
    }
    await alongside(tx, report);
    const closing = await closePeriod(tx, { book: terms.book, through, by });
    if (closing.kind === 'refused') throw new Error(`${terms.book} was closed under our lock`);
    return { kind: 'closed', closedAt: closing.closedAt, report };
  });
}

/** The former level is undone by an entry of its own, then the new one is set. */
async function setReserve(tx: Queryable, report: ClosingReport, move: ReserveMove): Promise<void> {
  if (move.beforeMinor === move.levelMinor) return;
  if (move.reversesMinor > 0) await post(tx, report, move, 'reversed', 0);
  const standing = move.beforeMinor - move.reversesMinor;
  if (standing !== move.levelMinor) await post(tx, report, move, 'set', move.levelMinor);
}

async function post(
  tx: Queryable,
  { book, currency, period, through }: ClosingReport,
  { reserve }: ReserveMove,
  what: 'reversed' | 'set',
  levelMinor: number,
): Promise<void> {
  const outcome = await postFact(tx, {
    kind: 'reserveSet',
    reference: `closing/${period}/${reserve}/${what}`,
    book,
    guarantee: '',
    currency,
    valueDate: through,
    reserve,
    levelMinor,
  });
  if (outcome.kind === 'refused') {
    throw new Error(`${book}: ${reserve} of ${period} was refused: ${outcome.reason}`);
  }
}

async function isClosed(db: Queryable, book: string, through: string): Promise<boolean> {
  const { rows } = await db.query(
    'select from aval.ledger_period where book = $1 and closed_through >= $2',
    [book, through],
  );
  return rows.length > 0;
}
