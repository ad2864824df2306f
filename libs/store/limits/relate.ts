import { noCustomerUse } from '#domain/limits/amounts';
import type { Link } from '#domain/limits/relations';
import type { LimitedGuarantee } from '#domain/limits/standing';
import { concentrationOf } from '#domain/limits/uses';
import type { Queryable } from '../queryable.js';
import { readStanding } from './read-standing.js';
import { customerVector, groupVector } from './vectors.js';

/** The case in which a customer declares its relations. */
export type Declaring = Omit<LimitedGuarantee, 'class' | 'controlsGuarantor'>;

/**
 * Records a customer's declared relations: all who share one of them are one group of related debtors from now on
 * (国令683 art. 16). Returns the group; nothing for a book that is under no limits.
 */
export async function declareRelated(
  tx: Queryable,
  guarantee: Declaring,
  links: readonly Link[],
  on: string,
): Promise<number | null> {
  if (links.length === 0) return null;
  // Declarations of a book come one after the other, before any lock on a customer: so no two wait for each other.
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 3))', [guarantee.book]);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const found = await readStanding(tx, guarantee, 'contended');
    if (found === null) return null;
    const { rows } = await tx.query<{ id: number | null }>(
      'select aval.declare_related($1, $2, $3, $4, $5, $6, $7, $8, $9) as id',
      [
        guarantee.book,
        guarantee.customer,
        found.customerVersion > 0,
        customerVector(noCustomerUse),
        groupVector(concentrationOf(found.standing.customer)),
        links.map(({ kind }) => kind),
        links.map(({ value }) => value),
        on,
        guarantee.number,
      ],
    );
    const group = rows[0]?.id ?? null;
    if (group !== null) return group;
  }
  throw new Error(`${guarantee.number}: its debtor's sums came and went; tried too often`);
}

/** The second reading locks what the first could not see. */
const MOST_ATTEMPTS = 3;

/**
 * Relates an applicant to those whom it declares, and to those who declared it: they are customers of the book already, or
 * their applications are still to come. Returns the group; nothing where nobody declared anything, or for a book that is
 * under no limits.
 */
export async function relateApplicant(
  tx: Queryable,
  guarantee: Declaring,
  { registrationNo, links }: { readonly registrationNo: string; readonly links: readonly Link[] },
  on: string,
): Promise<{ readonly group: number; readonly joined: number } | null> {
  const isDeclaring = links.length > 0;
  if (!isDeclaring && !(await isDeclaredByOthers(tx, guarantee, registrationNo))) return null;
  const own = { kind: 'relatedParty', value: registrationNo } as const;
  const group = await declareRelated(tx, guarantee, [...links, own], on);
  if (group === null) return null;
  const others = await customersDeclared(tx, guarantee, links, group);
  for (const { customer, value } of others) {
    const link = { kind: 'relatedParty', value } as const;
    await declareRelated(tx, { ...guarantee, customer }, [link], on);
  }
  return { group, joined: others.length };
}

/** Somebody has named this applicant as a related party, and it is not in that group yet. */
async function isDeclaredByOthers(
  tx: Queryable,
  { book, customer }: Declaring,
  registrationNo: string,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `select from aval.limit_link where book = $1 and kind = 'relatedParty' and value = $2
       and not exists (select from aval.limit_link
         where book = $1 and kind = 'relatedParty' and value = $2 and customer = $3)
     limit 1`,
    [book, registrationNo, customer],
  );
  return rowCount === 1;
}

/** Who of the declared parties has a case in the book, and does not belong to the group yet. */
async function customersDeclared(
  tx: Queryable,
  { book, customer }: Declaring,
  links: readonly Link[],
  group: number,
): Promise<{ readonly customer: number; readonly value: string }[]> {
  const parties = links.filter(({ kind }) => kind === 'relatedParty').map(({ value }) => value);
  const { rows } = await tx.query<{ customer: number; value: string }>(
    `select p.id as customer, p.registration_no as value from aval.party p
     where p.registration_no = any ($2) and p.id <> $3
       and exists (select from aval.guarantee g where g.applicant = p.id and g.book = $1)
       and not exists (select from aval.limit_customer c join aval.limit_group g on g.id = c.group_id
         where c.customer = p.id and c.book = $1 and coalesce(g.merged_into, g.id) = $4)
     order by p.id`,
    [book, parties, customer, group],
  );
  return rows;
}
