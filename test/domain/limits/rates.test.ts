import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { capStateAt, stopLine } from '#domain/limits/rates';

const rates = { warningBps: 8000, stopBps: 9500 };

test('a cap warns and stops from its rates on, the rates themselves included', () => {
  expect(capStateAt(799, 1000, rates)).toBe('free');
  expect(capStateAt(800, 1000, rates)).toBe('warning');
  expect(capStateAt(949, 1000, rates)).toBe('warning');
  expect(capStateAt(950, 1000, rates)).toBe('stopped');
  expect(capStateAt(1000, 1000, { ...rates, stopBps: null })).toBe('warning');
});

test('an unused cap is free, even a cap of nothing', () => {
  expect(capStateAt(0, 0, rates)).toBe('free');
  expect(capStateAt(1, 0, rates)).toBe('stopped');
});

test('what is used up to the stop line is not above it, and one unit more is stopped, however large', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 7_500_000_000_000_000 }),
      fc.integer({ min: 1, max: 10_000 }),
      (ceiling, stopBps) => {
        const line = stopLine(ceiling, { stopBps });
        expect(line).toBeLessThanOrEqual(ceiling);
        expect(BigInt(line) * 10_000n <= BigInt(ceiling) * BigInt(stopBps)).toBe(true);
        expect(capStateAt(line + 1, ceiling, { warningBps: 1, stopBps })).toBe('stopped');
      },
    ),
  );
  expect(stopLine(1000, { stopBps: null })).toBe(1000);
});
