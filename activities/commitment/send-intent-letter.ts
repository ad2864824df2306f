import { waitFor } from '../case/waits.js';
import type { Nothing, Work } from '../case/work.js';

/** 意向函: what we would guarantee, if the bank commits to lend. */
export const sendIntentLetter: Work<Nothing, void> = (step) => {
  const { number, amountMinor, loanMinor, currency, tenorMonths } = step.row;
  step.send({
    partner: 'bank',
    kind: 'intentLetter',
    reference: `${number}-IL${step.ref.no}`,
    payload: { amountMinor, loanMinor, currency, tenorMonths },
  });
  step.emit({ name: 'IntentLetterSent', transition: 'schedule' });
  waitFor(step, 'bankDecision', 'bank');
  return Promise.resolve();
};
