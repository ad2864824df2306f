import type { FactDetails } from '#domain/ledger/facts';
import { takeMessage } from '#store/case/letters';
import { book, moneyOf } from '../case/money.js';
import { endCase } from '../case/passage.js';
import { waitFor } from '../case/waits.js';
import type { OfMessage, Work } from '../case/work.js';

type CostKind = FactDetails['costAdvanced']['cost'];
const costKinds: readonly CostKind[] = [
  'litigation',
  'preservation',
  'execution',
  'appraisal',
  'lawyer',
  'other',
];

/** A cost of recovery that we advance: it is first in line when money comes in. */
export const recordRecoveryCost: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<{ costKind: string; amountMinor: number }>(step, no);
  const { costKind, amountMinor } = message.data;
  const cost = costKinds.find((known) => known === costKind) ?? 'other';
  await book(step, 'costAdvanced', { cost, amountMinor }, message.on);
  step.note({ kind: 'costAdvanced', subject: cost, data: { amountMinor }, on: message.on });
  const event = {
    name: 'CostAdvanced',
    resource: message.source,
    role: 'partner',
    data: { cost, amountMinor },
    on: message.on,
  };
  const { receivableMinor, writtenOffMinor } = await moneyOf(step);
  if (receivableMinor > 0) {
    step.emit({ ...event, activity: 'recoveryCost', transition: 'complete' });
    if (step.wait === null) waitFor(step, 'recovery', 'applicant');
  } else await endCase(step, writtenOffMinor > 0 ? 'writtenOff' : 'recovered', 'lateCost', event);
};
