import { roots } from '../analyses/reasons.js';
import type { Subject } from '../analyses/subject.js';
import { both, durationHtml, escapeHtml } from './bilingual.js';
import { countText } from './duration-text.js';
import { partedBar, tableOf } from './page.js';

const MOST_ROWS = 10;
const SLOWER = '#a3271f';
const QUICKER = '#4f9d94';

/** Which attributes of cases go with long or short ones; empty where the log has none to look at. */
export function rootCauseTable(subject: Subject): string {
  const { causes, looked } = roots(subject, { most: MOST_ROWS });
  if (looked.length === 0) return '';
  const title = `<h3>${both('Attributes that go with slow cases', '与慢案件相伴的属性')}</h3>`;
  const names = escapeHtml(looked.join(', '));
  if (causes.length === 0) {
    const none = both(
      `No attribute goes with it beyond chance (looked at: ${names}).`,
      `没有属性与时长显著相关（已检查：${names}）。`,
    );
    return `${title}<p class="note">${none}</p>`;
  }
  const strongest = Math.max(...causes.map(({ effect }) => Math.abs(effect)));
  const rows = causes.map(({ attribute, value, cases, difference, low, high, effect }) => {
    const colour = difference > 0 ? SLOWER : QUICKER;
    const [en, zh] = difference > 0 ? ['slower', '更慢'] : ['quicker', '更快'];
    const bar = partedBar([{ value: Math.abs(effect), colour, en, zh }], strongest);
    return (
      `<tr><td class="step">${escapeHtml(attribute)} <i>=</i> ${escapeHtml(value)}</td>` +
      `<td class="bar">${bar}<span>${effect.toFixed(2)}</span></td><td>${countText(cases)}</td>` +
      `<td>${durationHtml(Math.abs(difference))} ${both(en, zh)}</td>` +
      `<td>${durationHtml(low)} … ${durationHtml(high)}</td></tr>`
    );
  });
  const head = [
    both('attribute', '属性'),
    both('effect (Cliff’s delta)', '效应（Cliff delta）'),
    both('cases', '案件'),
    both('mean against all others', '与其余案件均值之差'),
    both('95 % interval', '95% 区间'),
  ];
  const note = both(
    `Mann–Whitney, corrected by Holm for every segment looked at. It finds what goes together, not proof. Cases still open are left out. Looked at: ${names}.`,
    `Mann–Whitney 检验，经 Holm 多重校正；所示为相关而非因果，未结案件不计。已检查：${names}。`,
  );
  return `${title}<p class="note">${note}</p>${tableOf(head, rows)}`;
}
