import { filingOf } from '#domain/reimbursement/filing';
import type { CaseStep } from '#store/case/case-step';
import { takeMessage } from '#store/case/letters';
import { expectAnswer, settleAnswer } from '../case/answers.js';
import { order } from '../case/order.js';
import { agreedShares } from '../case/programme.js';
import type { OfMessage, Work } from '../case/work.js';

/** 备案: what was disbursed is filed with the re-guarantor in time, else it need not reimburse a payout. */
export async function fileWithReGuarantor(step: CaseStep, disbursedOn: string): Promise<void> {
  const filing = filingOf(step.row.amountMinor, await agreedShares(step));
  if (filing === null) return;
  const { currency } = step.row;
  const payload = { ...filing, currency, disbursedOn };
  const reference = order(step, 'FI', { partner: 'reGuarantor', kind: 'filing', payload });
  step.note({ kind: 'filingSent', subject: filing.party, data: payload });
  step.emit({
    name: 'GuaranteeSubmittedForFiling',
    activity: 'filing',
    transition: 'schedule',
    data: { ...filing, reference },
  });
  expectAnswer(step, 'filing', 'reGuarantor', reference);
}

interface FilingAnswer {
  readonly party: string;
  readonly filingNo?: string;
  readonly reason?: string;
}

/** The re-guarantor has put the guarantee on file, or will not: then people are told, because our share grows. */
export const recordFiling: Work<OfMessage, void> = async (step, { message: no }) => {
  const { kind, data, on, source } = await takeMessage<FilingAnswer>(step, no);
  const isFiled = kind === 'filed';
  await settleAnswer(step, 'filing', kind);
  step.note({ kind, subject: data.party, data, on });
  step.emit({
    name: isFiled ? 'GuaranteeFiled' : 'FilingRefused',
    activity: 'filing',
    transition: 'complete',
    resource: source,
    role: 'partner',
    data: { ...data },
    on,
  });
  if (isFiled) return;
  step.emit({
    name: 'WaitEscalated',
    activity: 'filing',
    transition: 'schedule',
    role: 'operations',
  });
};
