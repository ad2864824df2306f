import fc from 'fast-check';
import { addDays, type BusinessDate } from '#domain/calendar/business-date';
import { bookFact, type EntryToReverse } from '#domain/ledger/book-fact';
import type { FactKind, FactOf, ObligationFact } from '#domain/ledger/facts';
import type { LaterChange } from '#domain/ledger/later-days';
import {
  effectOf,
  emptyPosition,
  type Line,
  type ObligationPosition,
} from '#domain/ledger/position';
import type { RefusalCode } from '#domain/ledger/refusals';

export const header = {
  book: 'demo',
  guarantee: 'G1',
  currency: 'CNY',
  valueDate: '2026-03-01',
} as const;

const parties = ['guarantor', 'national-fund', 'province', 'government'] as const;
const drawdown = fc.constantFrom('D1', 'D2');
const claim = fc.constantFrom('C1', 'C2', 'C3');
const amountMinor = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40_000 }));
const amountOrAll = fc.oneof(amountMinor, fc.constant('all' as const));
const sharers = fc
  .array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 4 })
  .map((weights) =>
    weights.map((shareBps, index) => ({
      party: parties[index] ?? 'guarantor',
      shareBps,
      role: index === 0 ? ('guarantor' as const) : ('reGuarantor' as const),
    })),
  );

/** Terms of every shape: one bank or several, ordinary or maximum-amount, with caps or without. */
export const anyTerms: fc.Arbitrary<FactOf<'issued'>> = fc
  .record({
    amountMinor: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 100_000 })),
    shares: sharers,
    kindOfGuarantee: fc.constantFrom('ordinary' as const, 'maximumAmount' as const),
    capCovers: fc.constantFrom('principal' as const, 'all' as const),
    isJoint: fc.boolean(),
    isRetained: fc.boolean(),
    accessoryCapsMinor: fc.constantFrom({}, { interest: 500, penalty: 0 }),
  })
  .map(({ isJoint, isRetained, ...terms }) => ({
    ...header,
    ...terms,
    kind: 'issued' as const,
    reference: 'issued',
    beneficiary: 'bank-a',
    ...(isRetained ? { retainedMinor: Math.floor(terms.amountMinor / 4) } : {}),
    ...(isJoint
      ? {
          beneficiaries: [
            { beneficiary: 'bank-a', shareBps: 3333 },
            { beneficiary: 'bank-b', shareBps: 6667 },
          ],
        }
      : {}),
  }));

const source = fc.constantFrom('debtor' as const, 'deposit' as const);
const accessory = fc.constantFrom(
  'interest' as const,
  'penalty' as const,
  'enforcementCost' as const,
);
const party = fc.constantFrom(...parties);
const reason = fc.constantFrom('repaid' as const, 'discharged' as const);
/** Every kind of fact that a life may hold. */
export const kindsInAnyLife = new Set<FactKind>(['issued']);

function draft<T>(kind: FactKind, model: { [K in keyof T]: fc.Arbitrary<T[K]> }) {
  kindsInAnyLife.add(kind);
  return fc.record(model).map((details) => ({ kind, ...details }));
}

const anyDetails = fc.oneof(
  { weight: 4, arbitrary: draft('drawn', { amountMinor, drawdown }) },
  { weight: 2, arbitrary: draft('repaid', { amountMinor, drawdown }) },
  draft('undrawnReleased', { amountMinor: amountOrAll, reason }),
  draft('released', { amountMinor, drawdown, reason }),
  draft('released', { amountMinor: amountOrAll, reason }),
  draft('determined', {}),
  { weight: 2, arbitrary: draft('claimed', { amountMinor, claim }) },
  draft('claimRejected', { amountMinor: amountOrAll, claim }),
  draft('claimWithdrawn', { amountMinor, claim }),
  draft('claimSettled', { amountMinor: amountOrAll, claim }),
  {
    weight: 4,
    arbitrary: draft('paidOut', {
      principalMinor: amountMinor,
      accessoryMinor: fc.constantFrom(0, 0, 3, 700),
      claim,
      drawdown,
    }),
  },
  draft('paidOut', {
    principalMinor: amountMinor,
    beneficiary: fc.constantFrom('bank-a', 'bank-b'),
    lossMinor: amountMinor,
    claim,
    drawdown,
  }),
  draft('reimbursementRequested', { amountMinor, party }),
  draft('reimbursementReceived', { amountMinor, party }),
  { weight: 2, arbitrary: draft('reimbursementRefused', { amountMinor, party }) },
  { weight: 3, arbitrary: draft('recovered', { amountMinor, source }) },
  draft('recoveredAfterWriteOff', { amountMinor, source }),
  { weight: 2, arbitrary: draft('recoveryShared', { amountMinor, party }) },
  draft('writtenOff', { amountMinor: amountOrAll }),
  draft('clawedBack', { amountMinor, drawdown, of: fc.constantFrom('repayment', 'recovery') }),
  draft('refundPaid', { amountMinor }),
  draft('accessoryAccrued', { amountMinor, drawdown, accessory }),
  {
    weight: 2,
    arbitrary: draft('accessoryWaived', { amountMinor: amountOrAll, drawdown, accessory }),
  },
  draft('bankruptcyAccepted', {}),
  { weight: 2, arbitrary: draft('premiumAccrued', { amountMinor }) },
  draft('premiumReceived', { amountMinor }),
  draft('premiumEarned', { amountMinor }),
  draft('premiumRefunded', { amountMinor }),
  draft('premiumRefundOwed', { amountMinor }),
  { weight: 2, arbitrary: draft('premiumRefundPaid', { amountMinor }) },
  draft('premiumCeded', { amountMinor, party }),
  draft('cededPremiumReturned', { amountMinor, party }),
  draft('cededPremiumPaid', { amountMinor, party }),
  draft('cededPremiumReturnReceived', { amountMinor, party }),
  draft('costAdvanced', { amountMinor, cost: fc.constant('lawyer' as const) }),
  draft('depositReceived', { amountMinor }),
  draft('depositReturned', { amountMinor }),
  draft('reversed', { reverses: fc.nat(40).map((index) => `fact-${index}`) }),
);

