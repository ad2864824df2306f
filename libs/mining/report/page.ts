import { both, escapeHtml } from './bilingual.js';
import type { Language } from './duration-text.js';
import { REPORT_SCRIPT, REPORT_STYLE } from './report-style.js';

export interface Page {
  /** The window's title; the heading too, unless that is given as HTML. */
  readonly title: string;
  readonly heading?: string;
  /** What stands beside the title, as HTML. */
  readonly subtitle: string;
  readonly sections: readonly string[];
  /** What the reader must know of every figure, as HTML. */
  readonly footer: string;
  /** Chosen by whoever asked for the page; where left out it follows the browser. */
  readonly language?: Language | undefined;
}

/** A page in Chinese and English, of which one is seen. It needs no other file and no network. */
export function htmlPage(page: Page): string {
  const { title, heading = escapeHtml(title), subtitle, sections, footer, language } = page;
  const follows = language === undefined ? ' data-follows-browser' : '';
  const shown = language ?? 'en';
  return `<!doctype html>
<html data-lang="${shown}" lang="${shown}"${follows}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)} · Aval</title><style>${REPORT_STYLE}</style></head>
<body><main><header><h1>${heading}</h1><p>${subtitle}</p><button type="button">中文 / English</button></header>
${sections.join('')}
<footer>${footer}</footer></main><script>${REPORT_SCRIPT}</script></body></html>
`;
}

export function section(title: string, note: string, body: string): string {
  return `<section><h2>${title}</h2><p class="note">${note}</p><div class="card">${body}</div></section>`;
}

export function tableOf(head: readonly string[], rows: readonly string[]): string {
  return scrolling(
    `<table><thead><tr>${head.map((title) => `<th>${title}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`,
  );
}

/** What may be broader than a narrow screen: it scrolls by itself, and its edge shows where more lies. */
export function scrolling(html: string): string {
  return `<div class="scroll" tabindex="0">${html}</div>`;
}

/** Figures with what they are, side by side. */
export function tilesOf(tiles: readonly (readonly [figure: string, what: string])[]): string {
  return `<div class="tiles">${tiles
    .map(([figure, what]) => `<div><b>${figure}</b><span>${what}</span></div>`)
    .join('')}</div>`;
}

/** One part of a bar: how long in its unit, what colour, and what it is, in both languages. */
export interface BarPart {
  readonly value: number;
  readonly colour: string;
  readonly en: string;
  readonly zh: string;
}

/** A bar of parts, drawn against the longest one; the whole column is `full`. */
export function partedBar(parts: readonly BarPart[], full: number): string {
  return parts
    .filter(({ value }) => value > 0)
    .map(
      ({ value, colour, en, zh }) =>
        `<u style="width:${((full > 0 ? value / full : 0) * 70).toFixed(1)}%;background:${colour}" title="${escapeHtml(`${en} ${zh}`)}"></u>`,
    )
    .join('');
}

/** Which colour is which part. */
export function partLegend(
  parts: readonly { readonly colour: string; readonly en: string; readonly zh: string }[],
): string {
  return `<p class="legend">${parts
    .map(({ colour, en, zh }) => `<span><q style="background:${colour}"></q>${both(en, zh)}</span>`)
    .join('')}</p>`;
}
