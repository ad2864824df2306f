import { rulesOver } from '#domain/limits/rules';
import type { LimitedGuarantee } from '#domain/limits/standing';
import type { Queryable } from '../queryable.js';
import { raiseRules } from './breaches.js';
import { readStanding } from './read-standing.js';

/** Raises a warning, or a breach, for each rule that a guarantee which took more has brought near its limit, or above it. */
export async function noticeStanding(
  tx: Queryable,
  guarantee: Omit<LimitedGuarantee, 'class' | 'controlsGuarantor'>,
): Promise<void> {
  const found = await readStanding(tx, guarantee, 'whole');
  if (found === null) return;
  const rules = rulesOver(found.standing);
  await raiseRules(tx, guarantee.book, guarantee.customer, rules, guarantee.number);
}
