import { noCommitment } from '#domain/limits/amounts';
import { findingOf, largestFit, type RuleFinding } from '#domain/limits/judge';
import {
  capRule,
  isMainlySmall,
  leverageRule,
  ruleState,
  rulesOver,
  type RuleStanding,
  type RuleState,
} from '#domain/limits/rules';
import { adjustedNetAssets } from '#domain/limits/terms';
import { whatIf, type WhatIfAnswer } from '#domain/limits/what-if';
import type { Queryable } from '../queryable.js';
import { readBookLimits, type BookLimits } from './book-limits.js';
import type { Breach } from './breaches.js';
import { breachesNow } from './breaches-now.js';
import { readLimitedCases, readNewestCase } from './limited-case.js';
import { readStanding } from './read-standing.js';

/** A rule as people read it: held to the committed measure, with the reported one beside it. */
export interface RuleReport extends Omit<
  RuleFinding,
  'askedMinor' | 'limitMinor' | 'headroomMinor'
> {
  /** `null` where it cannot be computed: net assets are missing. */
  readonly limitMinor: number | null;
  readonly headroomMinor: number | null;
  readonly reportedMinor: number;
  readonly warningBps: number;
  readonly state: RuleState;
}

export interface BookReport {
  readonly book: string;
  readonly netAssetsMinor: number | null;
  readonly netAssetsOn: string | null;
  readonly holdingsMinor: number;
  readonly holdingsOn: string | null;
  readonly adjustedNetAssetsMinor: number | null;
  readonly thresholdBasis: 'gross' | 'own';
  /** Mainly for small firms and farmers: fifteen times instead of ten. */
  readonly mainlySmall: boolean;
  /** RB, the weighted outstanding liability, with the thresholds tested on gross sums and on own shares. */
  readonly reported: Readonly<Record<'gross' | 'own', number>>;
  /** The stricter measure: with what is undrawn and reserved. */
  readonly committed: Readonly<Record<'gross' | 'own', number>>;
  readonly rules: readonly RuleReport[];
  readonly breaches: readonly Breach[];
}

/** Headroom per rule of a whole book; nothing for a book that is under no limits. */
export async function reportBook(db: Queryable, book: string): Promise<BookReport | null> {
  const limits = await readBookLimits(db, book);
  if (limits === null) return null;
  const { basis, use, netAssetsOn, holdingsOn } = limits;
  const breaches = await breachesNow(db, limits, book);
  return {
    book,
    netAssetsMinor: basis.netAssetsMinor,
    netAssetsOn,
    holdingsMinor: basis.holdingsMinor,
    holdingsOn,
    adjustedNetAssetsMinor: adjustedNetAssets(basis),
    thresholdBasis: basis.terms.thresholdBasis,
    mainlySmall: isMainlySmall(use.committed),
    reported: inMinor(use.reported.weighted),
    committed: inMinor(use.committed.weighted),
    rules: bookRules(limits),
    breaches: breaches.filter(({ clearedAt }) => clearedAt === null),
  };
}

function bookRules({ basis, use, caps }: BookLimits): RuleReport[] {
  return [
    reportOf(leverageRule(basis, use.committed), leverageRule(basis, use.reported)),
    ...caps.map(({ cap, use: used }) =>
      reportOf(capRule(basis, cap, used.committed), capRule(basis, cap, used.reported)),
    ),
  ];
}

const inMinor = ({ gross, own }: Readonly<Record<'gross' | 'own', number>>) => ({
  gross: Math.round(gross / 100),
  own: Math.round(own / 100),
});

function reportOf(committed: RuleStanding, reported: RuleStanding): RuleReport {
  const { rule, key, article, usedMinor, ...found } = findingOf(committed, committed.used);
  const isComputed = committed.limit !== null;
  return {
    rule,
    key,
    article,
    usedMinor,
    limitMinor: isComputed ? found.limitMinor : null,
    headroomMinor: isComputed ? found.headroomMinor : null,
    stopMinor: isComputed ? found.stopMinor : null,
    reportedMinor: Math.round(reported.used / 100),
    warningBps: committed.rates.warningBps,
    state: ruleState(committed),
  };
}

export interface CustomerReport {
  readonly book: string;
  /** The customer's newest case, on whose terms the question is answered. */
  readonly onTermsOf: string;
  readonly group: number | null;
  readonly rules: readonly RuleReport[];
  /** The largest guaranteed amount that would fit beside what the customer has; `null` where nothing limits it. */
  readonly largestFitMinor: number | null;
}

/** How much more could this customer get? Nothing for a customer whom the book does not know. */
export async function reportCustomer(
  db: Queryable,
  book: string,
  customer: string,
): Promise<CustomerReport | null> {
  const newest = await readNewestCase(db, book, customer);
  if (newest === null) return null;
  const { guarantee, bearers } = newest;
  const found = await readStanding(db, guarantee, 'whole');
  if (found === null) return null;
  const { standing } = found;
  const reported = rulesOver(standing, 'reported');
  const rules = rulesOver(standing).map((rule, index) => reportOf(rule, reported[index] ?? rule));
  const isLimited = rules.some(({ limitMinor }) => limitMinor !== null);
  return {
    book,
    onTermsOf: guarantee.number,
    group: standing.group?.id ?? null,
    rules,
    largestFitMinor: isLimited ? largestFit(standing, guarantee, noCommitment, bearers) : null,
  };
}

/** What would become of these cases of a book if they were approved now, in this order. Takes nothing. */
export async function askWhatIf(
  db: Queryable,
  book: string,
  numbers: readonly string[],
): Promise<WhatIfAnswer[]> {
  const cases = await readLimitedCases(db, book, numbers);
  const pending = [];
  for (const limited of cases) {
    const found = await readStanding(db, limited.guarantee, 'whole');
    if (found === null) continue;
    pending.push({ ...limited, standing: found.standing, from: found.commitment });
  }
  return whatIf(pending);
}
