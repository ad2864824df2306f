import { recoveryToPassOn } from '#domain/recovery/recovery-to-pass-on';
import type { CaseStep } from '#store/case/case-step';
import { readPosition } from '#store/ledger/read-position';
import { book } from '../case/money.js';
import { order } from '../case/order.js';
import { agreedShares } from '../case/programme.js';

/**
 * What came back for a sharer is not ours: it is passed on the day it comes in. The advice of the payment goes to the
 * sharer, under a reference that is kept for ever.
 */
export async function passOnRecovery(step: CaseStep, on: string): Promise<void> {
  const position = await readPosition(step.tx, step.row.book, step.row.number);
  const parties = (await agreedShares(step)).map(({ party }) => party);
  for (const [index, { party, amountMinor }] of recoveryToPassOn(position, parties).entries()) {
    await book(step, 'recoveryShared', { party, amountMinor }, on);
    const { currency } = step.row;
    const payload = { party, amountMinor, currency };
    const reference = order(
      step,
      'RS',
      { partner: 'reGuarantor', kind: 'recoveryShare', payload },
      index,
    );
    step.note({ kind: 'recoveryShared', subject: party, data: { amountMinor, reference }, on });
    step.emit({
      name: 'RecoveryShared',
      activity: 'recoveryShare',
      transition: 'complete',
      data: { party, amountMinor, reference },
      on,
    });
  }
}
