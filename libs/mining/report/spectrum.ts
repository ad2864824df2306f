import { caseCount, type EventLog } from '../log/event-log.js';
import { activitiesOf, variants } from '../variants/variants.js';
import type { ActivityNames } from './activity-names.js';
import { escapeHtml } from './bilingual.js';
import { dayText, timeAxis, type TimeScale } from './time-axis.js';
import { TIME_COLOURS } from './report-colours.js';

const WIDTH = 1120;
const LABELS = 190;
const BAND = 84;
const TOP = 26;
const MOST_LINES = 1600;
const MOST_BANDS = 9;

/**
 * The performance spectrum (Denisov, Fahland and van der Aalst, 2018) of the commonest path: one line for each time that
 * a case went from one activity to the next, from when it left the one to when it reached the other, coloured by the
 * quarter of the segment's durations that it falls into.
 */
export function spectrum(log: EventLog, activityNames: ActivityNames): string {
  const path = commonestPath(log);
  const scale = timeAxis(log, LABELS, WIDTH - 16);
  const bands = path
    .slice(0, -1)
    .map((from, at) => bandOf(log, from, path[at + 1] ?? 0, at, scale));
  const height = TOP + bands.length * BAND + 26;
  const names = path.map((activity, at) => {
    const y = TOP + at * BAND;
    const name = log.activities[activity] ?? '';
    return `<text class="axis" x="${LABELS - 12}" y="${y + 4}" text-anchor="end">${activityNames.shortSvg(name, 27)}<title>${escapeHtml(name)}</title></text><path class="rule" d="M${LABELS} ${y}H${WIDTH - 16}"/>`;
  });
  const ticks = scale.ticks.map(
    (ms) => `<text class="tick" x="${scale.x(ms)}" y="${height - 4}">${dayText(ms)}</text>`,
  );
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img">${names.join('')}${bands.join('')}${ticks.join('')}</svg>`;
}

/** The activities of the commonest variant that has at least three, each once. */
function commonestPath(log: EventLog): number[] {
  const all = variants(log).map(({ firstCase }) => [...new Set(activitiesOf(log, firstCase))]);
  const path = all.find(({ length }) => length >= 3) ?? all[0] ?? [];
  return path.slice(0, MOST_BANDS + 1);
}

function bandOf(log: EventLog, from: number, to: number, at: number, scale: TimeScale): string {
  const crossings = crossingsOf(log, from, to);
  const sorted = crossings.map(([left, right]) => right - left).sort((a, b) => a - b);
  const quarter = (share: number): number => sorted[Math.floor(share * sorted.length)] ?? Infinity;
  const bounds = [quarter(0.25), quarter(0.5), quarter(0.75), quarter(0.95)];
  const stride = Math.max(1, Math.ceil(crossings.length / MOST_LINES));
  const paths = TIME_COLOURS.map(() => '');
  const top = TOP + at * BAND;
  crossings.forEach(([left, right], index) => {
    if (index % stride !== 0) return;
    const found = bounds.findIndex((bound) => right - left <= bound);
    const shade = found < 0 ? TIME_COLOURS.length - 1 : found;
    paths[shade] = `${paths[shade] ?? ''}M${scale.x(left)} ${top}L${scale.x(right)} ${top + BAND}`;
  });
  return paths
    .map((path, shade) =>
      path === '' ? '' : `<path d="${path}" stroke="${TIME_COLOURS[shade] ?? ''}" class="thread"/>`,
    )
    .join('');
}

function crossingsOf(log: EventLog, from: number, to: number): (readonly [number, number])[] {
  const crossings: (readonly [number, number])[] = [];
  for (let c = 0; c < caseCount(log); c += 1) {
    const end = log.caseOffsets[c + 1] ?? 0;
    for (let k = (log.caseOffsets[c] ?? 0) + 1; k < end; k += 1) {
      if (log.activity[k - 1] !== from || log.activity[k] !== to) continue;
      crossings.push([log.instantMs[k - 1] ?? 0, log.instantMs[k] ?? 0]);
    }
  }
  return crossings;
}
