import { waitFor } from '../case/waits.js';
import type { Nothing, Work } from '../case/work.js';
import { order } from '../case/order.js';

/** 意向函: what we would guarantee, if the bank commits to lend. */
export const sendIntentLetter: Work<Nothing, void> = (step) => {
  const { amountMinor, loanMinor, currency, tenorMonths } = step.row;
  order(step, 'IL', {
    partner: 'bank',
    kind: 'intentLetter',
    payload: { amountMinor, loanMinor, currency, tenorMonths },
  });
  step.emit({ name: 'IntentLetterSent', transition: 'schedule' });
  waitFor(step, 'bankDecision', 'bank');
  return Promise.resolve();
};
