import type { Due } from '#domain/lifecycle/agenda';
import { isOfDebt } from '#domain/lifecycle/messages';
import type { Command, Message, MessageKind, MessageOfDebt } from '#domain/lifecycle/messages';
import { isLasting } from '#domain/lifecycle/tasks';
import { isOfRelatedPartyReport } from '#domain/limits/related-party';
import { receptionOf } from '#domain/lifecycle/reception';
import type { CaseSteps } from '../../activities/case-steps.js';
import type { Guarantee } from './guarantee.js';
import { obey, perform } from './perform.js';

/** What is left for a stage to decide on. */
export type StageTurn =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'due'; readonly due: Due };

/**
 * Waits for the next thing and does what every stage does alike: refuses facts that come too late, reminds,
 * notes a passed deadline, gives back an expired reservation, takes the answers that change no stage, lets people claim tasks and withdraw. Returns what the stage itself must decide on,
 * or nothing when it is done.
 */
export async function awaitTurn(guarantee: Guarantee): Promise<StageTurn | undefined> {
  const turn = await guarantee.next();
  switch (turn.kind) {
    case 'message':
      return takeMessage(guarantee, turn.message);
    case 'command':
      return takeCommand(guarantee, turn.command);
    case 'due':
      return takeDue(guarantee, turn.due);
  }
}

/** Which step records what is told of a debt. */
const recordersOfDebts = {
  premiumRefundSettled: 'recordPremiumRefund',
  premiumRefundRejected: 'recordPremiumRefund',
  cededPremiumDue: 'settleCededPremium',
  cededPremiumSettled: 'recordCededPremium',
  cededPremiumRejected: 'recordCededPremium',
  cededPremiumReturnReceived: 'recordCededReturn',
} as const satisfies Record<MessageOfDebt, keyof CaseSteps>;

async function takeMessage(guarantee: Guarantee, message: Message): Promise<StageTurn | undefined> {
  if (receptionOf(guarantee.place, message.kind) !== 'now') {
    await perform(guarantee, 'refuseFact', { message: message.no });
    return undefined;
  }
  if (isOfDebt(message.kind)) {
    await perform(guarantee, recordersOfDebts[message.kind], { message: message.no });
    return undefined;
  }
  if (!isOfFiling(message.kind)) return { kind: 'message', message };
  await perform(guarantee, 'recordFiling', { message: message.no });
  return undefined;
}

/** The re-guarantor's answer to a filing comes when it comes, and changes no stage. */
function isOfFiling(kind: MessageKind): boolean {
  return kind === 'filed' || kind === 'filingRefused';
}

async function takeCommand(guarantee: Guarantee, command: Command): Promise<StageTurn | undefined> {
  if (command.kind === 'claimTask') await obey(guarantee, 'claimTask', command);
  else if (command.kind === 'withdraw') await obey(guarantee, 'withdraw', command);
  else if (command.kind === 'proposeDetermination')
    await obey(guarantee, 'proposeDetermination', command);
  else if (isLasting(command.task)) await obey(guarantee, 'mendPayment', command);
  else if (isOfRelatedPartyReport(command)) await obey(guarantee, 'reportRelatedParty', command);
  else return { kind: 'command', command };
  return undefined;
}

async function takeDue(guarantee: Guarantee, due: Due): Promise<StageTurn | undefined> {
  if (due.name === 'reminder') await perform(guarantee, 'remind', { due });
  else if (due.name === 'deadline') await perform(guarantee, 'passDeadline', { due });
  else if (due.name === 'answerReminder') await perform(guarantee, 'remindOfAnswer', { due });
  else if (due.name === 'answerDeadline') await perform(guarantee, 'missAnswer', { due });
  else if (due.name === 'reservationExpires')
    await perform(guarantee, 'expireReservation', { due });
  else return { kind: 'due', due };
  return undefined;
}
