import { caseAttributesOf } from '../analyses/case-attributes.js';
import { censoringOf, censorings } from '../analyses/censoring.js';
import { roots } from '../analyses/reasons.js';
import type { Words } from '../bottlenecks/process-words.js';
import type { Subject } from '../analyses/subject.js';
import type { ActivityNames } from './activity-names.js';
import { both, durationHtml, escapeHtml, wordsHtml } from './bilingual.js';
import { countText } from './duration-text.js';
import { partedBar, tableOf } from './page.js';
import { dayText } from './time-axis.js';

const MOST_ROWS = 10;
const SLOWER = { colour: '#a3271f', en: 'slower', zh: '更慢' };
const QUICKER = { colour: '#4f9d94', en: 'quicker', zh: '更快' };

/** Which attributes of cases go with long or short ones; empty where the log has none to look at. */
export function rootCauseTable(subject: Subject, names: ActivityNames): string {
  const { causes, looked, fromEvents } = roots(subject, { most: MOST_ROWS });
  if (looked.length === 0) return '';
  const title = `<h3>${both('Attributes that go with slow cases', '与慢案件相伴的属性')}</h3>`;
  const lookedAt = listed(looked, names);
  const repeated = listed(fromEvents, names);
  const origin =
    fromEvents.length === 0
      ? ''
      : `<p class="note">${both(
          `The same on every event of a case, so taken as the case’s own: ${repeated.en}.`,
          `在案件的每个事件上都相同，视为案件属性：${repeated.zh}。`,
        )}</p>`;
  if (causes.length === 0) {
    const none = both(
      `No attribute goes with it beyond chance (looked at: ${lookedAt.en}).`,
      `没有属性与时长显著相关（已检查：${lookedAt.zh}）。`,
    );
    return `${title}<p class="note">${none}</p>${origin}`;
  }
  const strongest = Math.max(...causes.map(({ effect }) => Math.abs(effect)));
  const rows = causes.map(({ attribute, value, cases, difference, low, high, effect }) => {
    const look = effect > 0 ? SLOWER : QUICKER;
    const bar = partedBar([{ ...look, value: Math.abs(effect) }], strongest);
    return (
      `<tr><td class="step">${wordsHtml(names.attributeWordsOf(attribute))} <i>=</i> ${escapeHtml(valueText(subject, attribute, value))}</td>` +
      `<td class="bar">${bar}<span>${both(look.en, look.zh)} ${effect.toFixed(2)}</span></td>` +
      `<td>${countText(cases)}</td><td>${difference > 0 ? '+' : ''}${durationHtml(difference)}</td>` +
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
  const open = censoringOf(subject.log, censorings.leftOut);
  const note = both(
    `Mann–Whitney, corrected by Holm for every segment looked at. It finds what goes together, not proof. ${open.en} Looked at: ${lookedAt.en}.`,
    `Mann–Whitney 检验，经 Holm 多重校正；所示为相关而非因果。${open.zh}已检查：${lookedAt.zh}。`,
  );
  return `${title}<p class="note">${note}</p>${origin}${tableOf(head, rows)}`;
}

/** The names of attributes one after the other, as HTML. */
function listed(attributes: readonly string[], { attributeWordsOf }: ActivityNames): Words {
  const words = attributes.map(attributeWordsOf);
  return {
    en: escapeHtml(words.map(({ en }) => en).join(', ')),
    zh: escapeHtml(words.map(({ zh }) => zh).join('、')),
  };
}

/** Bounds of dates are told as days, not as milliseconds. */
function valueText({ log }: Subject, attribute: string, value: string): string {
  if (caseAttributesOf(log).columns[attribute]?.kind !== 'date') return value;
  return value
    .split(' to ')
    .map((bound) => dayText(Number(bound)))
    .join(' – ');
}
