import type { Queryable } from '../queryable.js';

/** Keeps a claim in the order of filing; `wantedMinor` is the covered part of it, before any cap. */
export async function fileUnderCap(
  tx: Queryable,
  claim: {
    readonly framework: string;
    readonly guarantee: string;
    readonly claim: string;
    readonly wantedMinor: number;
    readonly filedOn: string;
  },
): Promise<void> {
  await tx.query(
    `insert into aval.framework_claim (framework, guarantee, claim, wanted_minor, filed_on)
     values ($1, $2, $3, $4, $5)`,
    [claim.framework, claim.guarantee, claim.claim, claim.wantedMinor, claim.filedOn],
  );
}

/** What open claims that were filed earlier may still want of the cap. The frameworks are locked by the caller. */
export async function wantedBefore(
  tx: Queryable,
  frameworks: readonly string[],
  guarantee: string,
  claim: string,
): Promise<number> {
  const { rows } = await tx.query<{ wantedMinor: number }>(
    `select coalesce(sum(c.wanted_minor), 0)::bigint as "wantedMinor" from aval.framework_claim c
     where c.framework = any ($1) and c.status = 'open' and c.id < (
       select max(id) from aval.framework_claim where guarantee = $2 and claim = $3)`,
    [frameworks, guarantee, claim],
  );
  return rows[0]?.wantedMinor ?? 0;
}

/** Uses the cap for an accepted claim, and says what it kept. The framework is locked by the caller. */
export async function useCap(
  tx: Queryable,
  use: {
    readonly framework: string;
    readonly guarantee: string;
    readonly claim: string;
    readonly payableMinor: number;
    readonly keptMinor: number;
  },
): Promise<void> {
  await tx.query(
    `update aval.framework_claim set status = 'accepted', payable_minor = $3, kept_minor = $4
     where guarantee = $1 and claim = $2 and status = 'open'`,
    [use.guarantee, use.claim, use.payableMinor, use.keptMinor],
  );
  await tx.query(
    `update aval.framework set payable_minor = payable_minor + $2, kept_minor = kept_minor + $3 where id = $1`,
    [use.framework, use.payableMinor, use.keptMinor],
  );
}

/** A claim that is no more: what it wanted of the cap is free for those filed later. */
export async function closeUnderCap(
  tx: Queryable,
  guarantee: string,
  claim: string,
  status: 'rejected' | 'withdrawn',
): Promise<void> {
  await tx.query(
    `update aval.framework_claim set status = $3 where guarantee = $1 and claim = $2 and status = 'open'`,
    [guarantee, claim, status],
  );
}

/** An accepted claim whose payout is set aside: nothing is paid, and what it used of the cap is free again. */
export async function giveBackCap(tx: Queryable, guarantee: string, claim: string): Promise<void> {
  await tx.query(
    `with given as (
       update aval.framework_claim set status = 'rejected'
       where guarantee = $1 and claim = $2 and status = 'accepted'
       returning framework, payable_minor, kept_minor)
     update aval.framework f
     set payable_minor = f.payable_minor - given.payable_minor, kept_minor = f.kept_minor - given.kept_minor
     from given where f.id = given.framework`,
    [guarantee, claim],
  );
}

/** Marks that the warning or the stop rate was reached, once. @returns whether it was just now */
export async function markCapState(
  tx: Queryable,
  framework: string,
  state: 'warning' | 'stopped',
): Promise<boolean> {
  const column = state === 'warning' ? 'warned_at' : 'stopped_at';
  const marked = await tx.query(
    `update aval.framework set ${column} = clock_timestamp() where id = $1 and ${column} is null returning id`,
    [framework],
  );
  return marked.rows.length > 0;
}

/** Principal that came back, for caps that count net of recoveries. */
export async function noteRecovered(
  tx: Queryable,
  framework: string,
  amountMinor: number,
): Promise<void> {
  await tx.query('update aval.framework set recovered_minor = recovered_minor + $2 where id = $1', [
    framework,
    amountMinor,
  ]);
}

/** What the cap has kept of a guarantee's claims, or nothing. */
export async function keptOf(tx: Queryable, guarantee: string): Promise<number> {
  const { rows } = await tx.query<{ keptMinor: number }>(
    `select coalesce(sum(kept_minor), 0)::bigint as "keptMinor" from aval.framework_claim
     where guarantee = $1 and status = 'accepted'`,
    [guarantee],
  );
  return rows[0]?.keptMinor ?? 0;
}

/** The guarantees of which the cap has kept something. */
export async function keptGuarantees(tx: Queryable, framework: string): Promise<string[]> {
  const { rows } = await tx.query<{ guarantee: string }>(
    `select distinct guarantee from aval.framework_claim
     where framework = $1 and kept_minor > 0 order by guarantee`,
    [framework],
  );
  return rows.map(({ guarantee }) => guarantee);
}

/** Closes the cap period. @returns false where it is closed already, or was never in force */
export async function closeFramework(
  tx: Queryable,
  framework: string,
  person: string,
): Promise<boolean> {
  const closed = await tx.query(
    `update aval.framework set status = 'closed', closed_by = $2, closed_at = clock_timestamp()
     where id = $1 and status = 'inForce' returning id`,
    [framework, person],
  );
  return closed.rows.length > 0;
}
