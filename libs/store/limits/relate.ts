import { noCustomerUse } from '#domain/limits/amounts';
import type { LimitedGuarantee } from '#domain/limits/standing';
import { concentrationOf } from '#domain/limits/uses';
import type { Queryable } from '../queryable.js';
import { readStanding } from './read-standing.js';
import { customerVector, groupVector } from './vectors.js';

/** What an applicant declared: a group it belongs to, a related party, who controls it. */
export const linkKinds = ['relatedGroup', 'relatedParty', 'controller'] as const;
export interface Link {
  readonly kind: (typeof linkKinds)[number];
  /** The code or registration number that ties all who declare it. */
  readonly value: string;
}

/**
 * Records a customer's declared relations: all who share one of them are one group of related debtors from now on
 * (国令683 art. 16). Returns the group; nothing for a book that is under no limits.
 */
export async function declareRelated(
  tx: Queryable,
  guarantee: Omit<LimitedGuarantee, 'class' | 'controlsGuarantor'>,
  links: readonly Link[],
  on: string,
): Promise<number | null> {
  const found = await readStanding(tx, guarantee, 'contended');
  if (found === null || links.length === 0) return null;
  const { rows } = await tx.query<{ id: number }>(
    'select aval.declare_related($1, $2, $3, $4, $5, $6, $7, $8) as id',
    [
      guarantee.book,
      guarantee.customer,
      customerVector(noCustomerUse),
      groupVector(concentrationOf(found.standing.customer)),
      links.map(({ kind }) => kind),
      links.map(({ value }) => value),
      on,
      guarantee.number,
    ],
  );
  return rows[0]?.id ?? null;
}
