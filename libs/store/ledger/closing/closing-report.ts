import type { BusinessDate } from '#domain/calendar/business-date';
import { reserveNames } from '#domain/ledger/accounts';
import type { ReserveName } from '#domain/ledger/accounts';
import { accountingPeriod, endOfYearBefore } from '#domain/reserves/accounting-period';
import type { AccountingPeriod } from '#domain/reserves/accounting-period';
import {
  decideReserves,
  type ClassStanding,
  type ReserveInputs,
  type ReserveMove,
} from '#domain/reserves/decide-reserves';
import type { ReservePolicy } from '#domain/reserves/reserve-policy';
import { books, type CurrencyBooks } from '../books.js';
import type { Queryable } from '../../queryable.js';

/** What a close reckons, on three bases that are never mixed, each with its source. */
export interface ClosingReport {
  readonly book: string;
  readonly currency: string;
  readonly period: string;
  readonly through: BusinessDate;
  /** Premium earned by day, as the contract has it. */
  readonly contract: {
    readonly basis: 'contract';
    readonly premiumUnearnedMinor: number;
    readonly premiumEarnedMinor: number;
  };
  readonly regulatory: {
    readonly basis: 'regulatory';
    readonly source: string;
    readonly yearPremiumMinor: number;
    readonly moves: readonly ReserveMove[];
  };
  /** Inputs to financial reporting; no compliant measurement is claimed. */
  readonly reporting: {
    readonly basis: 'reportingInputs';
    readonly source: string;
    readonly classes: readonly ClassStanding[];
    readonly moves: readonly ReserveMove[];
  };
}

export interface ClosingTerms {
  readonly book: string;
  readonly period: string;
  readonly policy: ReservePolicy;
  readonly netProfitMinor: number | null;
}

/** The period by its name. @throws Error for any other text: callers have read it before. */
export function periodOf(terms: Pick<ClosingTerms, 'period'>): AccountingPeriod {
  const period = accountingPeriod(terms.period);
  if (period === null) throw new Error(`${terms.period} is no accounting period`);
  return period;
}

/** What the books say at the period's end and what follows of it; books nothing. */
export async function reckonClosing(
  db: Queryable,
  terms: ClosingTerms,
  currency: string,
): Promise<ClosingReport> {
  const period = periodOf(terms);
  const { through } = period;
  const figures = await figuresOf(db, terms.book, currency, through);
  const yearBefore = await figuresOf(db, terms.book, currency, endOfYearBefore(through));
  const inputs: ReserveInputs = {
    yearPremiumMinor: premiumOf(figures) - premiumOf(yearBefore),
    classes: await classStandings(db, terms.book, through),
    levels: levelsOf(figures),
    netProfitMinor: terms.netProfitMinor,
  };
  const moves = decideReserves(period, inputs, terms.policy);
  const { regulatory, reporting } = terms.policy;
  return {
    book: terms.book,
    currency,
    period: terms.period,
    through,
    contract: {
      basis: 'contract',
      premiumUnearnedMinor: figures?.premiumUnearnedMinor ?? 0,
      premiumEarnedMinor: figures?.premiumEarnedMinor ?? 0,
    },
    regulatory: {
      basis: 'regulatory',
      source: regulatory.source,
      yearPremiumMinor: inputs.yearPremiumMinor,
      moves: moves.filter(({ basis }) => basis === 'regulatory'),
    },
    reporting: {
      basis: 'reportingInputs',
      source: reporting.source,
      classes: inputs.classes,
      moves: moves.filter(({ basis }) => basis === 'reporting'),
    },
  };
}

/** The one currency that a book is kept in; `null` where nothing is posted or several are. */
export async function currencyOfBook(db: Queryable, book: string): Promise<string | null> {
  const { rows } = await db.query<{ currency: string }>(
    `select currency from aval.book where id = $1`,
    [book],
  );
  if (rows[0] !== undefined) return rows[0].currency;
  const currencies = Object.keys((await books(db, { book })).currencies);
  return currencies.length === 1 ? (currencies[0] ?? null) : null;
}

const figuresOf = async (
  db: Queryable,
  book: string,
  currency: string,
  asOf: BusinessDate,
): Promise<CurrencyBooks | undefined> => (await books(db, { book, asOf })).currencies[currency];

/** Premium accrued, refunds off: it is unearned first and earned later. */
const premiumOf = (figures: CurrencyBooks | undefined): number =>
  (figures?.premiumUnearnedMinor ?? 0) + (figures?.premiumEarnedMinor ?? 0);

function levelsOf(figures: CurrencyBooks | undefined): Record<ReserveName, number> {
  const levels = reserveNames.map((name) => [name, figures?.[`${name}Minor`] ?? 0]);
  return Object.fromEntries(levels) as Record<ReserveName, number>;
}

/** Outstanding and payout receivable by class, as of a day: a case's class of that day, `pass` where none is known. */
async function classStandings(
  db: Queryable,
  book: string,
  through: BusinessDate,
): Promise<ClassStanding[]> {
  const { rows } = await db.query<ClassStanding>(byClass, [book, through]);
  return rows;
}

const byClass = `
  with standing as (
    select guarantee,
      sum(case account when 'outstanding' then credit_minor - debit_minor else 0 end) as outstanding,
      sum(case account when 'payoutReceivable' then debit_minor - credit_minor else 0 end) as receivable
    from aval.ledger_posting
    where book = $1 and value_date <= $2 and account in ('outstanding', 'payoutReceivable')
    group by guarantee)
  select coalesce(class.name, 'pass') as "riskClass", sum(outstanding)::float8 as "outstandingMinor",
    sum(receivable)::float8 as "receivableMinor"
  from standing s left join lateral (
    select data ->> 'to' as name from aval.fact f
    where f.guarantee = s.guarantee and kind = 'classified' and business_date <= $2
    order by no desc limit 1) class on true
  where outstanding <> 0 or receivable <> 0
  group by 1 order by 1`;
