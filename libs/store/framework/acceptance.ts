import type { Queryable } from '../queryable.js';

/** A row that became a guarantee. */
export interface AcceptedRow {
  readonly guarantee: string;
  readonly framework: string;
  readonly loanReference: string;
  readonly amountMinor: number;
  readonly premiumMinor: number;
  readonly acceptedOn: string;
  readonly disbursedOn: string;
}

export type HeadroomOutcome =
  | { readonly kind: 'taken' }
  /** Another row was first, or the framework was stopped or closed meanwhile. */
  | { readonly kind: 'none'; readonly headroomMinor: number };

/**
 * Takes headroom and keeps the row, as the last thing of its transaction: the framework's row is held no longer than
 * the commit takes, and headroom is exact however many file at once.
 */
export async function takeHeadroom(tx: Queryable, row: AcceptedRow): Promise<HeadroomOutcome> {
  await tx.query(
    `insert into aval.framework_guarantee (guarantee, framework, loan_reference, amount_minor, premium_minor,
       accepted_on, disbursed_on) values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ...[row.guarantee, row.framework, row.loanReference, row.amountMinor, row.premiumMinor],
      ...[row.acceptedOn, row.disbursedOn],
    ],
  );
  const taken = await tx.query(
    `update aval.framework set accepted_minor = accepted_minor + $2, accepted_rows = accepted_rows + 1
     where id = $1 and status = 'inForce' and stopped_at is null and accepted_minor + $2 <= limit_minor
     returning id`,
    [row.framework, row.amountMinor],
  );
  if (taken.rows.length > 0) return { kind: 'taken' };
  const { rows } = await tx.query<{ headroomMinor: number }>(
    'select limit_minor - accepted_minor as "headroomMinor" from aval.framework where id = $1',
    [row.framework],
  );
  return { kind: 'none', headroomMinor: rows[0]?.headroomMinor ?? 0 };
}

/** What a guarantee is under its framework. */
export async function acceptedRowOf(
  tx: Queryable,
  guarantee: string,
): Promise<AcceptedRow | undefined> {
  const { rows } = await tx.query<AcceptedRow>(
    `select guarantee, framework, loan_reference as "loanReference", amount_minor as "amountMinor",
       premium_minor as "premiumMinor", accepted_on as "acceptedOn", disbursed_on as "disbursedOn"
     from aval.framework_guarantee where guarantee = $1`,
    [guarantee],
  );
  return rows[0];
}

/** The terms of the guarantee that a loan's reference names already. */
export async function knownRow(
  tx: Queryable,
  framework: string,
  loanReference: string,
): Promise<{ guarantee: string; loanMinor: number; tenorMonths: number } | undefined> {
  const { rows } = await tx.query<{ guarantee: string; loanMinor: number; tenorMonths: number }>(
    `select r.guarantee, g.loan_minor as "loanMinor", g.tenor_months as "tenorMonths"
     from aval.framework_guarantee r join aval.guarantee g on g.number = r.guarantee
     where r.framework = $1 and r.loan_reference = $2`,
    [framework, loanReference],
  );
  return rows[0];
}
