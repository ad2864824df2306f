import type { BottleneckReport } from '../bottlenecks/bottleneck-report.js';
import { wordsOf } from '../bottlenecks/process-words.js';
import type { Bottleneck, Ranking } from '../bottlenecks/rank-bottlenecks.js';
import { type ReasonCode, reasonCodes } from '../bottlenecks/wait-reasons.js';
import { both, durationHtml, escapeHtml } from './bilingual.js';
import { countText, shareText } from './duration-text.js';
import { type BarPart, partedBar, partLegend, tableOf } from './page.js';
import { partyColours, partyLegend } from './party-colours.js';
import { placeHtml } from './place-html.js';

const MOST_ROWS = 15;
const MOST_CASES = 12;

/** Stages by delay, with their places in the other two orders. */
export function stageTable(ranking: Ranking, isOwn: boolean): string {
  return rankingTable(ranking, isOwn, both('stage', '阶段'));
}

/** Handovers by delay: whence a case came, and what it waited for then. */
export function handoverTable(ranking: Ranking, isOwn: boolean): string {
  return rankingTable(ranking, isOwn, both('from → waited for', '来自 → 所等'));
}

function rankingTable(
  { byDelay, byBreaches, byShareOfCases }: Ranking,
  isOwn: boolean,
  what: string,
): string {
  const delayed = byDelay.filter(({ delayS }) => delayS > 0);
  if (delayed.length === 0) return nothingLate();
  const longest = delayed[0]?.delayS ?? 0;
  const rows = delayed.slice(0, MOST_ROWS).map((each) => {
    const parts = each.byParty.map(({ party, delayS }) => ({
      value: delayS,
      colour: partyColours[party],
      ...wordsOf(party),
    }));
    return (
      `<tr><td class="step">${placeHtml(each.place, isOwn)}${casesBehind(each)}</td>` +
      `<td class="bar">${partedBar(parts, longest)}<span>${durationHtml(each.delayS)}</span></td>` +
      `<td>${durationHtml(each.meanDelayS)}</td>` +
      `<td>${lateText(each)} ${rankText(byBreaches, each)}</td>` +
      `<td>${shareText(each.shareOfCases)} ${rankText(byShareOfCases, each)}</td>` +
      `<td>${reworkText(each)}</td></tr>`
    );
  });
  const head = [
    what,
    both('time beyond the timetable', '超出约定的时间'),
    both('mean of a wait', '每次平均'),
    both('past deadline', '超期'),
    both('of cases', '占案件'),
    both('done again', '返工'),
  ];
  const parties = new Set(delayed.flatMap(({ byParty }) => byParty.map(({ party }) => party)));
  const note = both(
    '#1, #2 … is the place in the order by that column.',
    '#1、#2 …… 为按该列排序的名次。',
  );
  return `${tableOf(head, rows)}${partyLegend(parties)}<p class="hint">${note}</p>`;
}

const PARTS = {
  agreed: { colour: '#b9c3cd', en: 'agreed', zh: '约定' },
  paused: { colour: '#d6a93a', en: 'clock stood still', zh: '暂停' },
  beyond: { colour: '#a3271f', en: 'beyond', zh: '超出' },
} as const;

/** All waits, each divided into agreed, paused and beyond. */
export function waitTable({ byDelay }: Ranking, isOwn: boolean): string {
  const rows = byDelay.slice(0, MOST_ROWS).map((each) => {
    const { delayS, agreedS, pausedS } = each;
    const parts = [
      { ...PARTS.agreed, value: agreedS },
      { ...PARTS.paused, value: pausedS },
      { ...PARTS.beyond, value: delayS },
    ];
    return (
      `<tr><td class="step">${placeHtml(each.place, isOwn)}${casesBehind(each)}</td>` +
      `<td class="bar whole">${partedBar(parts, agreedS + pausedS + delayS)}</td>` +
      `<td>${durationHtml(delayS)}</td><td>${durationHtml(agreedS)}</td><td>${durationHtml(pausedS)}</td>` +
      `<td>${countText(each.waits)}</td><td>${countText(each.open)}</td></tr>`
    );
  });
  if (rows.length === 0) return nothingLate();
  const head = [
    both('wait (on whom)', '等待（等谁）'),
    both('how its time divides', '时间构成'),
    both('beyond', '超出'),
    both('agreed', '约定'),
    both('paused', '暂停'),
    both('waits', '次数'),
    both('still open', '未结束'),
  ];
  return `${tableOf(head, rows)}${partLegend(Object.values(PARTS))}${leftOut(byDelay.length)}`;
}

