import { placeWords } from '../bottlenecks/process-words.js';
import type { ResourceLoad } from '../resources/resource-load.js';
import { both, durationHtml, escapeHtml } from './bilingual.js';
import { countText, shareText } from './duration-text.js';
import { partedBar, tableOf } from './page.js';

const MOST_ROWS = 20;
const MOST_ACTIVITIES = 3;
/** From here on a queue grows quickly: at 85 % a single server's queue is nearly six cases long (M/M/1). */
const BUSY = 0.85;

/** Every resource, busiest first. */
export function loadTable(loads: readonly ResourceLoad[], isOwn: boolean): string {
  if (loads.length === 0)
    return `<p class="note">${both('Nobody is named in the log.', '日志中没有人员信息。')}</p>`;
  const most = Math.max(1, ...loads.map(({ load }) => load));
  const rows = loads.slice(0, MOST_ROWS).map(({ resource, activities, executions, ...times }) => {
    const { load, workedS, availableS } = times;
    const bar = { value: load, colour: load >= BUSY ? '#a3271f' : '#4f9d94', en: '', zh: '' };
    const words = activities.slice(0, MOST_ACTIVITIES).map((name) => placeWords(name, isOwn));
    const more = activities.length > MOST_ACTIVITIES ? ' …' : '';
    const does = both(
      escapeHtml(words.map(({ en }) => en).join(', ')) + more,
      escapeHtml(words.map(({ zh }) => zh).join('、')) + more,
    );
    return (
      `<tr><td class="step">${escapeHtml(resource)}<small>${does}</small></td>` +
      `<td class="bar">${partedBar([bar], most)}<span>${shareText(load)}</span></td>` +
      `<td>${countText(executions)}</td><td>${durationHtml(workedS)}</td><td>${durationHtml(availableS)}</td></tr>`
    );
  });
  const head = [
    both('who', '人员'),
    both('load', '负荷'),
    both('tasks', '任务'),
    both('worked', '作业'),
    both('working hours', '工作时间'),
  ];
  const rest = loads.length - MOST_ROWS;
  const more =
    rest > 0
      ? `<p class="hint">${both(`${rest} less busy are left out.`, `另有负荷较低的 ${rest} 人未列出。`)}</p>`
      : '';
  return `${tableOf(head, rows)}${more}`;
}
