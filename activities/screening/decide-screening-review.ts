import type { CommandAnswer } from '#domain/lifecycle/messages';
import { decideTask } from '../case/decide-task.js';
import { endCase, pass } from '../case/passage.js';
import type { OfCommand, Work } from '../case/work.js';

/** A risk officer clears a near hit, or declines on it. */
export const decideScreeningReview: Work<OfCommand, CommandAnswer> = (step, { command }) =>
  decideTask(step, command, ['screeningReview'], {
    act: async ({ person, outcome, reasons }) => {
      const event = { resource: person, role: 'risk', data: { outcome, reasons } };
      if (outcome === 'clear') pass(step, { name: 'ApplicationScreened', ...event });
      else {
        await endCase(step, 'declined', reasons[0] ?? 'screening', {
          name: 'ApplicationDeclined',
          ...event,
        });
      }
    },
  });
