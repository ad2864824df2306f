/** Amounts for people: `1,234.50 CNY`. The amount stays an integer of minor units until it is text. */
export function moneyText(amountMinor: number, currency: string): string {
  const sign = amountMinor < 0 ? '-' : '';
  const whole = Math.floor(Math.abs(amountMinor) / 100).toLocaleString('en-US');
  const minor = String(Math.abs(amountMinor) % 100).padStart(2, '0');
  return `${sign}${whole}.${minor} ${currency}`;
}
