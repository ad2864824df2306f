import { totalOf } from '#domain/ledger/position';
import type { CaseStep } from '#store/case/case-step';
import { readPosition } from '#store/ledger/read-position';
import { book } from './money.js';

/** Whether what is repaid may be drawn again: a maximum-amount guarantee whose claims are not determined yet. */
export async function revolves(step: CaseStep): Promise<boolean> {
  if (step.row.promise.kindOfGuarantee !== 'maximumAmount') return false;
  return !(await readPosition(step.tx, step.row.book, step.row.number)).determined;
}

/**
 * What a repayment frees may be drawn again (最高额保证). It comes off the drawdown that was repaid; a rounding that this
 * one cannot bear comes off the oldest others.
 */
export async function returnToUndrawn(
  step: CaseStep,
  { drawdown: repaid, ...bank }: { readonly drawdown: string; readonly beneficiary?: string },
  freedMinor: number,
  on: string,
): Promise<void> {
  const position = await readPosition(step.tx, step.row.book, step.row.number);
  const all = [...position.balances.values()].map(({ drawdown }) => drawdown);
  let left = freedMinor;
  for (const drawdown of new Set([repaid, ...all.filter((name) => name !== '')])) {
    const amountMinor = Math.min(left, totalOf(position, 'outstanding', { drawdown, ...bank }));
    if (amountMinor === 0) continue;
    await book(step, 'repaid', { drawdown, amountMinor, ...bank }, on);
    left -= amountMinor;
  }
}
