import { executionsOf, nameOf, type Subject } from '../analyses/subject.js';
import { discoverCalendars } from '../calendar/discover-calendar.js';
import { type WaitingCauses, type WaitOfEdge, waitingCauses } from '../causes/waiting-causes.js';
import type { EventLog } from '../log/event-log.js';
import type { ActivityNames } from './activity-names.js';
import { both, durationHtml } from './bilingual.js';
import { shareText } from './duration-text.js';
import { partedBar, partLegend, tableOf } from './page.js';

const MOST_ROWS = 12;

type Cause = Exclude<keyof WaitingCauses, 'waitS'>;

/** The five causes in the order in which a wait is split, each with its colour and words. */
const CAUSES: readonly {
  readonly cause: Cause;
  readonly colour: string;
  readonly en: string;
  readonly zh: string;
}[] = [
  { cause: 'batchingS', colour: '#8a5fa8', en: 'batching', zh: '攒批' },
  { cause: 'contentionS', colour: '#cf6f2e', en: 'contention', zh: '排队（人手被先来的占用）' },
  { cause: 'prioritisationS', colour: '#d6a93a', en: 'prioritisation', zh: '被后来的插队' },
  { cause: 'unavailabilityS', colour: '#8b95a3', en: 'unavailability', zh: '不在岗' },
  { cause: 'extraneousS', colour: '#2f9aa0', en: 'extraneous', zh: '外部或未记录' },
];

/** Why work waited: the steps with the longest waits, each split into causes that add up to it. */
export function waitingCausesTable({ log }: Subject, names: ActivityNames): string {
  const instances = executionsOf(log);
  const found = waitingCauses(instances, discoverCalendars(instances)).filter(
    ({ waitS }) => waitS > 0,
  );
  const title = `<h3>${both('Why work waited', '为何等待')}</h3>`;
  if (found.length === 0) return `${title}<p class="note">${both('No waits.', '没有等待。')}</p>`;
  const longest = found[0]?.waitS ?? 0;
  const rows = found.slice(0, MOST_ROWS).map((wait) => rowOf(log, wait, longest, names));
  const head = [
    both('before → waited for', '前一步 → 所等步骤'),
    both('time waited, by cause', '等待时长（按原因）'),
    both('all waits', '等待合计'),
    both('mean wait', '平均等待'),
    both('chiefly', '主要原因'),
  ];
  const note = both(
    'Hours of work are found from the log. What nobody’s work explains is extraneous: the customer, a third party, a handover that nobody logged.',
    '工作时间由日志推断。人手与作业都不能解释的等待归为“外部或未记录”：客户、第三方或未记录的交接。',
  );
  return `${title}<p class="note">${note}</p>${namesNobody(log)}${tableOf(head, rows)}${legend(found)}`;
}

/** Without people there is no queue, no batch and no absence to see, so every wait would look as if nobody could help it. */
function namesNobody({ resource, noResource }: EventLog): string {
  if (resource.some((each) => each !== noResource)) return '';
  const text = both(
    'This log names nobody who did the work. Whether people were busy, away or saving work up cannot be seen, so every wait is extraneous here: that is what the log lacks, not a finding.',
    '本日志未记录由谁处理，无法判断人员是否忙碌、不在岗或攒批，因此所有等待都归为“外部或未记录”：这是日志的缺失，不是结论。',
  );
  return `<p class="note"><b>${text}</b></p>`;
}

function rowOf(log: EventLog, wait: WaitOfEdge, longest: number, names: ActivityNames): string {
  const parts = CAUSES.map(({ cause, ...look }) => ({ ...look, value: wait[cause] }));
  const chief = parts.reduce((most, each) => (each.value > most.value ? each : most));
  const from =
    wait.from === undefined ? both('(arrival)', '（到达）') : names.html(nameOf(log, wait.from));
  return (
    `<tr><td class="step">${from} <i>→</i> ${names.html(nameOf(log, wait.to))}</td>` +
    `<td class="bar">${partedBar(parts, longest)}</td>` +
    `<td>${durationHtml(wait.waitS)}</td><td>${durationHtml(wait.waitS / wait.count)}</td>` +
    `<td>${both(chief.en, chief.zh)} ${shareText(chief.value / wait.waitS)}</td></tr>`
  );
}

/** The causes with their share of all waits of the log. */
function legend(found: readonly WaitOfEdge[]): string {
  const total = found.reduce((sum, { waitS }) => sum + waitS, 0);
  return partLegend(
    CAUSES.map(({ cause, colour, en, zh }) => {
      const share = shareText(found.reduce((sum, wait) => sum + wait[cause], 0) / total);
      return { colour, en: `${en} ${share}`, zh: `${zh} ${share}` };
    }),
  );
}
