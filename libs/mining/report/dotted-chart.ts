import { caseCount, type EventLog } from '../log/event-log.js';
import { activityColour } from './report-colours.js';
import { dayText, timeAxis } from './time-axis.js';

const WIDTH = 1120;
const HEIGHT = 460;
const MOST_CASES = 500;

/**
 * The dotted chart (Song and van der Aalst, 2007): a dot for every event at its instant, a row for every case by its
 * begin, coloured by activity. Of large logs every n-th case is shown.
 */
export function dottedChart(log: EventLog): { svg: string; shown: number } {
  const stride = Math.max(1, Math.ceil(caseCount(log) / MOST_CASES));
  const cases = Array.from({ length: caseCount(log) }, (_, c) => c)
    .sort((a, b) => beginOf(log, a) - beginOf(log, b))
    .filter((_, at) => at % stride === 0);
  const scale = timeAxis(log, 16, WIDTH - 16);
  const dots = new Map<number, string>();
  cases.forEach((c, row) => {
    const y = Math.round((8 + (row / Math.max(1, cases.length - 1)) * (HEIGHT - 44)) * 10) / 10;
    const end = log.caseOffsets[c + 1] ?? 0;
    for (let k = log.caseOffsets[c] ?? 0; k < end; k += 1) {
      const activity = log.activity[k] ?? 0;
      const x = scale.x(log.instantMs[k] ?? 0);
      dots.set(activity, `${dots.get(activity) ?? ''}M${x} ${y}h0`);
    }
  });
  const paths = [...dots].map(
    ([activity, path]) => `<path class="dots" stroke="${activityColour(activity)}" d="${path}"/>`,
  );
  const ticks = scale.ticks.map(
    (ms) => `<text class="tick" x="${scale.x(ms)}" y="${HEIGHT - 6}">${dayText(ms)}</text>`,
  );
  const svg = `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">${paths.join('')}${ticks.join('')}</svg>`;
  return { svg, shown: cases.length };
}

function beginOf(log: EventLog, c: number): number {
  return log.instantMs[log.caseOffsets[c] ?? 0] ?? 0;
}
