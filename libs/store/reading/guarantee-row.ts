import { WHOLE_BPS } from '#domain/issuance/guaranteed-amount';
import type { CapCovering, KindOfGuarantee, PromisedTerms } from '#domain/issuance/promise';
import type { BeneficiaryShare } from '#domain/ledger/facts';
import type { Instant, WaitOwner } from '#domain/lifecycle/agenda';
import type { ClockKind } from '#domain/lifecycle/opening';
import type { Ending, Phase, Stage } from '#domain/lifecycle/stages';
import { phaseOf } from '#domain/lifecycle/stages';

/** A case as lists and screens show it. */
export interface GuaranteeView {
  readonly number: string;
  readonly book: string;
  readonly clientReference: string | null;
  readonly product: string;
  readonly packVersion: string;
  readonly programme: string;
  readonly programmeVersion: string;
  readonly framework: string | null;
  readonly bank: string;
  readonly kindOfGuarantee: KindOfGuarantee;
  /** What a maximum-amount guarantee's ceiling covers; `null` for an ordinary one. */
  readonly capCovers: CapCovering | null;
  /** To whom it is owed: the bank alone, or a joint loan's banks by their shares. */
  readonly beneficiaries: readonly BeneficiaryShare[];
  readonly currency: string;
  readonly loanMinor: number;
  readonly amountMinor: number;
  readonly tenorMonths: number;
  readonly applicant: {
    readonly kind: 'company' | 'person';
    readonly name: string;
    readonly registrationNo: string;
  };
  readonly appliedOn: string;
  readonly issuedOn: string | null;
  readonly maturityOn: string | null;
  readonly endedOn: string | null;
  readonly stage: Stage;
  readonly phase: Phase;
  readonly ending: Ending | null;
  readonly endingReason: string | null;
  readonly waiting: {
    readonly for: string;
    readonly on: WaitOwner;
    readonly since: Instant | null;
    readonly dueAt: Instant | null;
  } | null;
  readonly nextDueAt: Instant | null;
  readonly stageEnteredAt: Instant | null;
  readonly grade: string | null;
  readonly classification: string | null;
  readonly clock: { readonly kind: ClockKind; readonly at: Instant };
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** The columns of `aval.guarantee g` joined with `aval.party p` that make a view. */
export const guaranteeColumns = `
  g.number, g.book, g.client_reference, g.product, g.pack_version, g.programme,
  g.programme_version, g.framework, g.bank, g.promise, g.currency, g.loan_minor,
  g.amount_minor, g.tenor_months, g.applied_on, g.issued_on, g.maturity_on, g.ended_on, g.stage, g.ending,
  g.ending_reason, g.waiting_for, g.waiting_on, g.waiting_since, g.due_at, g.next_due_at, g.stage_entered_at,
  g.grade, g.classification, g.clock, g.clock_at, g.version, g.created_at, g.updated_at,
  p.kind as applicant_kind, p.name as applicant_name, p.registration_no`;

export interface GuaranteeRow {
  number: string;
  book: string;
  client_reference: string | null;
  product: string;
  pack_version: string;
  programme: string;
  programme_version: string;
  framework: string | null;
  bank: string;
  promise: PromisedTerms;
  currency: string;
  loan_minor: number;
  amount_minor: number;
  tenor_months: number;
  applied_on: string;
  issued_on: string | null;
  maturity_on: string | null;
  ended_on: string | null;
  stage: Stage;
  ending: Ending | null;
  ending_reason: string | null;
  waiting_for: string | null;
  waiting_on: WaitOwner | null;
  waiting_since: Date | null;
  due_at: Date | null;
  next_due_at: Date | null;
  stage_entered_at: Date | null;
  grade: string | null;
  classification: string | null;
  clock: ClockKind;
  clock_at: Date;
  version: number;
  created_at: Date;
  updated_at: Date;
  applicant_kind: 'company' | 'person';
  applicant_name: string;
  registration_no: string;
}

export function viewOf(row: GuaranteeRow): GuaranteeView {
  return {
    number: row.number,
    book: row.book,
    clientReference: row.client_reference,
    product: row.product,
    packVersion: row.pack_version,
    programme: row.programme,
    programmeVersion: row.programme_version,
    framework: row.framework,
    bank: row.bank,
    kindOfGuarantee: row.promise.kindOfGuarantee ?? 'ordinary',
    capCovers: row.promise.capCovers ?? null,
    beneficiaries: row.promise.beneficiaries ?? [{ beneficiary: row.bank, shareBps: WHOLE_BPS }],
    currency: row.currency,
    loanMinor: row.loan_minor,
    amountMinor: row.amount_minor,
    tenorMonths: row.tenor_months,
    applicant: {
      kind: row.applicant_kind,
      name: row.applicant_name,
      registrationNo: row.registration_no,
    },
    appliedOn: row.applied_on,
    issuedOn: row.issued_on,
    maturityOn: row.maturity_on,
    endedOn: row.ended_on,
    ...standingOf(row),
    grade: row.grade,
    classification: row.classification,
    clock: { kind: row.clock, at: row.clock_at.toISOString() },
    version: row.version,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

function standingOf(
  row: GuaranteeRow,
): Pick<
  GuaranteeView,
  'stage' | 'phase' | 'ending' | 'endingReason' | 'waiting' | 'nextDueAt' | 'stageEnteredAt'
> {
  return {
    stage: row.stage,
    phase: phaseOf(row.stage),
    ending: row.ending,
    endingReason: row.ending_reason,
    waiting: waitingOf(row),
    nextDueAt: instantOf(row.next_due_at),
    stageEnteredAt: instantOf(row.stage_entered_at),
  };
}

function waitingOf(row: GuaranteeRow): GuaranteeView['waiting'] {
  if (row.waiting_for === null || row.waiting_on === null) return null;
  return {
    for: row.waiting_for,
    on: row.waiting_on,
    since: instantOf(row.waiting_since),
    dueAt: instantOf(row.due_at),
  };
}

/** A stored instant as ISO 8601 in UTC, to the millisecond. */
export function instantOf(date: Date | null): Instant | null {
  return date?.toISOString() ?? null;
}
