/** The waits of our own cases, as their steps and tasks recorded them. */
import type { TypedWait } from '#mining/bottlenecks/typed-wait';
import { waitsOfSteps } from '#mining/bottlenecks/waits-of-steps';
import type { LogSelection } from '#store/mining/own-log';
import { streamOwnWaits } from '#store/mining/own-waits';
import type { Pool } from 'pg';

export interface OwnWaits {
  readonly waits: readonly TypedWait[];
  /** Guaranteed amounts by case, in minor units. */
  readonly amountsMinor: ReadonlyMap<string, number>;
}

export async function readOwnWaits(pool: Pool, { book, product }: LogSelection): Promise<OwnWaits> {
  const waits: TypedWait[] = [];
  const amountsMinor = new Map<string, number>();
  await streamOwnWaits(pool, { book, product }, (cases) => {
    for (const { number, amountMinor, steps, tasks } of cases) {
      amountsMinor.set(number, amountMinor);
      waits.push(...waitsOfSteps(number, steps, tasks));
    }
  });
  return { waits, amountsMinor };
}
