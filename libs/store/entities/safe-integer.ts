import type { ValueTransformer } from 'typeorm';

/** A bigint column as a number that is exact on the wire: past 2^53 it is an error, never a rounding. */
export const safeInteger: ValueTransformer = {
  to: (value: number | null) => value,
  from: (text: string | null) => (text === null ? null : exactly(text)),
};

function exactly(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond exact integers`);
  return value;
}
