import { both, durationHtml } from './bilingual.js';

/** From quick to slow: lightness falls too, for the colour-blind. */
const COLOURS = [
  ...['#3f9a94', '#5fa574', '#92ad55', '#c3b040'],
  ...['#e3a02f', '#dd7a2c', '#cf4f2c', '#b02a22'],
] as const;

const [MINUTE, HOUR, DAY] = [60, 3600, 86_400];

/** Bounds that people think in. */
const LADDER = [
  ...[1, 10, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR],
  ...[DAY, 3 * DAY, 7 * DAY, 30 * DAY, 90 * DAY, 365 * DAY],
];

/** Colours for times, by steps of about four times as long each. */
export interface TimeScale {
  readonly colourOf: (seconds: number) => string;
  /** Every colour with the longest time that has it; the last has all longer ones. */
  readonly steps: readonly { readonly colour: string; readonly upToS: number }[];
}

/**
 * A scale of the steps that the times fill, so that no colour is wasted. Where they are more than the colours, the quickest
 * share one: what is slow is looked for. Seconds.
 */
export function timeScale(times: readonly number[]): TimeScale {
  const filled = LADDER.filter((bound, at) => {
    const before = LADDER[at - 1] ?? -1;
    return times.some((seconds) => seconds > before && seconds <= bound);
  });
  const isBeyond = times.some((seconds) => seconds > (filled.at(-1) ?? Infinity));
  const bounds = (isBeyond ? filled : filled.slice(0, -1)).slice(1 - COLOURS.length);
  const uppers = [...bounds, Infinity];
  const steps = uppers.map((upToS, step) => ({ upToS, colour: spread(step, uppers.length) }));
  const last = steps.at(-1)?.colour ?? COLOURS[0];
  return {
    steps,
    colourOf: (seconds) => steps.find(({ upToS }) => seconds <= upToS)?.colour ?? last,
  };
}

/** The colours that a scale of `steps` uses: as far apart as they go. */
function spread(step: number, steps: number): string {
  const place = steps === 1 ? 0 : Math.round((step * (COLOURS.length - 1)) / (steps - 1));
  return COLOURS[place] ?? COLOURS[0];
}

/** Each colour with the times that it stands for. */
export function timeLegend({ steps }: TimeScale): string {
  const named = steps.map(({ colour, upToS }, step) => {
    const before = steps[step - 1]?.upToS;
    const text =
      upToS !== Infinity
        ? `≤ ${durationHtml(upToS)}`
        : before === undefined
          ? both('all times alike', '时长相近')
          : `&gt; ${durationHtml(before)}`;
    return `<span><q style="background:${colour}"></q>${text}</span>`;
  });
  return `<p class="legend"><span>${both('Median time:', '中位时长：')}</span>${named.join('')}</p>`;
}
