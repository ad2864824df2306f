import type { Answers } from '../answers/answers.js';
import type { IntervalAnswers } from '../answers/interval-answers.js';
import type { EventLog } from '../log/event-log.js';
import { activitiesOf, variants } from '../variants/variants.js';
import { both, durationHtml, escapeHtml, wordsHtml } from './bilingual.js';
import { countText, shareText } from './duration-text.js';
import { tableOf, tilesOf } from './page.js';
import type { ActivityNames } from './activity-names.js';
import { activityColour } from './report-colours.js';
import type { TimeScale } from './time-scale.js';

const MOST_ROWS = 12;
const MOST_STEPS = 24;

/** The few figures that everybody asks for first. */
export function figures(answers: Answers): string {
  const { median_interp, p95 } = answers.case_duration_s;
  const tiles: [string, string][] = [
    [countText(answers.cases), both('cases', '案件')],
    [countText(answers.events), both('events', '事件')],
    [countText(answers.variants), both('different paths', '不同路径')],
    [durationHtml(median_interp), both('median, first to last event', '全程中位时长')],
    [durationHtml(p95), both('95 % end within', '95% 在此时长内结束')],
  ];
  return tilesOf(tiles);
}

/** Arrows by the time that all cases together spent on them. */
export function timeTable(answers: Answers, scale: TimeScale, names: ActivityNames): string {
  const total = answers.dfg.reduce((sum, [, , , { sum: seconds }]) => sum + seconds, 0);
  const ranked = [...answers.dfg].sort(([, , , a], [, , , b]) => b.sum - a.sum).slice(0, MOST_ROWS);
  const rows = ranked.map(([from, to, count, edge]) => {
    const share = total === 0 ? 0 : edge.sum / total;
    const colour = scale.colourOf(edge.median);
    return (
      `<tr><td class="step">${names.html(from)} <i>→</i> ${names.html(to)}</td>` +
      `<td class="bar"><u style="width:${(share * 100).toFixed(1)}%;background:${colour}"></u><span>${shareText(share)}</span></td>` +
      `<td>${countText(count)}</td><td>${durationHtml(edge.median)}</td><td>${durationHtml(edge.p95)}</td><td>${durationHtml(edge.max)}</td></tr>`
    );
  });
  const head = [
    both('from → to', '从 → 到'),
    both('share of all time', '占总时长'),
    both('times', '次数'),
    both('median', '中位'),
    'p95',
    both('longest', '最长'),
  ];
  return tableOf(head, rows);
}

/** The commonest paths as rows of chips, one colour an activity. */
export function variantRows(log: EventLog, names: ActivityNames): string {
  const cases = log.caseIds.length;
  const rows = variants(log)
    .slice(0, MOST_ROWS)
    .map(({ count, firstCase }) => {
      const activities = activitiesOf(log, firstCase);
      const chips = Array.from(activities.subarray(0, MOST_STEPS), (activity) => {
        const name = log.activities[activity] ?? '';
        return `<em style="background:${activityColour(activity)}" title="${escapeHtml(name)}">${names.shortHtml(name, 14)}</em>`;
      });
      const rest = activities.length - MOST_STEPS;
      const more = rest > 0 ? `<small>+${rest}</small>` : '';
      return `<li><b>${shareText(count / cases)}</b><span>${countText(count)}</span><div>${chips.join('')}${more}</div></li>`;
    });
  return `<ol class="paths">${rows.join('')}</ol>`;
}

/** What the time is made of: work, waiting before each activity, and doing things again. */
export function causes(answers: Answers, intervals: IntervalAnswers, names: ActivityNames): string {
  return `${workAndWait(intervals, names)}${rework(answers, names)}${handovers(answers, names)}`;
}

