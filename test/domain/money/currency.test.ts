import { describe, expect, test } from '@jest/globals';
import { isCurrency } from '#domain/money/currency';

describe('a currency', () => {
  test.each(['CNY', 'USD', 'EUR', 'JPY', 'HKD'])('%s is one of ISO 4217', (code) => {
    expect(isCurrency(code)).toBe(true);
  });

  test.each(['ABC', 'cny', 'RMB', 'CNYY', '', 156, null])('%s is none', (code) => {
    expect(isCurrency(code)).toBe(false);
  });
});
