import type { Due } from '#domain/lifecycle/agenda';
import type { Guarantee } from './guarantee.js';
import { perform } from './perform.js';

/** What an in-force case does of itself when a due falls, a claim open or not. */
export async function fallDue(guarantee: Guarantee, due: Due): Promise<void> {
  switch (due.name) {
    case 'inspection':
      return perform(guarantee, 'openInspection', { due });
    case 'classification':
      return perform(guarantee, 'reclassify', { due });
    case 'letterExpires':
      return perform(guarantee, 'expireLetter', { due });
    case 'guaranteePeriodEnds':
      return perform(guarantee, 'openDischarge', { due });
    case 'premiumDue':
      return perform(guarantee, 'demandInstalment', { due });
    case 'premiumOverdue':
      return perform(guarantee, 'notePremiumOverdue', { due });
    case 'bankruptcyFilingEnds':
      return perform(guarantee, 'endBankruptcyFiling', { due });
    case 'settlementDue':
      return perform(guarantee, 'checkSettlement', { due });
    case 'reminder':
    case 'deadline':
    case 'answerReminder':
    case 'answerDeadline':
    case 'reservationExpires':
      throw new Error(`${due.name} is done by every stage alike`);
  }
}
