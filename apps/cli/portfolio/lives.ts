/** What can become of a guarantee: each life gives a script everything but its applicant. */
import { addDays } from '#domain/calendar/business-date';
import type { TaskKind } from '#domain/lifecycle/tasks';
import type { CaseScript } from '../world/case-script.js';
import type { LoanTerms } from './applicants.js';
import {
  bankrupt,
  claimFiled,
  committed,
  cured,
  disbursed,
  extensionRequested,
  partialReleaseRequested,
  monthsAfterDisbursement,
  overdue,
  owedAfter,
  recovered,
  repaid,
  repaidQuarterly,
  withdrawn,
  writeOffProposed,
} from './moments.js';

/** What a life adds to the application. */
export interface Life extends Partial<Pick<CaseScript, 'partners' | 'moments' | 'decisions'>> {
  /** What the applicant answers otherwise than drawn. */
  readonly form?: Readonly<Record<string, unknown>>;
  /** A list on which the applicant is found. */
  readonly listed?: { readonly list: string; readonly match: 'exact' | 'possible' };
}

/** The bank commits after days of its own, and lends and goes on when it is told to. */
const slowBank = { commitment: 'silent', disbursement: { mode: 'told' } } as const;
const lent = (terms: LoanTerms) => [committed(terms), disbursed(terms)];

const guaranteedPart = (amountMinor: number): number => (amountMinor * 8) / 10;

/** Repays for half a year, then no more: overdue, and claimed once the cure period is over. */
function defaulted(terms: LoanTerms, missingPapers = 0) {
  const paidTimes = 2;
  const owedMinor = owedAfter(terms, paidTimes);
  const late = monthsAfterDisbursement(terms, 9);
  return {
    owedMinor,
    claimedOn: addDays(late, 100),
    moments: [
      ...lent(terms),
      ...repaidQuarterly(terms, paidTimes),
      overdue(addDays(late, 3), 3, owedMinor),
      claimFiled(addDays(late, 100), owedMinor, missingPapers),
    ],
  };
}

const leftOpen = (task: TaskKind) => ({ task, outcome: null, reasons: [] });

function decidedOtherwise(task: TaskKind, outcome: string, reason: string): Life {
  return { partners: slowBank, decisions: [{ task, outcome, reasons: [reason] }] };
}

function resolved(terms: LoanTerms): Life {
  const { owedMinor, claimedOn, moments } = defaulted(terms);
  const paidOutMinor = guaranteedPart(owedMinor);
  const first = Math.floor(paidOutMinor / 3);
  return {
    partners: slowBank,
    moments: [
      ...moments,
      recovered(addDays(claimedOn, 60), first),
      recovered(addDays(claimedOn, 150), paidOutMinor - first, 'counterGuarantor'),
    ],
  };
}

function writtenOff(terms: LoanTerms): Life {
  const { owedMinor, claimedOn, moments } = defaulted(terms);
  const some = Math.floor(guaranteedPart(owedMinor) / 4);
  return {
    partners: slowBank,
    moments: [
      ...moments,
      recovered(addDays(claimedOn, 90), some, 'collateral'),
      writeOffProposed(addDays(claimedOn, 430)),
    ],
  };
}

/** A claim whose task of this kind nobody decides. */
const claimLeftOpen = (task: TaskKind) => (terms: LoanTerms) => ({
  partners: slowBank,
  moments: defaulted(terms).moments,
  decisions: [leftOpen(task)],
});

