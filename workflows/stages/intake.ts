import type { Guarantee } from '../case/guarantee.js';
import { perform } from '../case/perform.js';

/** 受理: the application becomes a case, with the dated facts that returns and caps will need. */
export async function takeIn(guarantee: Guarantee): Promise<void> {
  await perform(guarantee, 'takeIn', {});
}
