/** An amount of one currency (ISO 4217) in its minor unit: 分, cents. Never a fraction, never a float. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: string;
}

/** Whether a value may stand for an amount: a whole number of minor units, exact and not negative. */
export function isAmountMinor(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** The sum of amounts of one currency; mixing currencies is a bug, for a sum needs a dated rate. */
export function addMoney(first: Money, second: Money): Money {
  if (first.currency !== second.currency) {
    throw new RangeError(`${first.currency} and ${second.currency} cannot be added without a rate`);
  }
  const amountMinor = first.amountMinor + second.amountMinor;
  if (!Number.isSafeInteger(amountMinor)) throw new RangeError('the sum is beyond exact integers');
  return { amountMinor, currency: first.currency };
}

/** How many decimals the minor unit of a currency has: 2 for CNY, 0 for JPY (ISO 4217). */
export function minorDigits(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}
