import { decideLetterExpiry } from '#domain/disbursement/decide-letter-expiry';
import { enter } from '../case/passage.js';
import { book, moneyOf } from '../case/money.js';
import { revolves } from '../case/revolving.js';
import type { OfDue, Work } from '../case/work.js';
import { determineClaims } from '../servicing/determine-claims.js';

/** The letter's validity ends with something drawn: what is still undrawn is released, the rest lives on. */
export const expireLetter: Work<OfDue, void> = async (step) => {
  if (await revolves(step)) return determineClaims(step, { reason: 'periodOver', on: step.on });
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
