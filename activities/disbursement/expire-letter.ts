import { decideLetterExpiry } from '#domain/disbursement/decide-letter-expiry';
import { enter } from '../case/passage.js';
import { book, moneyOf } from '../case/money.js';
import type { OfDue, Work } from '../case/work.js';

/** The letter's validity ends with something drawn: what is still undrawn is released, the rest lives on. */
export const expireLetter: Work<OfDue, void> = async (step) => {
  const { issuedMinor, undrawnMinor, outstandingMinor } = await moneyOf(step);
  const outcome = decideLetterExpiry({ drawnMinor: issuedMinor - undrawnMinor, undrawnMinor });
  step.emit({
    name: 'LetterExpired',
    activity: 'letter',
    transition: 'complete',
    data: { outcome: outcome.kind, undrawnMinor },
  });
  if (outcome.kind === 'fullyDrawn') return;
  await book(step, 'undrawnReleased', { amountMinor: 'all', reason: 'notDisbursed' });
  if (outstandingMinor === 0 && step.place === 'servicing') enter(step, 'release');
};
