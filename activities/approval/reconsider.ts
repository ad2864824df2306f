import { decideReconsideration } from '#domain/approval/decide-reconsideration';
import type { CommandAnswer } from '#domain/lifecycle/messages';
import type { Authority } from '#domain/approval/authority';
import { latestFact } from '#store/case/facts';
import { done, obeyOnce, refuse } from '../case/decide-task.js';
import { calendarOf, packOf } from '../case/pack.js';
import type { OfCommand, Work } from '../case/work.js';
import { wasReconsidered } from './approval-path.js';
import { openFirstSeat } from './open-approval.js';

/** 复议: once, within the pack's period, before the council. */
export const reconsider: Work<OfCommand, CommandAnswer> = (step, { command: id }) =>
  obeyOnce(step, id, async (command) => {
    const pack = packOf(step.row);
    const refused = await latestFact(step, 'declined');
    if (step.wait?.for !== 'reconsideration' || refused === undefined)
      return refuse('notAwaitedNow');
    const used = await wasReconsidered(step);
    const request = { declinedOn: refused.on, requestedOn: step.on, used };
    const outcome = decideReconsideration(request, pack.reconsideration, calendarOf(pack));
    if (outcome.kind === 'refused') return refuse('reconsiderationUsed', outcome.code);
    const authority: Authority = {
      path: { kind: 'council', ...pack.authority.council },
      raisedBy: ['reconsidered'],
    };
    step.note({ kind: 'reconsiderationAdmitted', data: { reasons: command.reasons } });
    step.note({
      kind: 'authorityFound',
      data: { ...authority, packVersion: step.row.packVersion },
    });
    step.emit({
      name: 'ReconsiderationRequested',
      transition: 'resume',
      resource: command.person,
      attempt: 2,
    });
    await openFirstSeat(step, authority.path);
    return done;
  });
