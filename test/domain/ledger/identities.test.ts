import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { accounts } from '#domain/ledger/accounts';
import { brokenIdentities } from '#domain/ledger/identities';
import { balanceKey, effectOf, type ObligationPosition } from '#domain/ledger/position';
import { anyLife, kindsInAnyLife, MemoryLedger } from './arbitrary-facts.js';

const runs = { numRuns: Number(process.env.AVAL_PROPERTY_RUNS ?? 150) };

const cellsOf = (position: ObligationPosition) => [...position.balances.values()];

/** What breaks in sum, in a drawdown, or for a party in a drawdown. */
function brokenAnywhere(position: ObligationPosition): string[] {
  const cells = cellsOf(position);
  const drawdowns = [...new Set(cells.map(({ drawdown }) => drawdown))];
  const parties = [...new Set(cells.map(({ party }) => party))];
  return [
    ...brokenIdentities(position),
    ...drawdowns.flatMap((drawdown) => [
      ...brokenIdentities(position, { drawdown }),
      ...parties.flatMap((party) => brokenIdentities(position, { drawdown, party })),
    ]),
  ];
}

describe('whatever happens to a guarantee, in whatever order', () => {
  test('both identities hold after every fact, in sum, per drawdown and per bearing party', () => {
    fc.assert(
      fc.property(anyLife, (facts) => {
        const ledger = new MemoryLedger();
        for (const fact of facts) {
          ledger.post(fact);
          expect(brokenAnywhere(ledger.position)).toEqual([]);
        }
      }),
      runs,
    );
  });

  test('no balance that cannot be owed is ever below zero', () => {
    fc.assert(
      fc.property(anyLife, (facts) => {
        const ledger = new MemoryLedger();
        for (const fact of facts) {
          ledger.post(fact);
          const below = cellsOf(ledger.position).filter(
            (balance) => balance.amountMinor < 0 && !('free' in accounts[balance.account]),
          );
          expect(below).toEqual([]);
        }
      }),
      runs,
    );
  });

  test('the balances are those that the lines of all entries add up to', () => {
    fc.assert(
      fc.property(anyLife, (facts) => {
        const ledger = new MemoryLedger();
        for (const fact of facts) ledger.post(fact);
        const rebuilt = new Map<string, number>();
        for (const line of ledger.lines) {
          const key = balanceKey(line.account, line);
          rebuilt.set(key, (rebuilt.get(key) ?? 0) + effectOf(line));
        }
        const kept = [...ledger.position.balances].map(([key, balance]) => [
          key,
          balance.amountMinor,
        ]);
        expect(new Map(kept as [string, number][])).toEqual(rebuilt);
      }),
      runs,
    );
  });

  test('a refused fact leaves nothing', () => {
    fc.assert(
      fc.property(anyLife, (facts) => {
        const ledger = new MemoryLedger();
        for (const fact of facts) {
          const before = JSON.stringify(cellsOf(ledger.position));
          if (ledger.post(fact).kind === 'refused') {
            expect(JSON.stringify(cellsOf(ledger.position))).toBe(before);
          }
        }
      }),
      runs,
    );
  });

  test('every kind of fact is booked by some of these lives, so that the above says something', () => {
    const booked = new Map<string, number>();
    for (const facts of fc.sample(anyLife, { numRuns: 800, seed: 7 })) {
      const ledger = new MemoryLedger();
      for (const fact of facts) {
        if (ledger.post(fact).kind === 'booked')
          booked.set(fact.kind, (booked.get(fact.kind) ?? 0) + 1);
      }
    }
    const rare = [...kindsInAnyLife].filter((kind) => (booked.get(kind) ?? 0) < 5);
    expect(rare).toEqual([]);
  });

  test('the same facts in the same order make the same book', () => {
    fc.assert(
      fc.property(anyLife, (facts) => {
        const [one, other] = [new MemoryLedger(), new MemoryLedger()];
        for (const fact of facts) one.post(fact);
        for (const fact of facts) other.post(fact);
        expect(one.lines).toEqual(other.lines);
      }),
      { numRuns: 200 },
    );
  });
});
