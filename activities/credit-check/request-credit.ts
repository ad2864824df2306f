import { decideCreditQuery } from '#domain/credit-check/decide-credit-check';
import { readApplication } from '#store/case/facts';
import { partOf } from '../case/pack.js';
import { endCase } from '../case/passage.js';
import { waitFor } from '../case/waits.js';
import type { Nothing, Work } from '../case/work.js';
import { consentHashOf, consentOf } from './consent.js';
import { order } from '../case/order.js';

/** 征信: the bureau is asked only with a recorded consent that covers the purpose (征信业管理条例). */
export const requestCredit: Work<Nothing, void> = async (step) => {
  const policy = partOf(step.row, 'creditCheck');
  const application = await readApplication(step);
  const consent = consentOf(step, application);
  const query = decideCreditQuery(consent, policy, step.on);
  if (query.kind === 'refused' || consent === null) {
    const code = query.kind === 'refused' ? query.code : 'consentMissing';
    await endCase(step, 'declined', code, {
      name: 'ApplicationDeclined',
      data: { reasons: [code] },
    });
    return;
  }
  const consentHash = consentHashOf(consent);
  order(step, 'CQ', {
    partner: 'bureau',
    kind: 'creditQuery',
    payload: {
      purpose: policy.purpose,
      consentHash,
      subject: { registrationNo: application.registrationNo },
    },
  });
  step.emit({ name: 'CreditRequested', transition: 'schedule', data: { consentHash } });
  waitFor(step, 'creditReport', 'bureau');
};
