import type { FactDetails, FactKind, ObligationFact } from '#domain/ledger/facts';

const firstDay = Date.UTC(2016, 0, 1);
const dayMs = 86_400_000;

/** A business date within ten years, the same for the same number. */
export function dateOf(day: number): string {
  return new Date(firstDay + (day % 3650) * dayMs).toISOString().slice(0, 10);
}

/** A guarantee shared by three, lent in one sum, repaid in six: eight facts. */
export function lifeOf(number: string, day: number): ObligationFact[] {
  const fact = <Kind extends FactKind>(kind: Kind, turn: number, details: FactDetails[Kind]) =>
    ({
      kind,
      reference: `${number}/${turn}`,
      book: 'bench',
      guarantee: number,
      currency: 'CNY',
      // Every life keeps the order of its days.
      valueDate: dateOf((day % 3400) + turn * 30),
      ...(details as object),
    }) as ObligationFact;
  return [
    fact('issued', 0, {
      amountMinor: 80_000_000,
      beneficiary: 'bank',
      product: 'baoweidai',
      shares: [
        { party: 'guarantor', shareBps: 4000, role: 'guarantor' },
        { party: 'national-fund', shareBps: 2000, role: 'reGuarantor' },
        { party: 'province', shareBps: 2000, role: 'reGuarantor' },
      ],
    }),
    fact('drawn', 1, { drawdown: 'D1', amountMinor: 80_000_000 }),
    ...[2, 3, 4, 5, 6, 7].map((turn) =>
      fact('repaid', turn, { drawdown: 'D1', amountMinor: 13_333_333 }),
    ),
  ];
}
