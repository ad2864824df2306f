import type { PairLog } from '#mining/dfg/performance-dfg';
import { BrokenInput } from '../reading.js';
import { MAGIC, type ColumnFileHeader } from './column-file.js';

/** True where the bytes begin as one of our column files does. */
export function looksLikeAvlog(head: Uint8Array): boolean {
  return MAGIC.every((byte, index) => head[index] === byte);
}

/** The header from its bytes. */
export function headerOf(bytes: Uint8Array): ColumnFileHeader {
  try {
    return JSON.parse(Buffer.from(bytes).toString()) as ColumnFileHeader;
  } catch {
    throw new BrokenInput('the header of the file is damaged');
  }
}

/** The kernel trusts its columns: what it would stumble over is refused here. */
export function checkPairLog({ caseOffsets, activity, activities, instantMs }: PairLog): void {
  const events = instantMs.length;
  if (activity.length !== events || caseOffsets[0] !== 0 || caseOffsets.at(-1) !== events) {
    throw new BrokenInput('the columns of the file do not fit each other');
  }
  for (let place = 1; place < caseOffsets.length; place += 1) {
    if ((caseOffsets[place] ?? 0) >= (caseOffsets[place - 1] ?? 0)) continue;
    throw new BrokenInput('the cases of the file are out of order');
  }
  let highest = 0;
  for (let index = 0; index < events; index += 1) {
    const code = activity[index] ?? 0;
    if (code > highest) highest = code;
  }
  if (events > 0 && highest >= activities.length) {
    throw new BrokenInput('an event of the file has an unknown activity');
  }
}
