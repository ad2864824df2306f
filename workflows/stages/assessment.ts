import type { Guarantee } from '../case/guarantee.js';
import { perform } from '../case/perform.js';

/** 评级: points from the product’s scorecard, a grade, a premium within its cap; a grade too low is declined. */
export async function assess(guarantee: Guarantee): Promise<void> {
  await perform(guarantee, 'assess', {});
}
