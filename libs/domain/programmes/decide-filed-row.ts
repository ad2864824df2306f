import { assessmentFacts } from '../assessment/assessment-facts.js';
import { laterOf, type BusinessDate } from '../calendar/business-date.js';
import { lastDayOf } from '../calendar/period.js';
import type { Calendar } from '../calendar/working-days.js';
import { intakeFacts, type IntakeFacts, type IntakePolicy } from '../intake/decide-intake.js';
import type { Facts } from '../intake/facts.js';
import { guaranteedAmountOf } from '../issuance/guaranteed-amount.js';
import { refusalReasons, type HeadroomRefusal } from '../limits/judge.js';
import { halfUpShare } from '../money/half-up.js';
import { decideShares, whyIneligible } from './eligibility.js';
import type { FiledField, FiledRow } from './filed-row.js';
import type { FrameworkStatus, FrameworkTerms } from './framework.js';
import type { Programme, ProgrammeShare } from './programme.js';

/** What a row is held against, on the day of its acceptance. */
export interface FilingGround {
  readonly terms: FrameworkTerms;
  readonly status: FrameworkStatus;
  /** The stop rate of the cap was reached: nothing more is accepted. */
  readonly isStopped: boolean;
  readonly programme: Programme;
  readonly intake: IntakePolicy;
  readonly calendar: Calendar;
  readonly on: BusinessDate;
}

export type FiledRowOutcome =
  | {
      readonly kind: 'accepted';
      readonly amountMinor: number;
      /** For the whole tenor, by months. */
      readonly premiumMinor: number;
      /** What intake will find of it, and the shares that it will agree: its limits are judged on them. */
      readonly intake: IntakeFacts;
      readonly shares: readonly ProgrammeShare[];
    }
  | RefusedRow;

/** A refusal names the rule; where a figure bounds, it is in the detail. */
export interface RefusedRow {
  readonly kind: 'refused';
  readonly reason: string;
  readonly field: FiledField | null;
  readonly detail: string | null;
}

/**
 * The formal check of a filed row (见贷即保): the framework's terms and the programme's eligibility. Headroom is taken
 * afterwards, under the framework's lock. The first thing that is wrong is the reason.
 */
export function decideFiledRow(row: FiledRow, ground: FilingGround): FiledRowOutcome {
  return (
    refusalOfFramework(ground) ??
    refusalOfTerms(row, ground) ??
    refusalOfDays(row, ground) ??
    refusalOfApplicant(row, ground) ??
    accepted(row, ground)
  );
}

function accepted(row: FiledRow, ground: FilingGround): FiledRowOutcome {
  const { loanMinor, tenorMonths } = row;
  const riskShares = ground.programme.shares;
  const amountMinor = guaranteedAmountOf(loanMinor, { guaranteedPart: 'allButBank', riskShares });
  const { premiumRateBps } = ground.terms;
  const premiumMinor = halfUpShare(amountMinor, premiumRateBps * tenorMonths, 10_000 * 12);
  const { shares } = decideShares(factsOf(row, ground, amountMinor), ground.programme);
  const intake = intakeFacts(formOfRow(row), ground.intake);
  return { kind: 'accepted', amountMinor, premiumMinor, intake, shares };
}

function refusalOfFramework({ status, isStopped }: FilingGround): RefusedRow | null {
  if (status !== 'inForce') return refuse('frameworkNotInForce', null, `it is ${status}`);
  return isStopped ? refuse('stopRateReached', null, null) : null;
}

function refusalOfTerms(
  { loanMinor, tenorMonths }: FiledRow,
  { terms, programme }: FilingGround,
): RefusedRow | null {
  const largest = terms.largestLoanMinor ?? programme.batch?.largestLoanMinor ?? null;
  if (largest !== null && loanMinor > largest) {
    return refuse('loanTooLarge', 'loanMinor', `at most ${largest}`);
  }
  const longest = programme.batch?.longestTenorMonths ?? 0;
  return tenorMonths > longest
    ? refuse('tenorTooLong', 'tenorMonths', `at most ${longest} months`)
    : null;
}

function refusalOfDays({ disbursedOn }: FiledRow, ground: FilingGround): RefusedRow | null {
  const { terms, programme, on, calendar } = ground;
  if (disbursedOn > on) return refuse('disbursedInFuture', 'disbursedOn', `today is ${on}`);
  if (disbursedOn < terms.lendsFrom || disbursedOn > terms.lendsUntil) {
    const period = `from ${terms.lendsFrom} to ${terms.lendsUntil}`;
    return refuse('outsideLendingPeriod', 'disbursedOn', period);
  }
  const within = programme.batch?.filedWithin ?? { days: 0 };
  const last = lastDayOf(disbursedOn, within, calendar);
  return on > last ? refuse('filedTooLate', 'disbursedOn', `could be filed until ${last}`) : null;
}

function refusalOfApplicant(row: FiledRow, ground: FilingGround): RefusedRow | null {
  const [reason] = whyIneligible(factsOf(row, ground, row.loanMinor), ground.programme);
  if (reason === undefined) return null;
  const field = reason.field !== null && reason.field in row ? (reason.field as FiledField) : null;
  return refuse(reason.code, field, null);
}

function factsOf(row: FiledRow, { intake, on }: FilingGround, amountMinor: number): Facts {
  const form = formOfRow(row);
  const { loanMinor, tenorMonths } = row;
  const facts = intakeFacts(form, intake);
  const terms = { loanMinor, amountMinor, tenorMonths };
  return assessmentFacts(form, terms, facts, null, laterOf(on, row.disbursedOn));
}

/** The form of the case that an accepted row becomes. */
export function formOfRow(row: FiledRow): Facts {
  const { applicantKind, industry, employees, annualRevenueMinor, totalAssetsMinor } = row;
  const { firstLoan, controlsGuarantor, relatedGroup } = row;
  return {
    applicantKind,
    industry,
    employees,
    annualRevenueMinor,
    totalAssetsMinor,
    firstLoan,
    controlsGuarantor,
    relatedToGuarantor: false,
    ...(relatedGroup == null ? {} : { relatedGroup }),
  };
}

/** A refusal for want of headroom names it, and the largest loan that would fit is left to the bank to see. */
export function refusedForHeadroom(headroomMinor: number): RefusedRow {
  return refuse('limitReached', 'loanMinor', `headroom ${headroomMinor}`);
}

/** A refusal by the limit guard: the first rule is the reason, and the detail has the figures of every rule. */
export function refusedByLimits({ findings, largestFitMinor }: HeadroomRefusal): RefusedRow {
  const [reason = 'limit'] = refusalReasons(findings);
  const figures = findings.map(
    ({ rule, key, article, limitMinor, stopMinor, usedMinor, askedMinor, headroomMinor }) =>
      `${key === '' ? rule : `${rule} ${key}`} (${article}): limit ${limitMinor}, ` +
      `${stopMinor === null ? '' : `stop ${stopMinor}, `}used ${usedMinor}, ` +
      `asked ${askedMinor}, headroom ${headroomMinor}`,
  );
  const fits = `guaranteed amount that would fit: ${largestFitMinor}`;
  return refuse(reason, 'loanMinor', [...figures, fits].join('; '));
}

function refuse(reason: string, field: FiledField | null, detail: string | null): RefusedRow {
  return { kind: 'refused', reason, field, detail };
}
