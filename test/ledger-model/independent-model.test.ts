import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ObligationFact } from '#domain/ledger/facts';
import type { Line } from '#domain/ledger/position';
import {
  anyLife,
  anyLifeOutOfOrder,
  header,
  MemoryLedger,
} from '../domain/ledger/arbitrary-facts.js';
import { hasPython, IndependentModel, runsOr } from './independent-model.js';

const model = hasPython ? new IndependentModel() : undefined;
afterAll(() => model?.close());
if (model === undefined)
  console.warn('there is no python3 here: the independent model is not asked');

const columns =
  'entryId,reference,book,guarantee,drawdown,valueDate,bookedAt,account,party,currency,debitMinor,creditMinor,beneficiary,claim';

interface Entry {
  readonly valueDate: string;
  readonly lines: readonly Line[];
}

/** The lines of entries as the export writes them. */
function csvOf(entries: readonly Entry[]): string {
  const rows = entries.flatMap(({ valueDate, lines }, index) =>
    lines.map((line) =>
      [
        index + 1,
        `fact-${index}`,
        header.book,
        header.guarantee,
        line.drawdown,
        valueDate,
        '2026-03-01T00:00:00.000000Z',
        line.account,
        line.party,
        header.currency,
        line.debitMinor,
        line.creditMinor,
        line.beneficiary,
        line.claim,
      ].join(','),
    ),
  );
  return [columns, ...rows].join('\n');
}

/** The balances that the ledger keeps, named as the model names them. */
function keptBy(ledger: MemoryLedger): Record<string, number> {
  const kept = [...ledger.position.balances.values()].map(
    ({ account, drawdown, beneficiary, party, claim, amountMinor }) => [
      [header.book, header.guarantee, account, drawdown, beneficiary, party, claim].join('|'),
      amountMinor,
    ],
  );
  return Object.fromEntries(kept) as Record<string, number>;
}

function lived(facts: readonly ObligationFact[]) {
  const ledger = new MemoryLedger();
  const entries: Entry[] = [];
  for (const fact of facts) {
    const outcome = ledger.post(fact);
    const { valueDate } = fact;
    if (outcome.kind === 'booked') entries.push({ valueDate, lines: outcome.lines });
  }
  return { ledger, entries };
}

const whereModelIs = model === undefined ? describe.skip : describe;

whereModelIs('a model in another language that reads only the postings', () => {
  test.each([
    ['in the order of its days', anyLife],
    ['told out of the order of its days', anyLifeOutOfOrder],
  ])(
    'finds nothing broken in any life %s, on any day, and the very same balances',
    async (_, anyOne) => {
      await fc.assert(
        fc.asyncProperty(anyOne, async (facts) => {
          const { ledger, entries } = lived(facts);
          const answer = await model?.ask(csvOf(entries));
          expect(answer?.broken).toEqual([]);
          expect(answer?.balances).toEqual(keptBy(ledger));
        }),
        { numRuns: runsOr(200) },
      );
    },
    3_600_000,
  );

  test('finds what is broken, so that its silence says something', async () => {
    const { entries } = lived([
      {
        ...header,
        kind: 'issued',
        reference: 'issued',
        amountMinor: 90,
        beneficiary: 'bank',
        shares: [{ party: 'guarantor', shareBps: 10_000, role: 'guarantor' }],
      },
      { ...header, kind: 'drawn', reference: 'drawn', drawdown: 'D1', amountMinor: 50 },
    ]);
    const [issued, drawn] = entries;
    if (issued === undefined || drawn === undefined) throw new Error('nothing was booked');
    const lines = drawn.lines.map((line) =>
      line.account === 'outstanding' ? { ...line, creditMinor: 25 } : line,
    );
    const halved = { ...drawn, lines };
    expect((await model?.ask(csvOf([issued, drawn])))?.broken).toEqual([]);
    const broken = (await model?.ask(csvOf([issued, halved])))?.broken ?? [];
    expect(broken.some((line) => line.includes('out of balance by 25'))).toBe(true);
    expect(broken.some((line) => line.includes("identity 'first' is off by 25"))).toBe(true);
    const overdrawn = (await model?.ask(csvOf([drawn])))?.broken ?? [];
    expect(overdrawn.some((line) => line.includes('falls to -50'))).toBe(true);
    const early = { ...drawn, valueDate: '2026-02-01' };
    const onADay = (await model?.ask(csvOf([issued, early])))?.broken ?? [];
    expect(onADay.some((line) => /^as of 2026-02-01: .*'undrawn'.* is -50$/.test(line))).toBe(true);
  });
});
