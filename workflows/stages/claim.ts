import type { MessageKind } from '#domain/lifecycle/messages';
import type { CaseSteps } from '../../activities/case-steps.js';
import { awaitTurn } from '../case/await-turn.js';
import type { Guarantee } from '../case/guarantee.js';
import { fallDue } from '../case/fall-due.js';
import { obey, perform } from '../case/perform.js';

const recorders = {
  claimPapersSupplied: 'recordClaimPapers',
  claimWithdrawn: 'recordClaimWithdrawal',
  overdueCured: 'recordCure',
  repaid: 'recordRepayment',
  debtorBankrupt: 'recordBankruptcy',
  premiumReceived: 'recordPremium',
  claimsDetermined: 'recordDetermination',
  accessoryAccrued: 'recordAccessory',
  depositReceived: 'recordDeposit',
} as const satisfies Partial<Record<MessageKind, keyof CaseSteps>>;

/**
 * 代偿申请: papers complete or asked for once, examined, reviewed. Accepted it goes to payout; rejected, withdrawn
 * or cured the guarantee is back in force.
 */
export async function claim(guarantee: Guarantee): Promise<void> {
  if (guarantee.isFresh) return perform(guarantee, 'examineClaim', {});
  const turn = await awaitTurn(guarantee);
  if (turn?.kind === 'command') await obey(guarantee, 'decideClaim', turn.command);
  if (turn?.kind === 'message' && turn.message.kind in recorders) {
    const step = recorders[turn.message.kind as keyof typeof recorders];
    await perform(guarantee, step, { message: turn.message.no });
  }
  if (turn?.kind === 'due') await fallDue(guarantee, turn.due);
}
