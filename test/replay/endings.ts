/** One life for each ending, and two that turn many pages: those whose histories are recorded and replayed. */
import { addDays } from '#domain/calendar/business-date';
import type { Ending } from '#domain/lifecycle/stages';
import {
  acts,
  claimedOn,
  cured,
  day,
  decides,
  defaulted,
  lent,
  loanMinor,
  month,
  overdue,
  proposal,
  recovered,
  recoveredLate,
  repaid,
  told,
  wan,
  type Life,
} from '../lifecycle/life.js';

export const recordedLives: Readonly<Record<Ending | 'reconsidered' | 'recoveredLate', Life>> = {
  declined: { partners: { commitment: 'decline' } },
  withdrawn: {
    partners: { commitment: 'silent' },
    moments: [acts(day(5), 'withdraw')],
  },
  lapsed: { partners: told },
  released: {
    partners: told,
    moments: [
      lent(day(1)),
      overdue(month(2), 1),
      cured(addDays(month(2), 20)),
      repaid(month(3), loanMinor),
    ],
  },
  discharged: { partners: told, moments: [lent(day(1))] },
  recovered: {
    partners: told,
    moments: [...defaulted, recovered(addDays(claimedOn, 30), 16 * wan)],
  },
  writtenOff: { partners: told, moments: [...defaulted, proposal] },
  reconsidered: {
    loanMinor: 80 * wan,
    partners: told,
    decisions: [decides('officerApproval', 'decline')],
    moments: [acts(day(3), 'requestReconsideration')],
  },
  recoveredLate,
};
