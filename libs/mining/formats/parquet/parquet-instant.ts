/** An instant as Parquet keeps it, finer than a Date: UTC epoch milliseconds with their fraction. */
export class Instant {
  constructor(readonly ms: number) {}
}

function instant(count: bigint, perMs: bigint): Instant {
  return new Instant(Number(count / perMs) + Number(count % perMs) / Number(perMs));
}

/** Keeps timestamps as instants instead of the library's Dates, which drop microseconds. */
export const instantParsers = {
  timestampFromMilliseconds: (millis: bigint): Instant => instant(millis, 1n),
  timestampFromMicroseconds: (micros: bigint): Instant => instant(micros, 1000n),
  timestampFromNanoseconds: (nanos: bigint): Instant => instant(nanos, 1_000_000n),
  dateFromDays: (days: number): Instant => new Instant(days * 86_400_000),
};
