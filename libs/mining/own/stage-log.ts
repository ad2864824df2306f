import { endings, transitions } from '#domain/lifecycle/stages';
import { modelOfFollowRules, type NormativeModel } from '../conformance/normative-model.js';
import type { EventLog } from '../log/event-log.js';
import { keepEvents } from '../log/keep-events.js';

/** The normative life of a guarantee: the one table of what may follow what. */
export const normativeLife: NormativeModel = modelOfFollowRules({
  starts: ['intake'],
  follows: transitions,
  ends: endings,
});

/** A log of the places that each case went through, one event each; undefined for logs that know no stages. */
export function stageLog(log: EventLog): EventLog | undefined {
  const column = log.eventAttributes.stage;
  if (column?.kind !== 'text') return undefined;
  const { codes, dictionary } = column;
  const firsts = new Uint8Array(codes.length);
  for (let c = 0; c + 1 < log.caseOffsets.length; c++) {
    const first = log.caseOffsets[c] ?? 0;
    for (let k = first; k < (log.caseOffsets[c + 1] ?? 0); k++)
      firsts[k] = k === first || codes[k] !== codes[k - 1] ? 1 : 0;
  }
  const placed: EventLog = { ...log, activities: dictionary, activity: codes };
  return keepEvents(placed, (k) => firsts[k] === 1);
}
