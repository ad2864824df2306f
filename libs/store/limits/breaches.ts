import { findingOf } from '#domain/limits/judge';
import { stopLine, type CapRates } from '#domain/limits/rates';
import {
  articles,
  capRule,
  leverageRule,
  ruleState,
  type RuleStanding,
} from '#domain/limits/rules';
import { decree683, partOfNetAssets, ratesOfRule, type BookBasis } from '#domain/limits/terms';
import { concentrationOf } from '#domain/limits/uses';
import type { Queryable } from '../queryable.js';
import { readBookLimits } from './book-limits.js';
import { customerUseOf, type Vector } from './vectors.js';

/**
 * A rule that stands above its limit, or `netAssetsMissing`: the rules of Decree 683 cannot be computed. As a `warning` the
 * rule is kept, and used from its warning rate on.
 */
export interface Breach {
  readonly id: number;
  readonly severity: Severity;
  readonly book: string;
  readonly rule: string;
  readonly key: string;
  readonly article: string;
  readonly limitMinor: number | null;
  readonly usedMinor: number | null;
  readonly cause: string;
  readonly caseCount: number;
  /** The largest two hundred. */
  readonly cases: readonly string[];
  readonly raisedAt: Date;
  readonly clearedAt: Date | null;
}

export type Severity = 'breach' | 'warning';

/** The breaches and warnings of a book, open ones first, then the newest. */
export async function listBreaches(db: Queryable, book: string): Promise<Breach[]> {
  const { rows } = await db.query<Breach>(
    `select id, severity, book, rule, key, article, limit_minor as "limitMinor", used_minor as "usedMinor", cause,
       case_count as "caseCount", cases, raised_at as "raisedAt", cleared_at as "clearedAt"
     from aval.limit_breach where book = $1 order by cleared_at is not null, id desc limit 200`,
    [book],
  );
  return rows;
}

/** What is found above its limit, and whose cases are concerned. */
interface Found extends Pick<RuleStanding, 'key'> {
  readonly rule: string;
  readonly severity: Severity;
  readonly article: string;
  readonly limitMinor: number | null;
  readonly usedMinor: number | null;
  readonly among: Among;
}
type Among =
  | { readonly kind: 'book' }
  | { readonly kind: 'customer' | 'group'; readonly id: number }
  | { readonly kind: 'cap'; readonly dimension: string; readonly key: string };

/**
 * Evaluates a whole book anew: raises what stands above its limit or is near it, with its cases and article, and clears
 * what is so no more. Reads sums, and of the customers only those large enough to matter. Returns how many breaches stand
 * open; warnings are not counted.
 */
export async function evaluateBook(tx: Queryable, book: string, cause: string): Promise<number> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 4))', [book]);
  const limits = await readBookLimits(tx, book);
  if (limits === null) return 0;
  const { basis } = limits;
  const missing: Found[] = basis.netAssetsMinor === null ? [netAssetsMissing] : [];
  const found = [
    ...missing,
    ...notable(leverageRule(basis, limits.use.committed), { kind: 'book' }),
    ...limits.caps.flatMap(({ cap, use }) =>
      notable(capRule(basis, cap, use.committed), { ...cap, kind: 'cap' }),
    ),
    ...(await notableDebtors(tx, book, basis)),
    ...(await notableGroups(tx, book, basis)),
  ];
  for (const breach of found) await raise(tx, book, breach, cause);
  await tx.query(
    `update aval.limit_breach set cleared_at = clock_timestamp()
     where book = $1 and cleared_at is null and not (severity || ' ' || rule || ' ' || key = any ($2))`,
    [book, found.map(({ severity, rule, key }) => `${severity} ${rule} ${key}`)],
  );
  return found.filter(({ severity }) => severity === 'breach').length;
}

const netAssetsMissing: Found = {
  rule: 'netAssetsMissing',
  key: '',
  severity: 'breach',
  article: '国令683 art. 15, 16',
  limitMinor: null,
  usedMinor: null,
  among: { kind: 'book' },
};

/** Says once that a book takes on guarantees without recorded net assets. */
export async function raiseNetAssetsMissing(tx: Queryable, book: string): Promise<void> {
  const { rowCount } = await tx.query(
    `select from aval.limit_breach where book = $1 and rule = 'netAssetsMissing' and cleared_at is null`,
    [book],
  );
  if (rowCount === 0) await raise(tx, book, netAssetsMissing, 'reservation');
}

/** Raises what one guarantee has put above a limit or near it; nothing is refused that the ledger has booked. */
export async function raiseRules(
  tx: Queryable,
  book: string,
  customer: number,
  rules: readonly RuleStanding[],
  cause: string,
): Promise<void> {
  for (const rule of rules) {
    for (const found of notable(rule, amongOf(rule, customer))) {
      if (found.severity === 'breach' || (await isNews(tx, book, found))) {
        await raise(tx, book, found, cause);
      }
    }
  }
}

/** A warning stands once: who comes while it is open, or while another raises it, neither waits nor repeats it. */
async function isNews(tx: Queryable, book: string, { rule, key }: Found): Promise<boolean> {
  const { rowCount } = await tx.query(
    `select where not exists (select from aval.limit_breach
         where book = $1 and rule = $2 and key = $3 and cleared_at is null)
       and pg_try_advisory_xact_lock(hashtextextended($1 || ' ' || $2 || ' ' || $3, 5))`,
    [book, rule, key],
  );
  return rowCount === 1;
}

