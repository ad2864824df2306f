/** Plays the re-guarantor. */
import type { orders, webhooks } from '#partners/re-guarantor/wire';
import { silence, teller, type Plays } from './play.js';

const tell = teller<typeof webhooks>();

export const reGuarantor: Plays<typeof orders> = {
  filing: ({ party }, scenario) => {
    switch (scenario.filing) {
      case 'accept':
        return { told: [tell('filing.accepted', { party })] };
      case 'refuse':
        return { told: [tell('filing.refused', { party, reason: 'outside the agreed sectors' })] };
      case 'silent':
        return silence;
    }
  },
  reimbursementRequest: ({ party, amountMinor, currency }, scenario) => {
    switch (scenario.reimbursement) {
      case 'pay':
        return { told: [tell('reimbursement.paid', { party, amountMinor, currency })] };
      case 'refuse':
        return {
          told: [tell('reimbursement.refused', { party, reason: 'filed after the deadline' })],
        };
      case 'silent':
        return silence;
    }
  },
  premiumReturnRequest: ({ party, amountMinor, currency }, scenario) =>
    scenario.premiumReturn === 'pay'
      ? { told: [tell('premium.returned', { party, amountMinor, currency })] }
      : silence,
  recoveryShare: () => silence,
};
