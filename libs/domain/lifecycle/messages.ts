/**
 * What partners tell a case (facts, by signal) and what people ask of it (commands, by update).
 * Only numbers, codes, dates and amounts travel; the content stays in PostgreSQL, found by the message's number
 * or the command's id.
 */
import { stages, type Stage } from './stages.js';

/** Every fact a partner can report, and the stages in which a case takes it in. */
export const messageStages = {
  creditReported: ['creditCheck'],
  bankCommitted: ['commitment'],
  bankDeclined: ['commitment'],
  partySigned: ['contracting'],
  signingCompleted: ['contracting'],
  signingRejected: ['contracting'],
  signingExpired: ['contracting'],
  conditionMet: ['securing'],
  premiumReceived: ['premium', 'servicing', 'claim'],
  letterReturned: ['disbursement'],
  disbursed: ['disbursement', 'servicing'],
  repaid: ['servicing', 'claim'],
  overdueReported: ['servicing'],
  overdueCured: ['servicing', 'claim'],
  bankClassified: ['servicing'],
  extensionRequested: ['servicing'],
  partialReleaseRequested: ['servicing'],
  debtorBankrupt: ['servicing', 'claim', 'payout', 'reimbursement', 'recovery'],
  accelerated: ['servicing'],
  refinanced: ['servicing'],
  claimsDetermined: ['servicing', 'claim'],
  accessoryAccrued: ['servicing', 'claim'],
  depositReceived: ['servicing', 'claim', 'recovery'],
  settlementAgreed: ['recovery'],
  claimFiled: ['servicing'],
  claimPapersSupplied: ['claim'],
  claimWithdrawn: ['claim'],
  payoutSettled: ['payout'],
  payoutRejected: ['payout'],
  filed: ['servicing', 'claim', 'payout', 'reimbursement', 'recovery', 'writeOff'],
  filingRefused: ['servicing', 'claim', 'payout', 'reimbursement', 'recovery', 'writeOff'],
  reimbursed: ['reimbursement'],
  reimbursementRefused: ['reimbursement'],
  recovered: ['recovery'],
  recoveryCostPaid: ['recovery'],
  repaymentClawedBack: ['servicing'],
  // A premium goes back with the ending. The answer is taken wherever the workflow stands: one that lost its last turn to
  // a crash learns by it that the case has ended.
  premiumRefundSettled: stages,
  premiumRefundRejected: stages,
  // So are the periodic account with a re-guarantor, the bank's answers to it, and what comes back.
  cededPremiumDue: stages,
  cededPremiumSettled: stages,
  cededPremiumRejected: stages,
  cededPremiumReturnReceived: stages,
  // Of our own framework: what its cap kept unpaid is released. A case that is being resolved takes it afterwards.
  capPeriodClosed: ['servicing', 'recovery'],
} as const satisfies Record<string, readonly Stage[]>;

export type MessageKind = keyof typeof messageStages;
export const messageKinds = Object.keys(messageStages) as MessageKind[];

/** What our own books tell a case; everything else comes from partners. */
export const ownMessages = [
  'capPeriodClosed',
  'cededPremiumDue',
] as const satisfies readonly MessageKind[];

/** Facts that wake a case after its ending: a late recovery, a repayment clawed back, the end of a cap period. */
export const wakingMessages = [
  'recovered',
  'recoveryCostPaid',
  'repaymentClawedBack',
  'capPeriodClosed',
] as const;

/** About debts of ours beside a payout: they are recorded wherever the case stands, and reopen nothing. */
export const messagesOfDebts = [
  'premiumRefundSettled',
  'premiumRefundRejected',
  'cededPremiumDue',
  'cededPremiumSettled',
  'cededPremiumRejected',
  'cededPremiumReturnReceived',
] as const satisfies readonly MessageKind[];
export type MessageOfDebt = (typeof messagesOfDebts)[number];

/** Is this about a debt of ours, which changes no stage? */
export function isOfDebt(kind: MessageKind): kind is MessageOfDebt {
  return (messagesOfDebts as readonly MessageKind[]).includes(kind);
}

/** One partner's fact on its way into a case. Numbers of a case run without gaps: the case keeps the last one. */
export interface Message {
  readonly no: number;
  readonly kind: MessageKind;
}

export const commandKinds = [
  'claimTask',
  'decideTask',
  'withdraw',
  'requestReconsideration',
  'proposeWriteOff',
  'proposeDetermination',
] as const;
export type CommandKind = (typeof commandKinds)[number];

/** One person's command. Its content (decision, reasons, comment) is the row `id` of the table `command`. */
export interface Command {
  readonly id: string;
  readonly kind: CommandKind;
  /** The task that `claimTask` and `decideTask` speak of. */
  readonly task?: string;
}

/**
 * What a person is told: done; under way until a partner reports what it must do first; or refused with a stable
 * code. A refusal changes nothing.
 */
export type CommandAnswer =
  | { readonly kind: 'done' }
  | { readonly kind: 'underWay'; readonly awaits: MessageKind }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly detail?: string };

export const refusalCodes = [
  'caseHasEnded',
  'notAwaitedNow',
  'taskNotOpen',
  'taskClaimedByAnother',
  'outcomeNotOffered',
  'reasonsMissing',
  'roleMissing',
  'makerIsChecker',
  'alreadyVoted',
  'withdrawalTooLate',
  'reconsiderationUsed',
  'nothingToWriteOff',
  'notDeterminable',
  'limitExceeded',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];
