import type { Subject } from '../analyses/subject.js';
import { openCasesOf } from '../analyses/censoring.js';
import { type Answers, answers } from '../answers/answers.js';
import { intervalAnswers } from '../answers/interval-answers.js';
import type { EventLog } from '../log/event-log.js';
import { activityNames, type ActivityNames } from './activity-names.js';
import { both, subjectHtml, subjectText } from './bilingual.js';
import { dottedChart } from './dotted-chart.js';
import { countText, shareText, type Language } from './duration-text.js';
import { htmlPage, scrolling, section } from './page.js';
import { processMap } from './process-map.js';
import { TIME_COLOURS } from './report-colours.js';
import { activityLegend, causes, figures, timeTable, variantRows } from './report-sections.js';
import { rootCauseTable } from './root-cause-table.js';
import { spectrum } from './spectrum.js';
import { timeLegend } from './time-scale.js';
import { dayText } from './time-axis.js';
import { waitingCausesTable } from './waiting-causes-table.js';

/**
 * A report on a log as one HTML page in Chinese and English: map, where the time goes, paths, spectrum, dotted chart and
 * causes. It needs no other file and no network, and it can be printed. Without a language it follows the browser's.
 */
export function writeReport(subject: Subject, language?: Language): string {
  const { log } = subject;
  const said = answers(log);
  const names = activityNames(log);
  const map = processMap(log, names);
  const dots = dottedChart(log);
  const open = openCasesOf(log);
  const sections = [
    `${figures(said)}<p class="note">${both(open.en, open.zh)}</p>`,
    section(
      both('Process map', '流程图'),
      both(
        `Arrows are coloured by median time, in steps of about four times as long each (the legend names them), and as broad as they are common. A label without room is shown on pointing at its arrow. The map shows ${shareText(map.coverage)} of all steps.`,
        `箭头颜色表示中位时长（逐级约为四倍，界限见图例），粗细表示次数；放不下的标注可指向箭头查看；图中包含全部步骤的 ${shareText(map.coverage)}。`,
      ),
      `${scrolling(map.svg)}${timeLegend(map.scale)}`,
    ),
    section(
      both('Where the time goes', '时间花在哪里'),
      both(
        'Steps by the time that all cases together spent on them.',
        '按全部案件合计耗时排序的步骤。',
      ),
      timeTable(said, map.scale, names),
    ),
    section(
      both('Commonest paths', '最常见路径'),
      both('Each row is one way through the process.', '每行是一种走法。'),
      variantRows(log, names),
    ),
    section(
      both('Performance spectrum', '时长谱'),
      both(
        'One line for each case that went from one activity to the next: steep lines are quick, slanted ones slow. Parallel lines keep their order, lines that end together were a batch.',
        '每条线是一个案件从一步走到下一步：陡为快，斜为慢；平行表示先进先出，汇聚于一点表示批处理。',
      ),
      `${scrolling(spectrum(log, names))}${quartileLegend()}`,
    ),
    section(
      both('Dotted chart', '点图'),
      both(
        `A dot for every event, a row for every case by its begin (${countText(dots.shown)} of ${countText(said.cases)} cases).`,
        `每点一个事件，每行一个案件，按开始时间排列（显示 ${countText(dots.shown)} / ${countText(said.cases)} 个案件）。`,
      ),
      `${scrolling(dots.svg)}${activityLegend(log, names)}`,
    ),
    causesSection(subject, said, names),
  ];
  const { first, last } = periodOf(log);
  return htmlPage({
    ...{ title: subjectText(log.name, language), heading: subjectHtml(log.name) },
    subtitle: `${first} – ${last}`,
    sections,
    footer: both(
      'All instants are UTC. Percentiles by linear interpolation. Made by Aval.',
      '所有时间均为 UTC。分位数按线性插值。由 Aval 生成。',
    ),
    language,
  });
}

/** What the time is made of, why work waited, and which attributes of cases go with slow ones. */
function causesSection(subject: Subject, said: Answers, names: ActivityNames): string {
  return section(
    both('Causes', '原因'),
    both(
      'What the time is made of. Work that has no recorded start counts as no work, so its time shows as waiting.',
      '时间的构成。没有开始记录的作业按零时长计，其时间计入等待。',
    ),
    `${causes(said, intervalAnswers(subject.log), names)}${waitingCausesTable(subject, names)}${rootCauseTable(subject, names)}`,
  );
}

function quartileLegend(): string {
  const names: [string, string][] = [
    ['quickest quarter', '最快四分之一'],
    ['second', '第二'],
    ['third', '第三'],
    ['up to p95', '至 p95'],
    ['slowest 5 %', '最慢 5%'],
  ];
  return `<p class="legend">${names
    .map(
      ([en, zh], at) =>
        `<span><q style="background:${TIME_COLOURS[at] ?? ''}"></q>${both(en, zh)}</span>`,
    )
    .join('')}</p>`;
}

function periodOf(log: EventLog): { first: string; last: string } {
  let least = Infinity;
  let most = -Infinity;
  for (const ms of log.instantMs) {
    least = Math.min(least, ms);
    most = Math.max(most, ms);
  }
  return { first: dayText(least), last: dayText(most) };
}
