import type { Queryable } from '../queryable.js';

/** What we have decided on an application: its approval, or its decline by rule, by people or by a deadline. */
export const decisions = ['approved', 'declined'] as const;
export type Decision = (typeof decisions)[number];

/**
 * Our decision on an application as it is on record, or nothing while there is none. A reconsideration that was
 * admitted opens it again; what the bank decides afterwards does not change it.
 */
export async function readDecision(store: Queryable, number: string): Promise<Decision | null> {
  const read = await store.query<{ said: string | null; ending: string | null }>(
    `select g.ending, (
       select f.kind from aval.fact f
        where f.guarantee = g.number and f.kind in ('approved', 'declined', 'reconsiderationAdmitted')
        order by f.no desc limit 1) as said
       from aval.guarantee g where g.number = $1`,
    [number],
  );
  const { said = null, ending = null } = read.rows[0] ?? {};
  if (said === 'approved' || said === 'declined') return said;
  return ending === 'declined' ? 'declined' : null;
}
