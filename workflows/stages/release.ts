import type { Guarantee } from '../case/guarantee.js';
import { perform } from '../case/perform.js';

/** 解保: nothing is owed any more; the bank is told, and the case ends released. */
export async function release(guarantee: Guarantee): Promise<void> {
  await perform(guarantee, 'release', {});
}
