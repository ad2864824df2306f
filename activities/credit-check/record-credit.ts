import { decideCreditCheck } from '#domain/credit-check/decide-credit-check';
import type { CreditReport } from '#domain/credit-check/decide-credit-check';
import { readApplication } from '#store/case/facts';
import { takeMessage } from '#store/case/letters';
import { partOf } from '../case/pack.js';
import { endCase, pass } from '../case/passage.js';
import type { OfMessage, Work } from '../case/work.js';
import { consentOf } from './consent.js';
import { reportOf } from './report-of.js';
import type { ReportedCredit } from './report-of.js';

/** The bureau's report decides: passed, passed with flags for the officers, or declined with its reasons. */
export const recordCredit: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<ReportedCredit>(step, no);
  const consent = consentOf(step, await readApplication(step));
  const report: CreditReport = reportOf(message.data, message.on);
  const policy = partOf(step.row, 'creditCheck');
  const outcome = decideCreditCheck(report, consent, policy, step.on);
  step.note({ kind: 'creditReported', data: { report, outcome }, on: message.on });
  const event = { resource: message.source, role: 'partner', data: { outcome: outcome.kind } };
  switch (outcome.kind) {
    case 'passed':
    case 'flagged':
      pass(step, { name: 'CreditChecked', ...event });
      return;
    case 'declined':
      await endCase(step, 'declined', outcome.reasons[0] ?? 'credit', {
        name: 'ApplicationDeclined',
        ...event,
        data: { reasons: outcome.reasons },
      });
      return;
    case 'stale':
    case 'refused':
      // The report cannot be used: the wait goes on, and its deadline calls a person.
      step.emit({ name: 'CreditReportUnusable', transition: 'complete', ...event });
      return;
  }
};