const inOrder = (terms: FactOf<'issued'>, details: readonly object[]): ObligationFact[] => [
  terms,
  ...details.map(
    (detail, index) =>
      ({ ...header, reference: `fact-${index}`, ...detail }) as unknown as ObligationFact,
  ),
];

const anyDetailsList = fc.array(anyDetails, { minLength: 20, maxLength: 60, size: 'max' });

/** A life's facts in any order, sensible or not; half of them begin with lending and a claim, and so get further. */
export const anyLife: fc.Arbitrary<ObligationFact[]> = fc
  .tuple(anyTerms, fc.boolean(), anyDetailsList)
  .map(([terms, begins, details]) => {
    const half = Math.ceil(terms.amountMinor / 2);
    const begun = [
      { kind: 'drawn', drawdown: 'D1', amountMinor: half },
      { kind: 'claimed', claim: 'C1', amountMinor: half * 3 },
      { kind: 'paidOut', claim: 'C1', drawdown: 'D1', principalMinor: Math.ceil(half / 3) },
    ];
    return inOrder(terms, begins ? [...begun, ...details] : details);
  });

/**
 * The same lives, told out of order: a week from one fact to the next, but many of them valued up to a year before
 * they are told.
 */
export const anyLifeOutOfOrder: fc.Arbitrary<ObligationFact[]> = fc
  .tuple(
    anyLife,
    fc.array(fc.oneof(fc.constant(0), fc.nat(20), fc.nat(365)), { minLength: 64, maxLength: 64 }),
  )
  .map(([facts, delays]) =>
    facts.map((fact, index) => ({
      ...fact,
      valueDate: addDays(header.valueDate as BusinessDate, index * 7 - (delays[index] ?? 0)),
    })),
  );

/** A line and the day that it is valued on. */
export type DatedLine = Line & { readonly valueDate: string };

/** A guarantee's book kept in memory alone. */
export class MemoryLedger {
  position: ObligationPosition = emptyPosition(header.book, header.guarantee);
  readonly lines: DatedLine[] = [];
  readonly entries = new Map<string, EntryToReverse>();
  readonly refusals: RefusalCode[] = [];

  post(fact: ObligationFact): ReturnType<typeof bookFact> {
    const target = fact.kind === 'reversed' ? this.entries.get(fact.reverses) : undefined;
    const outcome = bookFact(this.position, fact, this.laterThan(fact.valueDate), target);
    if (outcome.kind === 'refused') {
      this.refusals.push(outcome.reason);
      return outcome;
    }
    this.position = outcome.position;
    const { kind, valueDate } = fact;
    this.lines.push(...outcome.lines.map((line) => ({ ...line, valueDate })));
    this.entries.set(fact.reference, { kind, valueDate, isReversed: false, lines: outcome.lines });
    if (fact.kind === 'reversed' && target !== undefined) {
      this.entries.set(fact.reverses, { ...target, isReversed: true });
    }
    return outcome;
  }

  /** What is valued after a day, line by line. */
  laterThan(day: string): LaterChange[] {
    return this.lines
      .filter(({ valueDate }) => valueDate > day)
      .map((line) => ({ ...line, changeMinor: effectOf(line) }));
  }
}
