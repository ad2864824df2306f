import type { Answers } from '#mining/answers/answers';
import type { IntervalAnswers } from '#mining/answers/interval-answers';
import { countedText, countText, durationText, shareText } from '#mining/report/duration-text';
import type pc from 'picocolors';

type Colours = ReturnType<typeof pc.createColors>;

const MOST_LINES = 10;

/** What a log says, for people at a terminal. */
export function summaryText(answers: Answers, colours: Colours): string {
  return [
    headline(answers, colours),
    durations(answers, colours),
    slowestEdges(answers, colours),
    commonVariants(answers, colours),
    counts('Cases begin with', answers.start_activities, answers.cases, colours),
    counts('Cases end with', answers.end_activities, answers.cases, colours),
    counts('Cases that do an activity again', answers.rework_cases, answers.cases, colours),
  ]
    .filter((section) => section !== '')
    .join('\n\n');
}

function headline(answers: Answers, colours: Colours): string {
  const { log, cases, events, activities, variants } = answers;
  const facts = [
    countedText(cases, 'case'),
    countedText(events, 'event'),
    countedText(activities, 'activity', 'activities'),
    countedText(variants, 'variant'),
  ];
  return `${colours.bold(log)}  ${facts.join(' · ')}`;
}

function durations(answers: Answers, colours: Colours): string {
  const { median_interp, mean, p90, p95, p99, max } = answers.case_duration_s;
  const parts = { median: median_interp, mean, p90, p95, p99, longest: max };
  const arrival = answers.case_arrival_average_s;
  const arrivals =
    arrival === null ? '' : `\n  a new case every ${durationText(arrival)} on average`;
  const figures = Object.entries(parts).map(
    ([name, seconds]) => `${colours.dim(name)} ${durationText(seconds)}`,
  );
  return `${colours.bold('From first to last event')}\n  ${figures.join('   ')}${arrivals}`;
}

function slowestEdges(answers: Answers, colours: Colours): string {
  const total = answers.dfg.reduce((sum, [, , , { sum: seconds }]) => sum + seconds, 0);
  const ranked = [...answers.dfg].sort(([, , , a], [, , , b]) => b.sum - a.sum);
  const rows = ranked
    .slice(0, MOST_LINES)
    .map(([from, to, count, edge]) => [
      shareText(total === 0 ? 0 : edge.sum / total),
      countText(count),
      durationText(edge.median),
      durationText(edge.p95),
      `${from} → ${to}`,
    ]);
  if (rows.length === 0) return '';
  const titles = ['of all time', 'times', 'median', 'p95', ''];
  return `${colours.bold('Where the time goes')}\n${table(titles, rows, colours)}`;
}

function commonVariants(answers: Answers, colours: Colours): string {
  const rows = answers.top_variants.map(([activities, count]) => [
    shareText(count / answers.cases),
    countText(count),
    shortened(activities),
  ]);
  return `${colours.bold('Commonest paths')}\n${table(['of cases', 'cases', ''], rows, colours)}`;
}

const LONGEST_PATH = 8;

function shortened(activities: readonly string[]): string {
  const rest = activities.length - LONGEST_PATH;
  const shown = activities.slice(0, LONGEST_PATH).join(' → ');
  return rest > 0 ? `${shown} → … ${rest} more` : shown;
}

function counts(
  title: string,
  byName: Readonly<Record<string, number>>,
  cases: number,
  colours: Colours,
): string {
  const ranked = Object.entries(byName).sort(([, a], [, b]) => b - a);
  if (ranked.length === 0) return '';
  const rows = ranked
    .slice(0, MOST_LINES)
    .map(([name, count]) => [shareText(count / cases), countText(count), name]);
  const rest = ranked.length - MOST_LINES;
  const more = rest > 0 ? `\n  ${colours.dim(`… and ${rest} more`)}` : '';
  return `${colours.bold(title)}\n${table(['', '', ''], rows, colours)}${more}`;
}

/** Working and waiting times, where the log knows when work began. */
export function intervalText(answers: IntervalAnswers, colours: Colours): string {
  const services = Object.entries(answers.service_time_mean).map(([name, mean]) => [
    durationText(mean),
    durationText(answers.service_time_median[name] ?? 0),
    durationText(answers.service_time_sum[name] ?? 0),
    name,
  ]);
  const waits = [...answers.dfg_waiting_start_minus_complete]
    .sort(([, , a], [, , b]) => b.sum - a.sum)
    .slice(0, MOST_LINES)
    .map(([from, to, { mean, median, sum }]) => [
      durationText(mean),
      durationText(median),
      durationText(sum),
      `${from} → ${to}`,
    ]);
  const titles = ['mean', 'median', 'in all', ''];
  const odd = [
    [answers.complete_without_start, 'completions without a start'],
    [answers.start_without_complete, 'starts without completion'],
    [
      answers.complete_before_start,
      'executions that end before they start, counted with time below zero',
    ],
  ] as const;
  const told = odd
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${countText(count)} ${what}`);
  const oddities = told.length === 0 ? '' : `\n  ${colours.dim(told.join(', '))}`;
  return [
    `${colours.bold('Working time')} (${countText(answers.activity_instances)} executions)\n${table(titles, services, colours)}${oddities}`,
    `${colours.bold('Waiting time')}\n${table(titles, waits, colours)}`,
  ].join('\n\n');
}

/** Rows with all columns but the last set to the right. */
function table(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  colours: Colours,
): string {
  const widths = titles.map((title, at) =>
    rows.reduce((widest, row) => Math.max(widest, row[at]?.length ?? 0), title.length),
  );
  const lineOf = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => (at === cells.length - 1 ? cell : cell.padStart(widths[at] ?? 0)))
      .join('  ')
      .trimEnd();
  const titled = titles.some((title) => title !== '');
  const body = rows.map((row) => `  ${lineOf(row)}`);
  return [...(titled ? [`  ${colours.dim(lineOf(titles))}`] : []), ...body].join('\n');
}
