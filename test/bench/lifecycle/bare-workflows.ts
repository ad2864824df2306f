/**
 * The two bare baselines: the same number of steps and messages as our straight-through life, with nothing behind
 * them. This file is bundled for the workflow sandbox: it imports nothing else.
 */
import {
  condition,
  defineSignal,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
} from '@temporalio/workflow';

interface Steps {
  step(input: string): Promise<string>;
  /** A step after which the partner answers by one message. */
  order(input: string): Promise<string>;
}

export interface Shape {
  readonly kind: 'naive' | 'sameShape';
  /** In order: how many steps until the next message, the last one an order. */
  readonly stretches: readonly number[];
  readonly payload: string;
}

export const message = defineSignal<[string]>('message');

const timeout = { startToCloseTimeout: '20 seconds' } as const;
const regular = proxyActivities<Steps>(timeout);
const local = proxyLocalActivities<Steps>(timeout);

/** One life: stretches of steps, each ended by an order and its answer, with one timer a wait as ours has. */
export async function bareLife({ kind, stretches, payload }: Shape): Promise<number> {
  const steps = kind === 'naive' ? regular : local;
  let received = 0;
  setHandler(message, () => {
    received += 1;
  });
  for (const [index, count] of stretches.entries()) {
    for (let step = 1; step < count; step += 1) await steps.step(payload);
    if (index === stretches.length - 1) return received;
    await steps.order(payload);
    await condition(() => received > index, '30 days');
  }
  return received;
}
