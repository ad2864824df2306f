import type { MessageKind } from '#domain/lifecycle/messages';
import type { CaseSteps } from '../../activities/case-steps.js';
import { awaitTurn } from '../case/await-turn.js';
import type { Guarantee } from '../case/guarantee.js';
import { fallDue } from '../case/fall-due.js';
import { obey, perform } from '../case/perform.js';

/** Which step records which fact while a guarantee is in force. */
const recorders = {
  disbursed: 'recordDisbursement',
  repaid: 'recordRepayment',
  overdueReported: 'recordOverdue',
  overdueCured: 'recordCure',
  bankClassified: 'recordClassification',
  extensionRequested: 'openExtension',
  partialReleaseRequested: 'openPartialRelease',
  debtorBankrupt: 'recordBankruptcy',
  repaymentClawedBack: 'recordClawBack',
  claimFiled: 'fileClaim',
  premiumReceived: 'recordPremium',
  capPeriodClosed: 'releaseByCap',
  accelerated: 'recordAcceleration',
  refinanced: 'openRefinancing',
  claimsDetermined: 'recordDetermination',
  accessoryAccrued: 'recordAccessory',
  depositReceived: 'recordDeposit',
} as const satisfies Partial<Record<MessageKind, keyof CaseSteps>>;

/** 在保: drawdowns, repayments, overdue and cure, inspections, classification, extension, partial release. */
export async function service(guarantee: Guarantee): Promise<void> {
  const turn = await awaitTurn(guarantee);
  switch (turn?.kind) {
    case 'message':
      return record(guarantee, turn.message.kind, turn.message.no);
    case 'command':
      return obey(guarantee, 'decideServicing', turn.command);
    case 'due':
      return fallDue(guarantee, turn.due);
    case undefined:
      return;
  }
}

async function record(guarantee: Guarantee, kind: MessageKind, message: number): Promise<void> {
  if (kind in recorders) {
    await perform(guarantee, recorders[kind as keyof typeof recorders], { message });
  }
}
