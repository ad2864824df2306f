/** Plays the bank. */
import type { z } from 'zod';
import type { orders, webhooks } from '#partners/bank/wire';
import type { JsonObject } from '../entries.js';
import type { Scenario } from '../scenario.js';
import { silence, teller, type Played, type Plays } from './play.js';

type GuaranteeLetter = z.output<typeof orders.guaranteeLetter.request>;
type Refund = z.output<typeof orders.premiumRefund.request>;
type CededPremium = z.output<typeof orders.cededPremium.request>;
type Payment = z.output<typeof orders.payment.request>;

const tell = teller<typeof webhooks>();

export const bank: Plays<typeof orders> = {
  intentLetter: (_letter, scenario) => answerIntent(scenario),
  premiumNotice: ({ amountMinor, currency }, scenario) =>
    scenario.premium === 'pay'
      ? { told: [tell('premium.received', { amountMinor, currency })] }
      : silence,
  guaranteeLetter: (letter, scenario) => disburse(letter, scenario.disbursement),
  letterReturnRequest: (_request, scenario) =>
    scenario.letterReturn === 'return' ? { told: [tell('letter.returned', {})] } : silence,
  payment: (payment, scenario) => pay(payment, scenario),
  premiumRefund: (refund, { refund: manner }) => payDebt(refund, 'refund', manner),
  cededPremium: (premium, { cededPremium: manner }) => payDebt(premium, 'cededPremium', manner),
  releaseNotice: () => silence,
  extensionAnswer: () => silence,
  partialReleaseAnswer: () => silence,
  claimDecision: () => silence,
};

function answerIntent(scenario: Scenario): Played {
  switch (scenario.commitment) {
    case 'commit':
      return { told: [tell('commitment.decided', { decision: 'committed' })] };
    case 'decline': {
      const reason = "outside the bank's lending policy";
      return { told: [tell('commitment.decided', { decision: 'declined', reason })] };
    }
    case 'silent':
      return silence;
  }
}

function disburse(letter: GuaranteeLetter, { mode, drawdowns }: Scenario['disbursement']): Played {
  if (mode !== 'atOnce') return silence;
  const { currency, loanMinor } = letter;
  const planned = drawdowns ?? [{ drawdown: '1', amountMinor: loanMinor }];
  return {
    told: planned.map(({ drawdown, amountMinor, occurredOn }, index) => {
      const final = index === planned.length - 1;
      return tell('loan.disbursed', { drawdown, amountMinor, currency, final }, occurredOn);
    }),
  };
}

function pay(payment: Payment, scenario: Scenario): Played {
  const { reference, claim, beneficiary } = payment;
  const isClosed = beneficiary !== undefined && scenario.closedAccounts.includes(beneficiary);
  switch (isClosed ? 'reject' : scenario.payment) {
    case 'settle':
      return settled(payment);
    case 'timeoutThenSettled':
      return { ...settled(payment), breaksOff: true };
    case 'reject': {
      const reason = 'the receiving account is closed';
      return {
        told: [tell('payment.rejected', { reference, claim, reason })],
        standing: { ...standingOf(payment, 'rejected'), reason },
      };
    }
    case 'silent':
      return { told: [], standing: standingOf(payment, 'processing') };
  }
}

/** Money that is paid under no claim: to an account that is named it goes, whatever became of the one before. */
function payDebt(
  debt: Refund | CededPremium,
  name: 'refund' | 'cededPremium',
  manner: Scenario['refund'],
): Played {
  const { reference, amountMinor, currency } = debt;
  const standing = { reference, amountMinor, currency };
  const paid: Played = {
    told: [tell(`${name}.settled`, { reference, amountMinor, currency })],
    standing: { ...standing, status: 'settled' },
    pays: true,
  };
  switch (debt.account !== undefined && manner === 'reject' ? 'settle' : manner) {
    case 'settle':
      return paid;
    case 'timeoutThenSettled':
      return { ...paid, breaksOff: true };
    case 'reject': {
      const reason = 'the receiving account is closed';
      return {
        told: [tell(`${name}.rejected`, { reference, reason })],
        standing: { ...standing, status: 'rejected', reason },
      };
    }
    case 'silent':
      return { told: [], standing: { ...standing, status: 'processing' } };
  }
}

function settled(payment: Payment): Played {
  const { reference, claim, amountMinor, currency, executeOn } = payment;
  const executed = executeOn === undefined ? {} : { executedOn: executeOn };
  return {
    told: [tell('payment.settled', { reference, claim, amountMinor, currency, ...executed })],
    standing: { ...standingOf(payment, 'settled'), ...executed },
    pays: true,
  };
}

function standingOf(
  { reference, claim, amountMinor, currency }: Payment,
  status: string,
): JsonObject {
  return { reference, claim, amountMinor, currency, status };
}
