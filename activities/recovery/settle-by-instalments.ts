import { endOfDay } from '#domain/calendar/instant';
import {
  settlementStanding,
  type SettlementInstalment,
} from '#domain/recovery/instalment-settlement';
import { factsOf, latestFact } from '#store/case/facts';
import { refuseMessage, takeMessage } from '#store/case/letters';
import type { OfDue, OfMessage, Work } from '../case/work.js';

interface AgreedSettlement {
  readonly settlement: string;
  readonly instalments: readonly SettlementInstalment[];
}

/** 分期和解: the debtor promises instalments; each one's day is on the agenda. A new agreement takes the old one's place. */
export const recordSettlement: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<AgreedSettlement>(step, no);
  const { settlement, instalments } = message.data;
  if (instalments.some(({ dueOn }) => dueOn < message.on)) {
    await refuseMessage(step, message, 'instalmentBeforeAgreement');
    return;
  }
  step.clear('settlementDue');
  for (const dueOn of new Set(instalments.map((instalment) => instalment.dueOn))) {
    const at = endOfDay(dueOn, step.row.timeZone);
    step.plan({ name: 'settlementDue', at: at > step.at ? at : step.at, subject: settlement });
  }
  step.note({ kind: 'settlementAgreed', subject: settlement, data: message.data, on: message.on });
  step.emit({
    name: 'SettlementAgreed',
    activity: 'settlement',
    transition: 'start',
    resource: message.source,
    role: 'partner',
    data: { settlement, instalments: instalments.length },
    on: message.on,
  });
};

/** An instalment's day is over: what came in since the agreement covers all that fell due, or it is a default. */
export const checkSettlement: Work<OfDue, void> = async (step) => {
  const agreed = await latestFact<AgreedSettlement>(step, 'settlementAgreed');
  if (agreed === undefined) throw new Error(`${step.row.number}: no settlement was agreed`);
  const received = await factsOf<{ amountMinor: number }>(step, ['recovered']);
  const receivedMinor = received
    .filter(({ no, subject }) => no > agreed.no && subject === 'debtor')
    .reduce((sum, { data }) => sum + data.amountMinor, 0);
  const { instalments, settlement } = agreed.data;
  const standing = settlementStanding(instalments, receivedMinor, step.on);
  if (standing.kind === 'kept') return;
  const { missingMinor } = standing;
  step.clear('settlementDue');
  step.note({ kind: 'settlementDefaulted', subject: settlement, data: { missingMinor } });
  step.emit({
    name: 'SettlementDefaulted',
    activity: 'settlement',
    transition: 'complete',
    role: 'claims',
    data: { settlement, missingMinor },
  });
};
