import { totalOf } from '#domain/ledger/position';
import type { CaseStep } from '#store/case/case-step';
import { takeMessage } from '#store/case/letters';
import { readPosition } from '#store/ledger/read-position';
import { book } from '../case/money.js';
import type { OfMessage, Work } from '../case/work.js';

/** 保证金: the debtor's side leaves money with us; it secures what we may have to pay. */
export const recordDeposit: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<{ amountMinor: number }>(step, no);
  const { amountMinor } = message.data;
  await book(step, 'depositReceived', { amountMinor }, message.on);
  step.note({ kind: 'depositReceived', data: { amountMinor }, on: message.on });
  step.emit({
    name: 'DepositReceived',
    activity: 'deposit',
    transition: 'start',
    resource: message.source,
    role: 'partner',
    data: { amountMinor },
    on: message.on,
  });
};

/** What is left of it goes back when the guarantee has ended without a claim. */
export async function returnDeposit(step: CaseStep): Promise<void> {
  const amountMinor = await depositHeld(step);
  if (amountMinor === 0) return;
  await book(step, 'depositReturned', { amountMinor });
  step.note({ kind: 'depositReturned', data: { amountMinor } });
  step.emit({
    name: 'DepositReturned',
    activity: 'deposit',
    transition: 'complete',
    role: 'finance',
    data: { amountMinor },
  });
}

/** In minor units. */
export async function depositHeld(step: CaseStep): Promise<number> {
  const position = await readPosition(step.tx, step.row.book, step.row.number);
  return totalOf(position, 'depositsHeld');
}
