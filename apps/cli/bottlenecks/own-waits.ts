/** The waits of our own cases, as their steps and tasks recorded them. */
import type { TypedWait } from '#mining/bottlenecks/typed-wait';
import { waitsOfSteps } from '#mining/bottlenecks/waits-of-steps';
import type { Queryable } from '#store/queryable';
import { readStepsOfCases } from '#store/reading/steps-of-cases';

export interface OwnWaits {
  readonly waits: readonly TypedWait[];
  /** Guaranteed amounts by case, in minor units. */
  readonly amountsMinor: ReadonlyMap<string, number>;
}

export async function readOwnWaits(
  store: Queryable,
  filter: { readonly book?: string | undefined; readonly product?: string | undefined },
): Promise<OwnWaits> {
  const waits: TypedWait[] = [];
  const amountsMinor = new Map<string, number>();
  for await (const { number, amountMinor, steps, tasks } of readStepsOfCases(store, filter)) {
    amountsMinor.set(number, amountMinor);
    waits.push(...waitsOfSteps(number, steps, tasks));
  }
  return { waits, amountsMinor };
}
