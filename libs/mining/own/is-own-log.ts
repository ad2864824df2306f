import { endings, stages } from '#domain/lifecycle/stages';
import type { EventLog } from '../log/event-log.js';

const places: ReadonlySet<string> = new Set([...stages, ...endings]);

/**
 * Is this a log of our own cases, read from the database or from a file that we exported? Every event of ours says at
 * which place of the life it happened, and every case its book. Names of other logs are never taken for ours.
 */
export function isOwnLog({ caseAttributes, eventAttributes }: EventLog): boolean {
  const { stage } = eventAttributes;
  if (!('book' in caseAttributes) || stage?.kind !== 'text') return false;
  return stage.dictionary.length > 0 && stage.dictionary.every((place) => places.has(place));
}
