import { findingOf } from '#domain/limits/judge';
import { capRule, leverageRule, ruleState, type RuleStanding } from '#domain/limits/rules';
import { decree683, partOfNetAssets, ratesOfRule } from '#domain/limits/terms';
import { concentrationOf } from '#domain/limits/uses';
import type { Queryable } from '../queryable.js';
import { readBookLimits, type BookLimits } from './book-limits.js';
import { listBreaches, type Breach } from './breaches.js';
import { customerUseOf } from './vectors.js';

/**
 * The breaches and warnings of a book with the figures of this moment: an open one tells what is used now, and a warning
 * that holds no more is left out. Their rows are cleared by the next evaluation; reading writes nothing.
 */
export async function breachesNow(
  db: Queryable,
  limits: BookLimits,
  book: string,
): Promise<Breach[]> {
  const all = await listBreaches(db, book);
  const open = all.filter(({ clearedAt }) => clearedAt === null);
  const standing = await rulesNow(db, limits, book, open);
  return all.flatMap((breach): Breach[] => {
    const rule = breach.clearedAt === null ? standing.get(nameOf(breach)) : undefined;
    if (rule === undefined) return [breach];
    if (breach.severity === 'warning' && ruleState(rule) === 'free') return [];
    const { limitMinor, usedMinor } = findingOf(rule, rule.used);
    return [{ ...breach, limitMinor, usedMinor }];
  });
}

/** The same of a book of which nothing is known yet; one that is under no limits has none. */
export async function listBreachesNow(db: Queryable, book: string): Promise<Breach[]> {
  const limits = await readBookLimits(db, book);
  return limits === null ? listBreaches(db, book) : breachesNow(db, limits, book);
}

const nameOf = ({ rule, key }: { readonly rule: string; readonly key: string }): string =>
  `${rule} ${key}`;

/** How the rules of these breaches stand, by name. */
async function rulesNow(
  db: Queryable,
  { basis, use, caps }: BookLimits,
  book: string,
  open: readonly Breach[],
): Promise<ReadonlyMap<string, RuleStanding>> {
  const keysOf = (rule: string) => open.filter((one) => one.rule === rule).map(({ key }) => key);
  const by = basis.terms.thresholdBasis;
  const debtors = await db.query<{ key: string; use: readonly string[] }>(
    `select customer::text as key, use::text[] as use from aval.limit_customer
      where book = $1 and customer::text = any ($2)`,
    [book, keysOf('oneDebtor')],
  );
  const groups = await db.query<{ key: string; used: string }>(
    `select id::text as key, case $3 when 'gross' then committed_gross else committed_own end as used
       from aval.limit_group where book = $1 and id::text = any ($2)`,
    [book, keysOf('relatedDebtors'), by],
  );
  const oneDebtor = partOfNetAssets(basis, decree683.oneDebtorBps);
  const related = partOfNetAssets(basis, decree683.relatedDebtorsBps);
  const [ofOne, ofRelated] = [
    ratesOfRule(basis, 'oneDebtor'),
    ratesOfRule(basis, 'relatedDebtors'),
  ];
  const rules: RuleStanding[] = [
    leverageRule(basis, use.committed),
    ...caps.map(({ cap, use: used }) => capRule(basis, cap, used.committed)),
    ...debtors.rows.map(({ key, use: vector }): RuleStanding => {
      const used = concentrationOf(customerUseOf(vector.map(Number))).committed[by];
      return { rule: 'oneDebtor', key, limit: oneDebtor, used, rates: ofOne };
    }),
    ...groups.rows.map(({ key, used }): RuleStanding => ({
      rule: 'relatedDebtors',
      key,
      limit: related,
      used: Number(used),
      rates: ofRelated,
    })),
  ];
  return new Map(rules.filter(({ limit }) => limit !== null).map((rule) => [nameOf(rule), rule]));
}
