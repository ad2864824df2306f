import type { Words } from '../bottlenecks/process-words.js';
import { durationText, type Language } from './duration-text.js';

/** Text made safe for HTML and SVG. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** The same words in both languages; the page shows one of them. */
export function both(en: string, zh: string): string {
  return `<span lang="en">${en}</span><span lang="zh">${zh}</span>`;
}

/** Words of a log in both languages; once, where they are the same. */
export function wordsHtml({ en, zh }: Words): string {
  return en === zh ? escapeHtml(en) : both(escapeHtml(en), escapeHtml(zh));
}

/** As `both`, inside SVG text. */
export function bothSvg(en: string, zh: string): string {
  return `<tspan lang="en">${en}</tspan><tspan lang="zh">${zh}</tspan>`;
}

/** The name of what a report is about; all of our own cases are named in both languages. */
export function subjectHtml(name: string): string {
  return wordsHtml(subjectWords(name));
}

/** The same for a window's title, which speaks one language only. */
export function subjectText(name: string, language: Language = 'en'): string {
  return subjectWords(name)[language];
}

function subjectWords(name: string): Words {
  return { en: name, zh: name === 'our cases' ? '本机构全部案件' : name };
}

export function durationHtml(seconds: number): string {
  return both(durationText(seconds, 'en'), durationText(seconds, 'zh'));
}

export function durationSvg(seconds: number): string {
  return bothSvg(durationText(seconds, 'en'), durationText(seconds, 'zh'));
}

/** A name cut to a number of columns; Chinese characters take two. */
export function shortName(name: string, columns: number): string {
  let taken = 0;
  let kept = '';
  for (const character of name) {
    taken += character > '\u2e7f' ? 2 : 1;
    if (taken > columns) return `${kept}…`;
    kept += character;
  }
  return name;
}
