/** Dated facts of a loan in the bank's words, by days and months from the application. */
import { addDays, addMonths, type BusinessDate } from '#domain/calendar/business-date';
import type { PartnerMoment, PersonMoment } from '../world/case-script.js';
import type { LoanTerms } from './applicants.js';

const currency = 'CNY';
const drawdown = '1';
const claim = '1';
const claimPapers = [
  'claimLetter',
  'loanContract',
  'drawdownVoucher',
  'accountStatement',
  'dunningProof',
];

/** Days from the application to the bank's word, and to the money. */
const committedAfterDays = 7;
const disbursedAfterDays = 12;

export const disbursementDay = ({ appliedOn }: LoanTerms): BusinessDate =>
  addDays(appliedOn, disbursedAfterDays);

export const monthsAfterDisbursement = (terms: LoanTerms, months: number): BusinessDate =>
  addMonths(disbursementDay(terms), months);

export const committed = ({ appliedOn }: LoanTerms): PartnerMoment =>
  told(addDays(appliedOn, committedAfterDays), 'commitment.decided', { decision: 'committed' });

export const disbursed = (terms: LoanTerms): PartnerMoment =>
  told(disbursementDay(terms), 'loan.disbursed', {
    drawdown,
    amountMinor: terms.loanMinor,
    currency,
    final: true,
  });

/** Equal parts of the principal every three months, the residual last; the first `count` of them. */
export function repaidQuarterly(terms: LoanTerms, count = terms.tenorMonths / 3): PartnerMoment[] {
  const parts = terms.tenorMonths / 3;
  const part = Math.floor(terms.loanMinor / parts);
  return Array.from({ length: count }, (_, index) => {
    const last = index === parts - 1;
    const principalMinor = last ? terms.loanMinor - part * (parts - 1) : part;
    return repaid(terms, 3 * (index + 1), principalMinor, terms.loanMinor - part * (index + 1));
  });
}

export function repaid(
  terms: LoanTerms,
  months: number,
  principalMinor: number,
  leftMinor: number,
): PartnerMoment {
  return told(monthsAfterDisbursement(terms, months), 'loan.repaid', {
    drawdown,
    principalMinor,
    outstandingMinor: Math.max(0, leftMinor),
    currency,
  });
}

/** What is owed of the principal after the first `count` quarterly repayments. */
export const owedAfter = ({ loanMinor, tenorMonths }: LoanTerms, count: number): number =>
  loanMinor - count * Math.floor(loanMinor / (tenorMonths / 3));

export const overdue = (on: BusinessDate, days: number, amountMinor: number): PartnerMoment =>
  told(on, 'loan.overdue', { drawdown, daysPastDue: days, amountMinor, currency });

export const cured = (on: BusinessDate): PartnerMoment =>
  told(on, 'loan.overdueCured', { drawdown });

/** Filed with every paper that the pack asks for, or without the last few. */
export const claimFiled = (
  on: BusinessDate,
  principalMinor: number,
  missingPapers = 0,
): PartnerMoment =>
  told(on, 'claim.filed', {
    claim,
    principalMinor,
    currency,
    papers: claimPapers.slice(0, claimPapers.length - missingPapers),
    recoveryExpected: true,
  });

export const recovered = (
  on: BusinessDate,
  amountMinor: number,
  source: 'debtor' | 'counterGuarantor' | 'collateral' = 'debtor',
): PartnerMoment => told(on, 'recovery.received', { source, amountMinor, currency });

export const extensionRequested = (on: BusinessDate, newMaturity: BusinessDate): PartnerMoment =>
  told(on, 'extension.requested', { newMaturity });

export const bankrupt = (on: BusinessDate): PartnerMoment =>
  told(on, 'debtor.bankrupt', { acceptedOn: on });

export const partialReleaseRequested = (on: BusinessDate, amountMinor: number): PartnerMoment =>
  told(on, 'partialRelease.requested', { amountMinor, currency });

export const withdrawn = (on: BusinessDate, reason: string): PersonMoment => ({
  kind: 'act',
  on,
  act: 'withdraw',
  reason,
  proof: [],
});

export const writeOffProposed = (on: BusinessDate): PersonMoment => ({
  kind: 'act',
  on,
  act: 'proposeWriteOff',
  reason: '',
  proof: ['executionTerminated'],
});

function told(
  on: BusinessDate,
  type: string,
  data: Readonly<Record<string, unknown>>,
): PartnerMoment {
  return { kind: 'fact', on, id: `${on}.${type}`, partner: 'bank', type, data };
}
