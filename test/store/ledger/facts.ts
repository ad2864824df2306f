import type {
  FactDetails,
  FactKind,
  FactOf,
  IssuedTerms,
  ObligationFact,
} from '#domain/ledger/facts';

/** Facts of one guarantee, told briefly: kind, date, details. */
export function factsOf(guarantee: string, book = 'demo', currency = 'CNY') {
  return <Kind extends FactKind>(
    kind: Kind,
    valueDate: string,
    details: FactDetails[Kind],
    reference = `${guarantee}/${kind}/${valueDate}`,
  ): FactOf<Kind> =>
    ({
      kind,
      reference,
      book,
      guarantee,
      currency,
      valueDate,
      ...(details as object),
    }) as FactOf<Kind>;
}

/** The standard programme's sharers of the guaranteed part: own 50 %, national fund and province 25 % each. */
export const standardTerms: IssuedTerms = {
  beneficiary: 'bank',
  shares: [
    { party: 'guarantor', shareBps: 4000, role: 'guarantor' },
    { party: 'national-fund', shareBps: 2000, role: 'reGuarantor' },
    { party: 'province', shareBps: 2000, role: 'government' },
  ],
};

/** A life up to a written-off rest, as a loan in default has it. */
export function lifeInDefault(guarantee: string): ObligationFact[] {
  const fact = factsOf(guarantee);
  return [
    fact('premiumAccrued', '2025-01-05', { amountMinor: 1_200_00 }),
    fact('premiumReceived', '2025-01-06', { amountMinor: 1_200_00 }),
    fact('issued', '2025-01-10', {
      amountMinor: 80_000_01,
      ...standardTerms,
      product: 'baoweidai',
    }),
    fact('drawn', '2025-01-12', { drawdown: 'D1', amountMinor: 70_000_00 }),
    fact('undrawnReleased', '2025-02-28', { amountMinor: 'all', reason: 'notDisbursed' }),
    fact('repaid', '2025-06-30', { drawdown: 'D1', amountMinor: 10_000_33 }),
    fact('claimed', '2025-12-01', { claim: 'C1', amountMinor: 74_999_59 }),
    fact('paidOut', '2025-12-20', {
      claim: 'C1',
      drawdown: 'D1',
      principalMinor: 59_999_67,
      accessoryMinor: 1_000_00,
    }),
    fact('claimSettled', '2025-12-20', { claim: 'C1', amountMinor: 'all' }),
    fact('reimbursementReceived', '2026-02-01', { party: 'national-fund', amountMinor: 10_000_00 }),
    fact('costAdvanced', '2026-03-01', { amountMinor: 500_00, cost: 'litigation' }),
    fact('recovered', '2026-05-01', { amountMinor: 20_500_00, source: 'collateral' }),
    fact('writtenOff', '2026-12-31', { amountMinor: 'all' }),
  ];
}
