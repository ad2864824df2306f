import type { Sentence } from '../analyses/censoring.js';
import type { BottleneckReport } from '../bottlenecks/bottleneck-report.js';
import { both, durationHtml, subjectHtml, subjectText } from './bilingual.js';
import { handoverTable, reasonTable, stageTable, waitTable } from './bottleneck-tables.js';
import { countText, type Language } from './duration-text.js';
import { loadTable } from './load-table.js';
import { htmlPage, section, tilesOf } from './page.js';
import { placeHtml } from './place-html.js';
import { proposalSection } from './proposal-table.js';

/**
 * The bottleneck report as one HTML page in Chinese and English: where cases are held up beyond what was agreed, with
 * whom it lies, why, whose desks are full, and what would change it. It needs no other file and no network.
 */
export function writeBottleneckReport(
  report: BottleneckReport,
  name: string,
  censoring: Sentence,
  language?: Language,
): string {
  const { rankings, asOf, isOwn } = report;
  const title = `${both('Bottlenecks: ', '瓶颈报告：')}${subjectHtml(name)}`;
  return htmlPage({
    title: subjectText(name, language),
    heading: title,
    subtitle: both(`as of ${asOf.slice(0, 10)}`, `截至 ${asOf.slice(0, 10)}`),
    sections: [
      figures(report),
      section(
        both('Stages', '阶段'),
        both(
          'By the time beyond what contract, law or timetable gave. The bar is coloured by whom the delay lies with.',
          '按超出合同、法律或时间表约定的时间排序；颜色表示延误由谁造成。',
        ),
        stageTable(rankings.stages, isOwn),
      ),
      section(
        both('What is waited for', '在等什么'),
        both(
          'Each wait by how its time divides. Agreed time and time in which the clock stood still (补件) are never counted: else the loan’s term would always win.',
          '每种等待的时间构成。约定时间与暂停时间（补件）不计入延误，否则贷款期限必排第一。',
        ),
        waitTable(rankings.waits, isOwn),
      ),
      section(
        both('Handovers', '交接'),
        both(
          'What the case came from, and what it then waited for.',
          '案件由哪一步转来，随后等待什么。',
        ),
        handoverTable(rankings.handovers, isOwn),
      ),
      section(
        both('Why', '为什么'),
        both(
          'Another party’s delay is its own. For our own people: what they did while the case waited, over all of their time.',
          '他方延误归他方；本机构的等待按同期人员在做什么划分。',
        ),
        reasonTable(report),
      ),
      loadSection(report),
      proposalSection(report),
    ],
    footer: both(
      `Open waits count until the report’s instant: their delay is that so far. ${inPage(censoring.en, 'Still open')} Working hours are found from the log. All instants are UTC. Made by Aval.`,
      `未结束的等待计至报告时点。${inPage(censoring.zh, '未结束')}工作时间由日志推断。所有时间均为 UTC。由 Aval 生成。`,
    ),
    language,
  });
}

/** The sentence names a field of the JSON answer; the page has a column for it. */
function inPage(sentence: string, column: string): string {
  return sentence.replace('`open`', `“${column}”`);
}

function figures({ cases, openCases, rankings, isOwn }: BottleneckReport): string {
  const { byDelay } = rankings.waits;
  const sum = (of: (place: (typeof byDelay)[number]) => number) =>
    byDelay.reduce((total, place) => total + of(place), 0);
  const [worst] = byDelay;
  const held =
    worst === undefined || worst.delayS === 0 ? both('none', '无') : placeHtml(worst.place, isOwn);
  return tilesOf([
    [countText(cases), both('cases', '案件')],
    [countText(openCases), both('still waiting', '仍在等待')],
    [
      durationHtml(sum(({ delayS }) => delayS)),
      both('beyond the timetable, in all', '超出约定合计'),
    ],
    [
      `${countText(sum(({ breaches }) => breaches))} / ${countText(sum(({ withDeadline }) => withDeadline))}`,
      both('waits outlasted their deadline', '等待超过期限'),
    ],
    [`<span class="words">${held}</span>`, both('holds cases up most', '最大瓶颈')],
  ]);
}

function loadSection(report: BottleneckReport): string {
  return section(
    both('How busy people are', '人员负荷'),
    both(
      'Time at work on tasks ÷ working hours between the first and the last task. Above 100 % work of several cases overlapped.',
      '任务作业时间 ÷ 首末任务之间的工作时间；超过 100% 表示同时处理多件。',
    ),
    loadTable(report.loads, report.isOwn),
  );
}