function amongOf(rule: RuleStanding, customer: number): Among {
  const [dimension = '', ...rest] = rule.key.split(':');
  switch (rule.rule) {
    case 'relatedDebtors':
      return { kind: 'group', id: Number(rule.key) };
    case 'cap':
      return { kind: 'cap', dimension, key: rest.join(':') };
    case 'leverage':
      return { kind: 'book' };
    case 'oneDebtor':
    case 'controllingShareholder':
      return { kind: 'customer', id: customer };
  }
}

/** What is to be told of a rule: that it is exceeded, or that it is used from its warning rate on. */
function notable(rule: RuleStanding, among: Among): Found[] {
  const state = ruleState(rule);
  if (state === 'free') return [];
  const severity = state === 'exceeded' ? 'breach' : 'warning';
  const { limitMinor, usedMinor } = findingOf(rule, rule.used);
  const key = among.kind === 'customer' ? String(among.id) : rule.key;
  const { [rule.rule]: article } = articles;
  return [{ rule: rule.rule, key, severity, article, limitMinor, usedMinor, among }];
}

async function notableDebtors(tx: Queryable, book: string, basis: BookBasis): Promise<Found[]> {
  const limit = partOfNetAssets(basis, decree683.oneDebtorBps);
  if (limit === null) return [];
  const rates = ratesOfRule(basis, 'oneDebtor');
  // No weight is above 100 %: who is not near the limit unweighted cannot be near it weighted.
  const { rows } = await tx.query<{ customer: number; use: readonly string[] }>(
    `select customer, use::text[] as use from aval.limit_customer
     where book = $1 and (use[2] + use[4] + use[6] + use[8] + use[10]) * 100 >= $2`,
    [book, leastNotable(limit, rates)],
  );
  return rows.flatMap(({ customer, use }) => {
    const vector: Vector = use.map(Number);
    const used = concentrationOf(customerUseOf(vector)).committed[basis.terms.thresholdBasis];
    const rule = { rule: 'oneDebtor', key: '', limit, used, rates } as const;
    return notable(rule, { kind: 'customer', id: customer });
  });
}

async function notableGroups(tx: Queryable, book: string, basis: BookBasis): Promise<Found[]> {
  const limit = partOfNetAssets(basis, decree683.relatedDebtorsBps);
  if (limit === null) return [];
  const rates = ratesOfRule(basis, 'relatedDebtors');
  const { rows } = await tx.query<{ id: number; used: number }>(
    `select id, used from (select id, case $2 when 'gross' then committed_gross else committed_own end as used
       from aval.limit_group where book = $1 and merged_into is null) as g where used >= $3`,
    [book, basis.terms.thresholdBasis, leastNotable(limit, rates)],
  );
  return rows.flatMap(({ id, used }) =>
    notable({ rule: 'relatedDebtors', key: String(id), limit, used, rates }, { kind: 'group', id }),
  );
}

/** The least use that may be notable, rounded down. */
const leastNotable = (limit: number, rates: CapRates): number =>
  stopLine(limit, { stopBps: Math.min(rates.warningBps, rates.stopBps ?? 10_000) });

async function raise(tx: Queryable, book: string, found: Found, cause: string): Promise<void> {
  await tx.query(
    `with concerned as (
       select c.guarantee, reserved_gross_minor + undrawn_gross_minor + outstanding_gross_minor as committed
       from aval.limit_commitment c
       where c.book = $1 and reserved_gross_minor + undrawn_gross_minor + outstanding_gross_minor > 0
         and case $7 when 'customer' then c.customer = $8
           when 'group' then c.customer in (select customer from aval.limit_customer m
             join aval.limit_group g on g.id = m.group_id where coalesce(g.merged_into, g.id) = $8)
           when 'cap' then aval.is_under_cap($9, $10, array[product, sector, bank, programme, region])
           else true end)
     insert into aval.limit_breach (book, rule, key, article, limit_minor, used_minor, cause, case_count, cases, severity)
     select $1, $2, $3, $4, $5, $6, $11, (select count(*) from concerned),
       array(select guarantee from concerned order by committed desc, guarantee limit 200), $12
     on conflict (book, rule, key, severity) where cleared_at is null do update set limit_minor = excluded.limit_minor,
       used_minor = excluded.used_minor, case_count = excluded.case_count, cases = excluded.cases`,
    [
      book,
      found.rule,
      found.key,
      found.article,
      found.limitMinor,
      found.usedMinor,
      found.among.kind,
      'id' in found.among ? found.among.id : null,
      'dimension' in found.among ? found.among.dimension : null,
      'dimension' in found.among ? found.among.key : null,
      cause,
      found.severity,
    ],
  );
  if (found.severity === 'warning') return;
  // Who is above the limit is warned no more.
  await tx.query(
    `update aval.limit_breach set cleared_at = clock_timestamp()
     where book = $1 and rule = $2 and key = $3 and severity = 'warning' and cleared_at is null`,
    [book, found.rule, found.key],
  );
}