/** Every life by its name: the endings of DESIGN's table, and lives that are still going on. */
export const lives = {
  repaid: (terms) => ({
    partners: slowBank,
    moments: [...lent(terms), ...repaidQuarterly(terms)],
  }),
  repaidEarly: (terms) => ({
    partners: slowBank,
    moments: [...lent(terms), repaid(terms, 4, terms.loanMinor, 0)],
  }),
  curedAndRepaid: (terms) => {
    const due = monthsAfterDisbursement(terms, 3);
    const paidOn = addDays(due, 25);
    const [late, ...punctual] = repaidQuarterly(terms);
    return {
      partners: slowBank,
      moments: [
        ...lent(terms),
        overdue(addDays(due, 5), 5, owedAfter(terms, 0)),
        ...(late === undefined ? [] : [{ ...late, on: paidOn }]),
        cured(paidOn),
        ...punctual,
      ],
    };
  },
  extendedAndRepaid: (terms) => {
    const { tenorMonths, loanMinor } = terms;
    const asked = monthsAfterDisbursement(terms, tenorMonths - 1);
    const extended = tenorMonths + 6;
    return {
      partners: slowBank,
      moments: [
        ...lent(terms),
        extensionRequested(asked, monthsAfterDisbursement(terms, extended)),
        repaid(terms, extended, loanMinor, 0),
      ],
    };
  },
  recovered: resolved,
  writtenOff,
  /** Nothing repaid, nothing claimed: once the guarantee period is over a person confirms the discharge. */
  discharged: (terms) => ({ partners: slowBank, moments: lent(terms) }),
  lapsed: (terms) => ({
    partners: { commitment: 'silent', disbursement: { mode: 'silent' } },
    moments: [committed(terms)],
  }),
  withdrawn: (terms) => ({
    partners: slowBank,
    moments: [withdrawn(addDays(terms.appliedOn, 5), 'found another lender')],
  }),
  declinedByOfficer: () => decidedOtherwise('officerApproval', 'decline', 'weakCashFlow'),
  declinedOnCredit: (terms) => ({
    partners: { bureau: { answer: 'adverse', adverseRecordedOn: addDays(terms.appliedOn, -200) } },
  }),
  declinedByBank: () => ({ partners: { commitment: 'decline' } }),

  inForce: (terms) => ({
    partners: slowBank,
    moments: [...lent(terms), ...repaidQuarterly(terms)],
  }),
  overdueNow: (terms) => {
    const late = monthsAfterDisbursement(terms, 6);
    const moments = [...lent(terms), ...repaidQuarterly(terms, 1)];
    return {
      partners: slowBank,
      moments: [...moments, overdue(addDays(late, 10), 10, owedAfter(terms, 1))],
    };
  },
  /** The court accepted the debtor's bankruptcy a few days ago: our claim is still to be filed. */
  bankruptcyFilingAwaited: (terms) => ({
    partners: slowBank,
    moments: [
      ...lent(terms),
      ...repaidQuarterly(terms, 1),
      bankrupt(monthsAfterDisbursement(terms, 4)),
    ],
    decisions: [leftOpen('bankruptcyFiling')],
  }),
  inspectionAwaited: (terms) => ({
    partners: slowBank,
    moments: [...lent(terms), ...repaidQuarterly(terms)],
    decisions: [leftOpen('inspection')],
  }),
  extensionAwaited: (terms) => {
    const { tenorMonths } = terms;
    const asked = monthsAfterDisbursement(terms, tenorMonths - 1);
    const newMaturity = monthsAfterDisbursement(terms, tenorMonths + 6);
    return {
      partners: slowBank,
      moments: [...lent(terms), extensionRequested(asked, newMaturity)],
      decisions: [leftOpen('extensionConsent')],
    };
  },
  partialReleaseAwaited: (terms) => {
    const asked = addDays(monthsAfterDisbursement(terms, 3), 2);
    const part = guaranteedPart(Math.floor(terms.loanMinor / 4));
    return {
      partners: slowBank,
      moments: [...lent(terms), ...repaidQuarterly(terms, 1), partialReleaseRequested(asked, part)],
      decisions: [leftOpen('partialReleaseConsent')],
    };
  },
  dischargeAwaited: (terms) => ({
    partners: slowBank,
    moments: lent(terms),
    decisions: [leftOpen('dischargeConfirmation')],
  }),
  claimPapersAwaited: (terms) => ({ partners: slowBank, moments: defaulted(terms, 2).moments }),
  claimInExamination: claimLeftOpen('claimExamination'),
  claimInReview: claimLeftOpen('claimReview'),
  payoutNotRequested: claimLeftOpen('payoutRequest'),
  payoutInReview: claimLeftOpen('payoutReview'),
  payoutUnsettled: (terms) => ({
    partners: { ...slowBank, payment: 'silent' },
    moments: defaulted(terms).moments,
  }),
  reimbursementAwaited: (terms) => ({
    partners: { ...slowBank, reimbursement: 'silent' },
    moments: defaulted(terms).moments,
  }),
  inRecovery: (terms) => {
    const { claimedOn, moments, owedMinor } = defaulted(terms);
    const some = Math.floor(guaranteedPart(owedMinor) / 5);
    return { partners: slowBank, moments: [...moments, recovered(addDays(claimedOn, 40), some)] };
  },

  writeOffAwaited: (terms) => ({
    ...writtenOff(terms),
    decisions: [leftOpen('writeOffApproval')],
  }),

  screeningAwaited: () => ({
    listed: { list: 'watchList', match: 'exact' },
    decisions: [leftOpen('screeningReview')],
  }),
  reportsAwaited: () => ({ decisions: [leftOpen('leadReport'), leftOpen('secondReport')] }),
  approvalAwaited: () => ({ decisions: [leftOpen('officerApproval')] }),
  riskAwaited: () => ({ decisions: [leftOpen('riskApproval')] }),
  councilAwaited: () => ({ decisions: [leftOpen('councilVote')] }),
  boardAwaited: () => ({
    form: { relatedToGuarantor: true },
    decisions: [leftOpen('boardApproval')],
  }),
  relatedPartyReportAwaited: () => ({
    form: { relatedToGuarantor: true },
    decisions: [leftOpen('relatedPartyReport')],
  }),
  reconsiderationOffered: () => decidedOtherwise('officerApproval', 'decline', 'weakCashFlow'),
  bureauSilent: () => ({ partners: { bureau: { answer: 'silent' } } }),
  bankUndecided: () => ({ partners: { commitment: 'silent' } }),
  signerSilent: () => ({ partners: { signing: 'silent' } }),
  registryBusy: () => ({
    partners: { conditions: 'silent' },
    decisions: [leftOpen('conditionConfirmation')],
  }),
  premiumAwaited: () => ({ partners: { premium: 'silent' } }),
  disbursementAwaited: () => ({ partners: { disbursement: { mode: 'silent' } } }),
} as const satisfies Record<string, (terms: LoanTerms) => Life>;

export type LifeName = keyof typeof lives;