const REASONS: Readonly<Record<ReasonCode, Omit<BarPart, 'value'>>> = {
  partyLate: { colour: '#2f7fb5', en: 'the other party is late', zh: '对方迟延' },
  rework: {
    colour: '#8a5fa8',
    en: 'rework (missing papers, second attempts)',
    zh: '返工（补件、复议、重做）',
  },
  contention: {
    colour: '#cf6f2e',
    en: 'queue: people were busy with earlier work',
    zh: '排队（人手被先来的占用）',
  },
  prioritisation: { colour: '#d6a93a', en: 'later work was taken first', zh: '被后来的插队' },
  batching: { colour: '#b0456b', en: 'held back for a batch', zh: '攒批' },
  unavailability: { colour: '#8b95a3', en: 'nobody at work', zh: '不在岗' },
  nobodyAtIt: { colour: '#2f9aa0', en: 'nobody took it up, though free', zh: '有空却无人处理' },
  longWork: { colour: '#1f6fa3', en: 'the work itself takes that long', zh: '作业本身耗时长' },
};

/** Why each of the worst waits lasts, as shares that add up to one. */
export function reasonTable({ explained, isOwn }: BottleneckReport): string {
  if (explained.length === 0) return nothingLate();
  const shown = explained.slice(0, MOST_ROWS);
  const rows = shown.map(({ bottleneck, reason, loads }) => {
    const parts = reasonCodes.map((code) => ({
      ...REASONS[code],
      value: reason.shares[code] ?? 0,
    }));
    const { en, zh } = REASONS[reason.code];
    const busy = loads
      .slice(0, 3)
      .map(({ resource, load }) => `${escapeHtml(resource)} ${shareText(load)}`);
    return (
      `<tr><td class="step">${placeHtml(bottleneck.place, isOwn)}</td>` +
      `<td class="bar whole">${partedBar(parts, 1)}</td>` +
      `<td class="said">${both(en, zh)} <i>${shareText(reason.shares[reason.code] ?? 0)}</i></td>` +
      `<td class="said">${busy.length === 0 ? '—' : busy.join('<br>')}</td></tr>`
    );
  });
  const head = [
    both('wait (on whom)', '等待（等谁）'),
    both('shares of the reasons', '各原因占比'),
    both('chiefly', '主要原因'),
    both('who does it, how busy', '由谁处理及负荷'),
  ];
  const used = reasonCodes.filter((code) => shown.some(({ reason }) => reason.shares[code]));
  return `<div class="lefts">${tableOf(head, rows)}</div>${partLegend(used.map((code) => REASONS[code]))}${leftOut(explained.length)}`;
}

/** The cases behind a number, those delayed most first; folded away until asked for. */
function casesBehind({ delayedBy, delayedCases }: Bottleneck): string {
  if (delayedCases === 0) return '';
  const named = delayedBy
    .slice(0, MOST_CASES)
    .map(({ caseId, delayS }) => `<li>${escapeHtml(caseId)} <i>${durationHtml(delayS)}</i></li>`);
  const rest = delayedCases - named.length;
  const more =
    rest > 0 ? `<li>${both(`and ${countText(rest)} more`, `另有 ${countText(rest)} 件`)}</li>` : '';
  const title = both(`${countText(delayedCases)} cases`, `${countText(delayedCases)} 件`);
  return `<details><summary>${title}</summary><ol>${named.join('')}${more}</ol></details>`;
}

function lateText({ breaches, withDeadline }: Bottleneck): string {
  return withDeadline === 0 ? '—' : `${countText(breaches)} / ${countText(withDeadline)}`;
}

function rankText(order: readonly Bottleneck[], { place }: Bottleneck): string {
  return `<i>#${order.findIndex((each) => each.place === place) + 1}</i>`;
}

function reworkText({ reworkWaits, reworkS }: Bottleneck): string {
  return reworkWaits === 0 ? '—' : `${countText(reworkWaits)} · ${durationHtml(reworkS)}`;
}

function leftOut(places: number): string {
  const rest = places - MOST_ROWS;
  if (rest <= 0) return '';
  return `<p class="hint">${both(`${rest} more with less delay are left out.`, `另有延误较小的 ${rest} 项未列出。`)}</p>`;
}

function nothingLate(): string {
  return `<p class="note">${both('Nothing took longer than was agreed.', '没有超出约定的等待。')}</p>`;
}
