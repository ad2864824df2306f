/**
 * `numerator / denominator` rounded half-up, exactly. Both in any integer unit; neither may be negative.
 * Half-up is the rounding of the trade: half a 分 goes up.
 */
export function halfUp(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new RangeError(`cannot divide by ${denominator.toString()}`);
  if (numerator < 0n) throw new RangeError(`cannot round the negative ${numerator.toString()}`);
  return (2n * numerator + denominator) / (2n * denominator);
}

/** A bigint as an exact number; a sum beyond 2^53 − 1 minor units is a bug, never a rounding. */
export function toSafeNumber(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number))
    throw new RangeError(`${value.toString()} is beyond exact integers`);
  return number;
}

/** half-up(`amountMinor × partMinor ÷ wholeMinor`), exact whatever the size of the product. */
export function halfUpShare(amountMinor: number, partMinor: number, wholeMinor: number): number {
  return toSafeNumber(halfUp(BigInt(amountMinor) * BigInt(partMinor), BigInt(wholeMinor)));
}
