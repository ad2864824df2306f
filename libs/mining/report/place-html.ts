import { placeWords } from '../bottlenecks/process-words.js';
import { both, escapeHtml } from './bilingual.js';

/** A place of a ranking in words; the name that machines use for it is shown on pointing at it. */
export function placeHtml(place: string, isOwn: boolean): string {
  const { en, zh } = placeWords(place, isOwn);
  return `<span title="${escapeHtml(place)}">${both(escapeHtml(en), escapeHtml(zh))}</span>`;
}