function workAndWait(intervals: IntervalAnswers, names: ActivityNames): string {
  const waits = new Map<string, { sum: number; count: number }>();
  const counts = new Map(
    intervals.dfg_frequency.map(([from, to, count]) => [`${from}\n${to}`, count]),
  );
  for (const [from, to, { sum }] of intervals.dfg_waiting_start_minus_complete) {
    const known = waits.get(to) ?? { sum: 0, count: 0 };
    waits.set(to, {
      sum: known.sum + sum,
      count: known.count + (counts.get(`${from}\n${to}`) ?? 0),
    });
  }
  const ranked = [...waits].sort(([, a], [, b]) => b.sum - a.sum).slice(0, MOST_ROWS);
  const longest = Math.max(1, ...ranked.map(([name, { sum }]) => sum + worked(intervals, name)));
  const rows = ranked.map(([name, { sum, count }]) => {
    const work = worked(intervals, name);
    return (
      `<tr><td class="step">${names.html(name)}</td>` +
      `<td class="bar"><u style="width:${((sum / longest) * 70).toFixed(1)}%;background:#cf6f2e"></u><u style="width:${((work / longest) * 70).toFixed(1)}%;background:#1f5f8b"></u></td>` +
      `<td>${durationHtml(count === 0 ? 0 : sum / count)}</td><td>${durationHtml(intervals.service_time_mean[name] ?? 0)}</td><td>${shareText(sum + work === 0 ? 0 : sum / (sum + work))}</td></tr>`
    );
  });
  const head = [
    both('step', '步骤'),
    both(
      'waiting <q class="wait"></q> and work <q class="work"></q>',
      '等待 <q class="wait"></q> 与作业 <q class="work"></q>',
    ),
    both('mean wait', '平均等待'),
    both('mean work', '平均作业'),
    both('waiting share', '等待占比'),
  ];
  return `<h3>${both('Waiting and work', '等待与作业')}</h3>${tableOf(head, rows)}`;
}

function worked(intervals: IntervalAnswers, activity: string): number {
  return intervals.service_time_sum[activity] ?? 0;
}

function rework(answers: Answers, names: ActivityNames): string {
  const ranked = Object.entries(answers.rework_cases).sort(([, a], [, b]) => b - a);
  if (ranked.length === 0) return '';
  const rows = ranked.slice(0, MOST_ROWS).map(([name, cases]) => {
    const share = cases / answers.cases;
    return `<tr><td class="step">${names.html(name)}</td><td class="bar"><u style="width:${(share * 70).toFixed(1)}%;background:#8a5fa8"></u><span>${shareText(share)}</span></td><td>${countText(cases)}</td></tr>`;
  });
  const head = [
    both('done again', '重复步骤'),
    both('share of cases', '占案件'),
    both('cases', '案件'),
  ];
  return `<h3>${both('Rework', '返工')}</h3>${tableOf(head, rows)}`;
}

function handovers(answers: Answers, names: ActivityNames): string {
  const real = answers.handover_top.filter(
    ([from, to]) => from !== to && from !== 'None' && to !== 'None',
  );
  if (real.length === 0) return '';
  const rows = real
    .slice(0, MOST_ROWS)
    .map(
      ([from, to, share]) =>
        `<tr><td class="step">${wordsHtml(names.partyWordsOf(from))} <i>→</i> ${wordsHtml(names.partyWordsOf(to))}</td><td>${shareText(share)}</td></tr>`,
    );
  const head = [both('work passes', '交接'), both('share of handovers', '占交接次数')];
  return `<h3>${both('Handovers', '交接')}</h3>${tableOf(head, rows)}`;
}

/** Which colour is which activity. */
export function activityLegend(log: EventLog, names: ActivityNames): string {
  const used = [...new Set(log.activity)].slice(0, 24);
  const colours = used.map(
    (activity) =>
      `<span><q style="background:${activityColour(activity)}"></q>${names.html(log.activities[activity] ?? '')}</span>`,
  );
  return `<p class="legend">${colours.join('')}</p>`;
}
