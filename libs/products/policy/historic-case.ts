/** Makes of a case's records what the re-decision reads. */
import type { Authority } from '#domain/approval/authority';
import type { AssessmentOutcome } from '#domain/assessment/decide-assessment';
import type { Score } from '#domain/assessment/scorecard';
import type { BusinessDate } from '#domain/calendar/business-date';
import { businessDateOf } from '#domain/calendar/instant';
import type {
  CreditCheckOutcome,
  CreditConsent,
  CreditReport,
} from '#domain/credit-check/decide-credit-check';
import type { IntakeFacts } from '#domain/intake/decide-intake';
import type { Facts, FactValue } from '#domain/intake/facts';
import type { DecisionInputs } from '#domain/policy/decision-inputs';
import type { DecisionFact, DecisionRecord } from '#domain/policy/decision-record';
import type { HistoricCase, RecordedDecision } from '#domain/policy/historic-case';
import type { PriceOutcome } from '#domain/premium/price-guarantee';
import type { ListHit, ScreeningOutcome } from '#domain/screening/decide-screening';
import { loadPack } from '../load-pack.js';
import { loadProgramme } from '../programmes/load-programme.js';

/** The case as it was decided; undefined where it was never taken in. */
export function historicCaseOf(record: DecisionRecord): HistoricCase | undefined {
  const intake = latest<IntakeFacts>(record, 'applicationReceived');
  if (intake === undefined) return undefined;
  const recorded = recordedDecision(record);
  return {
    caseId: record.number,
    currency: record.currency,
    inputs: inputsOf(record, intake.data),
    rules: loadPack(record.product, record.packVersion),
    recorded,
    outstandingMinor: record.outstandingMinor,
    lossMinor: record.issuedOn === null ? null : record.lossMinor,
    segments: {
      product: record.product,
      bank: record.bank,
      programme: record.programme,
      grade: recorded.findings.score?.grade ?? '—',
      size: intake.data.enterpriseSize ?? (intake.data.naturalPerson ? 'person' : '—'),
      amount: amountBand(record.amountMinor),
    },
  };
}

function inputsOf(record: DecisionRecord, intake: IntakeFacts): DecisionInputs {
  const { loanMinor, amountMinor, tenorMonths, timeZone } = record;
  const screened = latest<{ hits: ListHit[] }>(record, 'screened');
  const credit = latest<{ report: CreditReport }>(record, 'creditReported');
  const assessed = latest(record, 'assessed');
  const on = ({ at }: DecisionFact) => businessDateOf(at, timeZone);
  return {
    terms: { loanMinor, amountMinor, tenorMonths },
    form: scalars(record.form),
    intake,
    programme: loadProgramme(record.programme, record.programmeVersion),
    consent: consentOf(record),
    screened: screened === undefined ? null : { on: on(screened), hits: screened.data.hits },
    credit: credit === undefined ? null : { on: on(credit), report: credit.data.report },
    assessedOn: assessed === undefined ? null : on(assessed),
    people: peopleIn(record),
    otherFlags: firstAuthority(record)?.raisedBy.filter((flag) => flag === 'nearLimit') ?? [],
  };
}

function peopleIn(record: DecisionRecord): DecisionInputs['people'] {
  const { screeningReview } = record;
  const reports = latest<{ kind: 'supported' | 'divided' | 'opposed' }>(record, 'dueDiligenceDone');
  return {
    screeningReview:
      screeningReview === 'clear' || screeningReview === 'decline' ? screeningReview : null,
    dueDiligence: reports?.data.kind ?? null,
    approval: approvalByPeople(record),
  };
}

interface ApprovalFact {
  readonly automatic?: boolean;
  readonly byLimits?: boolean;
}

/**
 * What people said in the approval, `null` where they were never asked. A refusal that was reconsidered (复议) and then
 * approved is an approval; so is what only the limits refused, for they are asked last.
 */
function approvalByPeople(record: DecisionRecord): 'approved' | 'declined' | null {
  const words = record.facts.filter(({ kind }) => kind === 'approved' || kind === 'declined');
  const of = ({ data }: DecisionFact): ApprovalFact => data as ApprovalFact;
  const isAutomatic = firstAuthority(record)?.path.kind === 'automatic';
  if (!isAutomatic && words.some((word) => of(word).byLimits === true)) return 'approved';
  const last = words.findLast((word) => of(word).byLimits !== true);
  if (last === undefined || of(last).automatic === true) return null;
  return last.kind === 'approved' ? 'approved' : 'declined';
}

/** The last word on the case by anybody: rules, people, or the limits, which are asked again for the letter. */
function lastWord({ facts }: DecisionRecord): 'accepted' | 'declined' | null {
  const words = ['approved', 'declined', 'headroomRefused'];
  const last = facts.findLast(({ kind }) => words.includes(kind));
  if (last === undefined) return null;
  return last.kind === 'approved' ? 'accepted' : 'declined';
}

function recordedDecision(record: DecisionRecord): RecordedDecision {
  const screening = latest<{ outcome: ScreeningOutcome }>(record, 'screened')?.data.outcome;
  const credit = latest<{ outcome: CreditCheckOutcome }>(record, 'creditReported')?.data.outcome;
  const assessed = latest<{ score: Score; outcome: AssessmentOutcome; price: PriceOutcome }>(
    record,
    'assessed',
  )?.data;
  const path = firstAuthority(record)?.path.kind;
  const reports = latest<{ kind: string }>(record, 'dueDiligenceDone')?.data.kind;
  const isRefused =
    screening?.kind === 'declined' ||
    record.screeningReview === 'decline' ||
    credit?.kind === 'declined' ||
    assessed?.outcome.kind === 'declined' ||
    assessed?.price.kind === 'unpriced' ||
    reports === 'opposed';
  return {
    kind: lastWord(record) ?? (isRefused ? 'declined' : null),
    findings: {
      ...(screening && { screening }),
      ...(credit && { credit }),
      ...(assessed && {
        score: assessed.score,
        assessment: assessed.outcome,
        price: assessed.price,
      }),
      ...(path && { path }),
    },
  };
}

/** The path before any reconsideration, which would be the council's whatever the matrix says. */
function firstAuthority({ facts }: DecisionRecord): Authority | undefined {
  return facts.find(({ kind }) => kind === 'authorityFound')?.data as Authority | undefined;
}

function latest<Data>({ facts }: DecisionRecord, kind: string): DecisionFact<Data> | undefined {
  return facts.findLast((fact) => fact.kind === kind) as DecisionFact<Data> | undefined;
}

function consentOf({ consent, timeZone }: DecisionRecord): CreditConsent | null {
  if (consent?.['purpose'] === undefined || consent['givenAt'] === undefined) return null;
  return {
    purpose: consent['purpose'],
    givenOn: businessDateOf(consent['givenAt'], timeZone),
    validUntil: (consent['validUntil'] ?? null) as BusinessDate | null,
    withdrawnOn: (consent['withdrawnOn'] ?? null) as BusinessDate | null,
  };
}

function scalars(form: Readonly<Record<string, unknown>>): Facts {
  return Object.fromEntries(
    Object.entries(form).filter(
      (field): field is [string, FactValue] =>
        field[1] === null || ['string', 'number', 'boolean'].includes(typeof field[1]),
    ),
  );
}

/** Bands of major units by powers of ten: `100 000 – 1 000 000`. */
function amountBand(amountMinor: number): string {
  const power = Math.max(0, Math.floor(Math.log10(Math.max(1, amountMinor / 100))));
  return `${10 ** power}–${10 ** (power + 1)}`;
}
