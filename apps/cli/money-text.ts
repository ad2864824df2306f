import { formatMinor } from './commands/business-values.js';

/** An amount for people: `CNY 1,234.50`. It stays an integer of minor units until it is text. */
export const moneyText = (amountMinor: number, currency: string): string =>
  `${currency} ${formatMinor(amountMinor, currency)}`;
