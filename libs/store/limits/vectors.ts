import {
  contractClasses,
  measures,
  type ClassSums,
  type Commitment,
  type CustomerUse,
  type Measure,
} from '#domain/limits/amounts';
import type { BookSums, BookUse, CapUse, GroupUse } from '#domain/limits/uses';

/** Sums as the database keeps them: arrays of integers in a fixed order, committed before reported. */
export type Vector = readonly number[];

export function customerVector(use: CustomerUse): Vector {
  return measures.flatMap((measure) =>
    contractClasses.flatMap((name) => [use[measure][name].grossMinor, use[measure][name].ownMinor]),
  );
}

export function customerUseOf(vector: Vector): CustomerUse {
  const width = 2 * contractClasses.length;
  return byMeasure((index) => {
    const sums = contractClasses.map((name, place) => {
      const at = index * width + 2 * place;
      return [name, { grossMinor: vector[at] ?? 0, ownMinor: vector[at + 1] ?? 0 }] as const;
    });
    return Object.fromEntries(sums) as ClassSums;
  });
}

export function bookVector(use: BookUse): Vector {
  return measures.flatMap((measure) => {
    const sums = use[measure];
    return [
      sums.weighted.gross,
      sums.weighted.own,
      sums.balanceMinor,
      sums.smallBalanceMinor,
      sums.customers,
      sums.smallCustomers,
    ];
  });
}

export function bookUseOf(vector: Vector): BookUse {
  return byMeasure((index): BookSums => {
    const at = (place: number): number => vector[index * 6 + place] ?? 0;
    return {
      weighted: { gross: at(0), own: at(1) },
      balanceMinor: at(2),
      smallBalanceMinor: at(3),
      customers: at(4),
      smallCustomers: at(5),
    };
  });
}

export function groupVector(use: GroupUse): Vector {
  return measures.flatMap((measure) => [use[measure].gross, use[measure].own]);
}

export function groupUseOf(vector: Vector): GroupUse {
  return byMeasure((index) => ({
    gross: vector[2 * index] ?? 0,
    own: vector[2 * index + 1] ?? 0,
  }));
}

export function capVector(use: CapUse): Vector {
  return measures.flatMap((measure) => [use[measure].grossMinor, use[measure].ownMinor]);
}

export function capUseOf(vector: Vector): CapUse {
  return byMeasure((index) => ({
    grossMinor: vector[2 * index] ?? 0,
    ownMinor: vector[2 * index + 1] ?? 0,
  }));
}

export function commitmentVector({ reserved, undrawn, outstanding }: Commitment): Vector {
  return [reserved, undrawn, outstanding].flatMap(({ grossMinor, ownMinor }) => [
    grossMinor,
    ownMinor,
  ]);
}

function byMeasure<Use>(of: (index: number) => Use): Record<Measure, Use> {
  return Object.fromEntries(measures.map((measure, index) => [measure, of(index)])) as Record<
    Measure,
    Use
  >;
}
