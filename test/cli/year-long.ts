import { sleep } from '@temporalio/workflow';

/** Sleeps for a year of the server's time; answers how many days went by. */
export async function yearLong(): Promise<number> {
  const began = Date.now();
  await sleep('365 days');
  return Math.floor((Date.now() - began) / 86_400_000);
}
