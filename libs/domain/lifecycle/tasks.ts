/** Human tasks: who may decide them, and with which outcomes. */
import { determinationGrounds } from '../servicing/determination-ground.js';
import type { Stage } from './stages.js';

/** Everyone who belongs to the house. */
export const staff = [
  'officer',
  'leadOfficer',
  'secondOfficer',
  'risk',
  'council',
  'board',
  'claims',
  'finance',
  'operations',
  'auditor',
] as const;
export const roles = ['applicant', ...staff, 'partner'] as const;
export type Role = (typeof roles)[number];

/** Usual reasons for an outcome, by code; others may be given, for every case is its own. */
type UsualReasons = readonly string[];

export interface TaskKindRule {
  readonly stage: Stage;
  readonly role: Role;
  readonly outcomes: readonly string[];
  /**
   * The outcomes that stand only with a reason, each with the usual ones: the applicant or the bank is told it, or an
   * auditor asks for it.
   */
  readonly reasonsWanted: Readonly<Record<string, UsualReasons>>;
}

const againstTheApplicant: UsualReasons = [
  'weakCashFlow',
  'highIndebtedness',
  'adverseCredit',
  'purposeUnclear',
  'insufficientSecurity',
];
const approval = { decline: againstTheApplicant } as const;
const report = { oppose: againstTheApplicant } as const;
const againstTheClaim: UsualReasons = ['notCovered', 'papersInsufficient', 'filedTooLate'];

/**
 * A task's kind fixes its stage, the role that may claim and decide it, and the outcomes offered.
 * Two tasks of one subject whose kinds follow each other (request and review) need two people.
 */
export const taskKinds = {
  screeningReview: {
    stage: 'screening',
    role: 'risk',
    outcomes: ['clear', 'decline'],
    reasonsWanted: { decline: ['listHitConfirmed', 'ruleNotMet'] },
  },
  leadReport: {
    stage: 'dueDiligence',
    role: 'leadOfficer',
    outcomes: ['support', 'oppose'],
    reasonsWanted: report,
  },
  secondReport: {
    stage: 'dueDiligence',
    role: 'secondOfficer',
    outcomes: ['support', 'oppose'],
    reasonsWanted: report,
  },
  officerApproval: {
    stage: 'approval',
    role: 'officer',
    outcomes: ['approve', 'decline'],
    reasonsWanted: approval,
  },
  riskApproval: {
    stage: 'approval',
    role: 'risk',
    outcomes: ['approve', 'decline'],
    reasonsWanted: approval,
  },
  councilVote: {
    stage: 'approval',
    role: 'council',
    outcomes: ['approve', 'decline', 'abstain', 'veto'],
    reasonsWanted: { ...approval, veto: againstTheApplicant },
  },
  boardApproval: {
    stage: 'approval',
    role: 'board',
    outcomes: ['approve', 'decline'],
    reasonsWanted: approval,
  },
  conditionConfirmation: {
    stage: 'securing',
    role: 'operations',
    outcomes: ['met', 'waive'],
    reasonsWanted: { waive: ['securedOtherwise', 'notObtainable'] },
  },
  // 国令683 art. 17: a guarantee for a related party is reported within 30 days, wherever the case stands by then.
  relatedPartyReport: {
    stage: 'issuance',
    role: 'operations',
    outcomes: ['reported'],
    reasonsWanted: {},
  },
  inspection: {
    stage: 'servicing',
    role: 'officer',
    outcomes: ['normal', 'concern'],
    reasonsWanted: { concern: ['revenueFalling', 'fundsMisused', 'litigation'] },
  },
  extensionConsent: {
    stage: 'servicing',
    role: 'risk',
    outcomes: ['consent', 'refuse'],
    reasonsWanted: { refuse: ['riskIncreased', 'purposeUnclear'] },
  },
  partialReleaseConsent: {
    stage: 'servicing',
    role: 'risk',
    outcomes: ['consent', 'refuse'],
    reasonsWanted: { refuse: ['consentMissing', 'amountUnclear'] },
  },
  bankruptcyFiling: {
    stage: 'servicing',
    role: 'claims',
    outcomes: ['filed', 'leftToBank'],
    reasonsWanted: { leftToBank: ['bankHasFiled'] },
  },
  dischargeConfirmation: {
    stage: 'servicing',
    role: 'risk',
    outcomes: ['confirm', 'keep'],
    reasonsWanted: { keep: ['demandReceived', 'suitFiled', 'maturityInDispute'] },
  },
  // 民法典 423: no new claim comes under a maximum-amount guarantee; on the bank's notice or a proposal of ours a person confirms it on evidence.
  determinationConfirmation: {
    stage: 'servicing',
    role: 'risk',
    outcomes: ['confirm', 'keep'],
    reasonsWanted: {
      confirm: determinationGrounds,
      keep: ['evidenceInsufficient', 'dateInDispute'],
    },
  },
  claimExamination: {
    stage: 'claim',
    role: 'claims',
    outcomes: ['accept', 'supplement', 'reject'],
    reasonsWanted: { reject: againstTheClaim },
  },
  claimReview: {
    stage: 'claim',
    role: 'risk',
    outcomes: ['accept', 'reject'],
    reasonsWanted: { reject: againstTheClaim },
  },
  payoutRequest: {
    stage: 'payout',
    role: 'claims',
    // `setAside` only once the bank has rejected the payment: the guarantee is in force again.
    outcomes: ['request', 'setAside'],
    reasonsWanted: { setAside: ['accountClosed', 'beneficiaryUnclear', 'claimInDispute'] },
  },
  payoutReview: {
    stage: 'payout',
    role: 'finance',
    outcomes: ['release', 'return'],
    reasonsWanted: { return: ['accountUnconfirmed', 'amountUnclear'] },
  },
  // What the bank would not pay is still owed: it is ordered again, or was settled otherwise. It outlives the ending.
  rejectedPayment: {
    stage: 'premium',
    role: 'finance',
    outcomes: ['orderAgain', 'settledOtherwise'],
    reasonsWanted: { settledOtherwise: ['paidByTransfer', 'setOffAgreed'] },
  },
  // Another account than the order went to, or a settlement without the bank: a second person looks at it.
  rejectedPaymentReview: {
    stage: 'premium',
    role: 'risk',
    outcomes: ['release', 'return'],
    reasonsWanted: { return: ['accountUnconfirmed', 'evidenceInsufficient'] },
  },
  // The bank has paid, or may yet pay, what was paid already: a rejection that was no rejection. It outlives the ending.
  paymentMadeTwice: {
    stage: 'premium',
    role: 'finance',
    outcomes: ['recalled', 'reclaimed', 'givenUp'],
    reasonsWanted: { givenUp: ['setOffAgreed', 'notObtainable'] },
  },
  writeOffApproval: {
    stage: 'writeOff',
    role: 'risk',
    outcomes: ['approve', 'refuse'],
    reasonsWanted: { refuse: ['proofInsufficient', 'assetsFound'] },
  },
} as const satisfies Record<string, TaskKindRule>;

