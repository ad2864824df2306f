import type { Guarantee } from '../case/guarantee.js';
import { perform } from '../case/perform.js';

/** 出函: the guarantee letter with its validity and the disbursement notice, once every condition is met. */
export async function issue(guarantee: Guarantee): Promise<void> {
  await perform(guarantee, 'issueLetter', {});
}
