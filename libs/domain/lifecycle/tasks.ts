/** Human tasks: who may decide them, and with which outcomes. */
import type { Stage } from './stages.js';

export const roles = [
  'applicant',
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
  'partner',
] as const;
export type Role = (typeof roles)[number];

export interface TaskKindRule {
  readonly stage: Stage;
  readonly role: Role;
  readonly outcomes: readonly string[];
}

/**
 * A task's kind fixes its stage, the role that may claim and decide it, and the outcomes offered.
 * Two tasks of one subject whose kinds follow each other (request and review) need two people.
 */
export const taskKinds = {
  screeningReview: { stage: 'screening', role: 'risk', outcomes: ['clear', 'decline'] },
  leadReport: { stage: 'dueDiligence', role: 'leadOfficer', outcomes: ['support', 'oppose'] },
  secondReport: { stage: 'dueDiligence', role: 'secondOfficer', outcomes: ['support', 'oppose'] },
  officerApproval: { stage: 'approval', role: 'officer', outcomes: ['approve', 'decline'] },
  riskApproval: { stage: 'approval', role: 'risk', outcomes: ['approve', 'decline'] },
  councilVote: {
    stage: 'approval',
    role: 'council',
    outcomes: ['approve', 'decline', 'abstain', 'veto'],
  },
  boardApproval: { stage: 'approval', role: 'board', outcomes: ['approve', 'decline'] },
  conditionConfirmation: { stage: 'securing', role: 'operations', outcomes: ['met', 'waive'] },
  inspection: { stage: 'servicing', role: 'officer', outcomes: ['normal', 'concern'] },
  extensionConsent: { stage: 'servicing', role: 'risk', outcomes: ['consent', 'refuse'] },
  partialReleaseConsent: { stage: 'servicing', role: 'risk', outcomes: ['consent', 'refuse'] },
  dischargeConfirmation: { stage: 'servicing', role: 'risk', outcomes: ['confirm', 'keep'] },
  claimExamination: {
    stage: 'claim',
    role: 'claims',
    outcomes: ['accept', 'supplement', 'reject'],
  },
  claimReview: { stage: 'claim', role: 'risk', outcomes: ['accept', 'reject'] },
  payoutRequest: { stage: 'payout', role: 'claims', outcomes: ['request'] },
  payoutReview: { stage: 'payout', role: 'finance', outcomes: ['release', 'return'] },
  writeOffApproval: { stage: 'writeOff', role: 'risk', outcomes: ['approve', 'refuse'] },
} as const satisfies Record<string, TaskKindRule>;

export type TaskKind = keyof typeof taskKinds;