export type TaskKind = keyof typeof taskKinds;

/** Tasks that are open and decided wherever the case stands, after its ending too: about money that is still owed, or went twice. */
export const lastingTasks = [
  'rejectedPayment',
  'rejectedPaymentReview',
  'paymentMadeTwice',
] as const satisfies readonly TaskKind[];

/** Is this the id of a task that outlives the ending? An id holds the task's kind between dashes. */
export function isLasting(task: string | undefined): boolean {
  return (
    task?.split('-').some((part) => (lastingTasks as readonly string[]).includes(part)) === true
  );
}

/**
 * What is wrong with an outcome and its reasons, before anybody asks who may decide: an outcome that the task does
 * not offer, or one that stands only with a reason and has none; then with the usual ones.
 */
export function whyUndecidable(
  kind: TaskKind,
  outcome: string | null,
  reasons: readonly string[],
): UndecidableOutcome | undefined {
  const { outcomes, reasonsWanted }: TaskKindRule = taskKinds[kind];
  if (outcome === null || !outcomes.includes(outcome)) {
    return { code: 'outcomeNotOffered', detail: `${kind} offers: ${outcomes.join(', ')}.` };
  }
  const usual = Object.hasOwn(reasonsWanted, outcome) ? reasonsWanted[outcome] : undefined;
  if (usual === undefined || reasons.length > 0) return undefined;
  return {
    code: 'reasonsMissing',
    detail: `${outcome} needs at least one reason code, for example ${usual.join(', ')}.`,
  };
}

export interface UndecidableOutcome {
  readonly code: 'outcomeNotOffered' | 'reasonsMissing';
  /** What to send instead. */
  readonly detail: string;
}
