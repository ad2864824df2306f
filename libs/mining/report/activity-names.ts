import { wordsOf, type Words } from '../bottlenecks/process-words.js';
import type { EventLog } from '../log/event-log.js';
import { attributeWords, partyWords } from '../own/case-words.js';
import { isOwnLog } from '../own/is-own-log.js';
import { both, bothSvg, escapeHtml, shortName } from './bilingual.js';

/** How a report writes the names of its log: ours in words of both languages, those of others as they are. */
export interface ActivityNames {
  readonly wordsOf: (name: string) => Words;
  readonly html: (name: string) => string;
  /** Cut to a number of columns. */
  readonly shortHtml: (name: string, columns: number) => string;
  readonly shortSvg: (name: string, columns: number) => string;
  readonly attributeWordsOf: (name: string) => Words;
  readonly partyWordsOf: (name: string) => Words;
}

export function activityNames(log: EventLog): ActivityNames {
  const isOwn = isOwnLog(log);
  const asItIs = (name: string): Words => ({ en: name, zh: name });
  const words = isOwn ? wordsOf : asItIs;
  const written =
    (join: (en: string, zh: string) => string) =>
    (name: string, columns = Infinity): string => {
      const { en, zh } = words(name);
      const [enText, zhText] = [en, zh].map((text) => escapeHtml(shortName(text, columns)));
      return enText === zhText ? (enText ?? '') : join(enText ?? '', zhText ?? '');
    };
  return {
    wordsOf: words,
    html: (name) => written(both)(name),
    shortHtml: written(both),
    shortSvg: written(bothSvg),
    attributeWordsOf: isOwn ? attributeWords : asItIs,
    partyWordsOf: isOwn ? partyWords : asItIs,
  };
}
