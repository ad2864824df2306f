import type {
  FrameworkStanding,
  FrameworkStatus,
  FrameworkTerms,
} from '#domain/programmes/framework';
import type { Queryable } from '../queryable.js';

/** A framework with its terms and how far it is used. Amounts in minor units. */
export interface FrameworkRow extends FrameworkTerms, FrameworkStanding {
  readonly id: string;
  readonly book: string;
  readonly timeZone: string;
  readonly reference: string;
  readonly packVersion: string;
  readonly programmeVersion: string;
  readonly limitMinor: number;
  readonly capRateBps: number;
  readonly status: FrameworkStatus;
  readonly acceptedRows: number;
  readonly keptMinor: number;
  readonly warnedAt: Date | null;
  readonly stoppedAt: Date | null;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly closedAt: Date | null;
}

const columns = `
  f.id, f.book, b.time_zone as "timeZone", f.reference, f.bank, f.product, f.pack_version as "packVersion",
  f.programme, f.programme_version as "programmeVersion", f.currency, f.limit_minor as "limitMinor",
  f.largest_loan_minor as "largestLoanMinor", f.premium_rate_bps as "premiumRateBps",
  f.cap_rate_bps as "capRateBps", f.lends_from as "lendsFrom", f.lends_until as "lendsUntil",
  f.cap_until as "capUntil", f.status, f.accepted_minor as "acceptedMinor", f.accepted_rows as "acceptedRows",
  f.payable_minor as "payableMinor", f.kept_minor as "keptMinor", f.recovered_minor as "recoveredMinor",
  f.warned_at as "warnedAt", f.stopped_at as "stoppedAt", f.proposed_by as "proposedBy",
  f.proposed_at as "proposedAt", f.decided_by as "decidedBy", f.decided_at as "decidedAt",
  f.closed_at as "closedAt"`;
const source = 'aval.framework f join aval.book b on b.id = f.book';

export interface ProposedFramework extends FrameworkTerms {
  readonly book: string;
  /** The proposer's own reference, unique in its book: proposing it again finds the first one. */
  readonly reference: string;
  readonly packVersion: string;
  readonly programmeVersion: string;
  readonly proposedBy: string;
}

/** Keeps a proposal under its reference; what is there already is what is returned. */
export async function proposeFramework(
  tx: Queryable,
  proposed: ProposedFramework,
): Promise<{ readonly framework: FrameworkRow; readonly isNew: boolean }> {
  const inserted = await tx.query<{ id: string }>(
    `insert into aval.framework (id, book, reference, bank, product, pack_version, programme, programme_version,
       currency, limit_minor, largest_loan_minor, premium_rate_bps, cap_rate_bps, lends_from, lends_until,
       cap_until, status, proposed_by)
     values ('FA' || lpad(nextval('aval.framework_number')::text, 6, '0'), $1, $2, $3, $4, $5, $6, $7, $8, $9,
       $10, $11, $12, $13, $14, $15, 'proposed', $16)
     on conflict (book, reference) do nothing returning id`,
    [
      ...[proposed.book, proposed.reference, proposed.bank, proposed.product],
      ...[proposed.packVersion, proposed.programme, proposed.programmeVersion, proposed.currency],
      ...[proposed.limitMinor, proposed.largestLoanMinor, proposed.premiumRateBps],
      ...[proposed.capRateBps, proposed.lendsFrom, proposed.lendsUntil, proposed.capUntil],
      proposed.proposedBy,
    ],
  );
  const id = inserted.rows[0]?.id;
  if (id !== undefined) await noteEvent(tx, id, 'FrameworkProposed', proposed.proposedBy);
  const { rows } = await tx.query<FrameworkRow>(
    `select ${columns} from ${source} where f.book = $1 and f.reference = $2`,
    [proposed.book, proposed.reference],
  );
  const [framework] = rows;
  if (framework === undefined) throw new Error('a framework is neither new nor known');
  return { framework, isNew: id !== undefined };
}

export async function findFramework(
  store: Queryable,
  id: string,
): Promise<FrameworkRow | undefined> {
  const { rows } = await store.query<FrameworkRow>(
    `select ${columns} from ${source} where f.id = $1`,
    [id],
  );
  return rows[0];
}

export async function listFrameworks(
  store: Queryable,
  filter: { readonly book?: string | undefined; readonly bank?: string | undefined },
): Promise<FrameworkRow[]> {
  const { rows } = await store.query<FrameworkRow>(
    `select ${columns} from ${source}
     where ($1::text is null or f.book = $1) and ($2::text is null or f.bank = $2) order by f.id limit 1000`,
    [filter.book ?? null, filter.bank ?? null],
  );
  return rows;
}

/**
 * Locks the frameworks that a claim's caps are measured on, in the order of their ids: this one, or with
 * `wholeProgramme` all of its programme in its book. Call it after the case's row is locked, never before.
 */
export async function lockForCap(
  tx: Queryable,
  id: string,
  wholeProgramme: boolean,
): Promise<FrameworkRow[]> {
  const { rows } = await tx.query<FrameworkRow>(
    `select ${columns} from ${source}
     where f.id = $1 or ($2 and exists (
       select from aval.framework own
       where own.id = $1 and own.book = f.book and own.programme = f.programme)
       and f.status in ('inForce', 'closed'))
     order by f.id for update of f`,
    [id, wholeProgramme],
  );
  return rows;
}

/** Confirmed or refused by another person than the one who proposed it. */
export async function decideFramework(
  tx: Queryable,
  id: string,
  outcome: 'inForce' | 'refused',
  person: string,
): Promise<boolean> {
  const decided = await tx.query(
    `update aval.framework set status = $2, decided_by = $3, decided_at = clock_timestamp()
     where id = $1 and status = 'proposed' returning id`,
    [id, outcome, person],
  );
  if (decided.rows.length === 0) return false;
  await noteEvent(
    tx,
    id,
    outcome === 'inForce' ? 'FrameworkConfirmed' : 'FrameworkRefused',
    person,
  );
  return true;
}

export async function noteEvent(
  tx: Queryable,
  framework: string,
  name: string,
  person: string | null,
  data: object = {},
): Promise<void> {
  await tx.query(
    'insert into aval.framework_event (framework, name, by_person, data) values ($1, $2, $3, $4)',
    [framework, name, person, JSON.stringify(data)],
  );
}

export interface FrameworkEvent {
  readonly name: string;
  readonly by: string | null;
  readonly recordedAt: Date;
  readonly data: Readonly<Record<string, unknown>>;
}

export async function eventsOf(store: Queryable, framework: string): Promise<FrameworkEvent[]> {
  const { rows } = await store.query<FrameworkEvent>(
    `select name, by_person as by, recorded_at as "recordedAt", data from aval.framework_event
     where framework = $1 order by id`,
    [framework],
  );
  return rows;
}
