import type { BusinessDate } from '#domain/calendar/business-date';
import { decideAcceleration } from '#domain/servicing/decide-acceleration';
import { latestFact } from '#store/case/facts';
import { refuseMessage, takeMessage } from '#store/case/letters';
import type { OfMessage, Work } from '../case/work.js';
import { planMaturity } from './plan-servicing.js';

/** The bank has called the loan due: it may claim from that day; our guarantee period stays as it was. */
export const recordAcceleration: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<{ acceleratedTo: BusinessDate; reason?: string }>(step, no);
  const term = await latestFact<{ maturity: BusinessDate; consentedMaturity: BusinessDate }>(
    step,
    'maturitySet',
  );
  if (term === undefined) throw new Error(`${step.row.number} has no maturity on record`);
  const outcome = decideAcceleration(message.data.acceleratedTo, term.data);
  if (outcome.kind === 'refused') {
    await refuseMessage(step, message, outcome.code);
    return;
  }
  step.change({ maturityOn: outcome.maturity });
  step.note({ kind: 'accelerated', data: message.data, on: message.on });
  planMaturity(step, outcome.maturity, term.data.consentedMaturity);
  step.emit({
    name: 'LoanAccelerated',
    activity: 'acceleration',
    transition: 'complete',
    resource: step.row.bank,
    role: 'partner',
    data: message.data,
    on: message.on,
  });
};
