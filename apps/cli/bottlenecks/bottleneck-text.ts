import type { BottleneckReport } from '#mining/bottlenecks/bottleneck-report';
import type { Bottleneck } from '#mining/bottlenecks/rank-bottlenecks';
import { countedText } from '#mining/report/duration-text';
import type { Estimate } from '#mining/simulation/estimate';

const MOST_ROWS = 8;
const DAY_S = 86_400;

/** The report for people, in days. */
export function bottleneckText(report: BottleneckReport, censoring: string): string {
  const { cases, openCases, asOf, rankings, explained, proposals } = report;
  return [
    `${countedText(cases, 'case')} as of ${asOf}, ${openCases} of them still open (their delay is that so far)`,
    censoring,
    'Only time beyond what contract, law or timetable gave is counted.',
    ...table('Stages by delay', rankings.stages.byDelay),
    ...table('Waits by delay', rankings.waits.byDelay),
    ...table('Handovers by delay', rankings.handovers.byDelay),
    '',
    'Why',
    ...explained.slice(0, MOST_ROWS).map(({ bottleneck, reason, loads }) => {
      const shares = Object.entries(reason.shares).map(
        ([code, share]) => `${code} ${percent(share)}`,
      );
      const busy = loads
        .slice(0, 3)
        .map(({ resource, load }) => `${resource} ${percent(load)} busy`);
      return `  ${bottleneck.place}: ${[...shares, ...busy].join(', ')}`;
    }),
    '',
    ...backTestLines(report),
    ...proposals.flatMap(({ text, assumes, beforeS, afterS, differenceS }) => [
      `  ${text}: ${days(beforeS.mean)} → ${days(afterS.mean)} days a case (${interval(differenceS)})`,
      `    assuming that ${assumes}`,
    ]),
  ].join('\n');
}

function table(title: string, places: readonly Bottleneck[]): string[] {
  const delayed = places.filter(({ delayS }) => delayS > 0).slice(0, MOST_ROWS);
  const rows = delayed.map(
    ({ place, delayS, breaches, withDeadline, shareOfCases, reworkWaits, delayedBy }) =>
      `  ${place.padEnd(52)}${days(delayS).padStart(10)} days  ${breaches}/${withDeadline} late  ${percent(shareOfCases)} of cases` +
      `${reworkWaits > 0 ? `  ${reworkWaits} done again` : ''}  worst ${delayedBy[0]?.caseId ?? '—'}`,
  );
  return ['', title, ...(rows.length === 0 ? ['  none'] : rows)];
}

function backTestLines({ backTest, holdOut, proposals }: BottleneckReport): string[] {
  if (backTest === null) return ['Too few cases to simulate.'];
  const heldOut =
    holdOut === null
      ? 'too few cases to hold any out'
      : `${percent(holdOut.relativeError)} on ${countedText(holdOut.heldOut, 'case')} that it had not seen`;
  const title = `Simulated changes (the simulation is off by ${percent(backTest.relativeError)} on its own log, ${heldOut})`;
  return proposals.length === 0 ? [title, '  none to propose'] : [title];
}

function days(seconds: number): string {
  const text = (seconds / DAY_S).toFixed(1);
  return text === '-0.0' ? '0.0' : text;
}

function percent(share: number | null): string {
  return share === null ? '—' : `${(100 * share).toFixed(0)} %`;
}

/** The difference with its 95 % interval over repeated seeds. */
function interval({ mean, low, high }: Estimate): string {
  const edges = [mean, low, high].map(days);
  if (edges.every((each) => each === '0.0')) return 'no difference';
  return `${mean > 0 ? '+' : ''}${days(mean)}, with 95 % between ${days(low)} and ${days(high)}`;
}
