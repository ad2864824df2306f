import type { Instant, WaitOwner } from '#domain/lifecycle/agenda';
import type { Opening } from '#domain/lifecycle/opening';
import type { PromisedTerms } from '#domain/issuance/promise';
import type { Ending, Place, Stage } from '#domain/lifecycle/stages';

/** The case as a step finds it, locked until the step is recorded. */
export interface CaseRow {
  readonly number: string;
  readonly book: string;
  readonly timeZone: string;
  /** The regime of the case's book: only Decree 683 holds it to caps. */
  readonly regime: 'decree683' | 'none';
  readonly clientReference: string | null;
  readonly product: string;
  readonly packVersion: string;
  /** Who shares the risk, in the version that the case began with (its identity). */
  readonly programme: string;
  readonly programmeVersion: string;
  /** The framework under which a bank has filed it; `null` for a case that was applied for. */
  readonly framework: string | null;
  readonly currency: string;
  readonly bank: string;
  readonly applicant: number;
  readonly loanMinor: number;
  readonly amountMinor: number;
  readonly tenorMonths: number;
  /** What the letter promises beside its amount: kind, what the cap covers, a joint loan's banks. */
  readonly promise: PromisedTerms;
  readonly appliedOn: string;
  readonly maturityOn: string | null;
  readonly issuedOn: string | null;
  readonly stage: Stage;
  readonly ending: Ending | null;
  readonly endingReason: string | null;
  readonly endedOn: string | null;
  readonly waitingFor: string | null;
  readonly waitingOn: WaitOwner | null;
  readonly waitingSince: Instant | null;
  readonly dueAt: Instant | null;
  readonly stageEnteredAt: Instant | null;
  readonly productKey: string | null;
  readonly grade: string | null;
  readonly classification: string | null;
  readonly submittedBy: string;
  readonly opening: Opening;
  readonly lastEventNo: number;
}

export function placeOf(row: CaseRow): Place {
  return row.ending ?? row.stage;
}

/** $1 = number, $2 = step. Takes the lock under which every step of a case is written. */
export const lockCase = `
  select g.number, g.book, b.time_zone as "timeZone", b.regime, g.client_reference as "clientReference", g.product,
    g.pack_version as "packVersion", g.programme, g.programme_version as "programmeVersion", g.framework,
    g.currency, g.bank, g.applicant, g.loan_minor as "loanMinor",
    g.amount_minor as "amountMinor", g.tenor_months as "tenorMonths", g.promise, g.applied_on as "appliedOn",
    g.maturity_on as "maturityOn", g.issued_on as "issuedOn", g.stage, g.ending, g.ending_reason as "endingReason",
    g.ended_on as "endedOn",
    g.waiting_for as "waitingFor", g.waiting_on as "waitingOn", ${instant('g.waiting_since')} as "waitingSince",
    ${instant('g.due_at')} as "dueAt", ${instant('g.stage_entered_at')} as "stageEnteredAt",
    g.product_key as "productKey", g.grade, g.classification, g.submitted_by as "submittedBy", g.opening, g.last_event_no as "lastEventNo",
    s.result as recorded
  from aval.guarantee g
  join aval.book b on b.id = g.book
  left join aval.step s on s.guarantee = g.number and s.no = $2
  where g.number = $1
  for update of g`;

/** An instant as the workflow writes it: ISO 8601, UTC, milliseconds. */
export function instant(column: string): string {
  return `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
