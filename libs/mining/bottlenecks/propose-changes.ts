import type { ActivityInstances } from '../intervals/activity-instances.js';
import type { Change } from '../simulation/changes.js';
import { mainLineOf } from '../simulation/main-line.js';
import {
  automated,
  halfAsOften,
  hastened,
  oneMore,
  type ProposalText,
  shortestFirst,
  together,
} from './proposal-text.js';
import {
  canRunTogether,
  hasQueueOfReviewers,
  haveOneDesk,
  isDecidedByMatrix,
  isInspection,
  sharesPeople,
} from './proposal-fit.js';
import type { Words } from './process-words.js';
import type { Bottleneck } from './rank-bottlenecks.js';
import type { WaitReason } from './wait-reasons.js';

/** A place in the ranking with what it is called in the simulation, and why it is there. */
export interface ExplainedPlace {
  readonly bottleneck: Bottleneck;
  readonly activity: string;
  readonly reason: WaitReason;
}

/** A change to try, and what it means in the words of the trade. */
export interface Candidate extends ProposalText {
  readonly change: Change;
}

const MOST_PLACES = 3;
/** The share of the smallest cases that a raised bound of automatic approval lets through. */
const AUTOMATED_SHARE = 0.3;
const FREQUENCY = 0.5;
/** What another party could be moved to: a fifth less time. */
const HASTENED = 0.8;
/** Steps that follow each other in fewer cases than this are not worth doing side by side. */
const LEAST_PAIR_SHARE = 0.2;

/**
 * What could be done about the worst places, each only where it fits: more people where cases queue, a higher bound of
 * automatic approval where the authority matrix decides, another order of the queue where people have several kinds of
 * work, two checks side by side that need nothing from each other, fewer inspections, or a talk with the party that is late. `amountsMinor` (by case)
 * names the bound in money.
 */
export function proposeChanges(
  places: readonly ExplainedPlace[],
  instances: ActivityInstances,
  excluded: ReadonlySet<string>,
  amountsMinor: ReadonlyMap<string, number>,
  say: (activity: string) => Words,
): Candidate[] {
  const worst = places.filter(({ activity }) => !excluded.has(activity)).slice(0, MOST_PLACES);
  const found = [
    ...worst.flatMap((place) => atPlace(place, instances, amountsMinor, say)),
    ...sideBySide(worst, instances, excluded, say),
    ...lessOften(worst, instances, excluded, say),
    ...queueOrders(worst, instances),
  ];
  const seen = new Set<string>();
  return found.filter(({ change }) => {
    const key = JSON.stringify(change);
    return !seen.has(key) && seen.add(key);
  });
}

function atPlace(
  { activity, reason }: ExplainedPlace,
  instances: ActivityInstances,
  amountsMinor: ReadonlyMap<string, number>,
  say: (activity: string) => Words,
): Candidate[] {
  if (reason.party === 'agreement') return [];
  if (reason.party !== 'us') {
    const change = { kind: 'scaleWork', activity, factor: HASTENED } as const;
    return [{ change, ...hastened(reason.party, say(activity)) }];
  }
  return [
    ...(hasQueueOfReviewers(instances, activity, reason)
      ? [
          {
            change: { kind: 'addResource', activity, count: 1 } as const,
            ...oneMore(say(activity)),
          },
        ]
      : []),
    ...(isDecidedByMatrix(activity)
      ? [
          {
            change: { kind: 'automate', activity, share: AUTOMATED_SHARE } as const,
            ...automated(
              say(activity),
              AUTOMATED_SHARE,
              boundOf(activity, instances, amountsMinor),
            ),
          },
        ]
      : []),
  ];
}

/** The amount up to which the smallest share of the cases goes that are decided here. */
function boundOf(
  activity: string,
  { log, activity: codes, caseOffsets }: ActivityInstances,
  amountsMinor: ReadonlyMap<string, number>,
): number | undefined {
  const code = log.activities.indexOf(activity);
  const amounts = log.caseIds
    .filter((_, c) => codes.subarray(caseOffsets[c], caseOffsets[c + 1]).includes(code))
    .flatMap((caseId) => amountsMinor.get(caseId) ?? [])
    .sort((a, b) => a - b);
  return amounts[Math.floor(AUTOMATED_SHARE * (amounts.length - 1))];
}

/** Pairs of the worst places' activities with what follows or precedes them in many cases, most frequent first. */
function sideBySide(
  worst: readonly ExplainedPlace[],
  instances: ActivityInstances,
  excluded: ReadonlySet<string>,
  say: (activity: string) => Words,
): Candidate[] {
  const { log, activity, caseOffsets } = instances;
  const names = new Set(worst.map(({ activity: name }) => name));
  const pairs = new Map<string, { first: string; second: string; count: number }>();
  const cases = caseOffsets.length - 1;
  for (let c = 0; c < cases; c++) {
    const line = mainLineOf(instances, c).executions.map(
      (k) => log.activities[activity[k] ?? 0] ?? '',
    );
    line.slice(1).forEach((second, n) => {
      const first = line[n] ?? '';
      if (first === second || excluded.has(first) || excluded.has(second)) return;
      if (!names.has(first) && !names.has(second)) return;
      if (!canRunTogether(first, second)) return;
      const key = `${first}\n${second}`;
      const known = pairs.get(key) ?? { first, second, count: 0 };
      known.count++;
      pairs.set(key, known);
    });
  }
  return [...pairs.values()]
    .filter(({ count }) => count >= LEAST_PAIR_SHARE * cases)
    .sort((a, b) => b.count - a.count)
    .slice(0, 2)
    .map(({ first, second }) => ({
      change: { kind: 'parallelise', first, second },
      ...together(say(first), say(second)),
    }));
}

/** Inspections, which run beside the case, where they are held up themselves or take the people of what is. */
function lessOften(
  worst: readonly ExplainedPlace[],
  instances: ActivityInstances,
  excluded: ReadonlySet<string>,
  say: (activity: string) => Words,
): Candidate[] {
  const counts = countsBeside(instances);
  const [often] = [...counts]
    .filter(([name]) => isInspection(name) && !excluded.has(name))
    .filter(([name]) => worst.some(({ activity }) => haveOneDesk(instances, name, activity)))
    .sort((a, b) => b[1] - a[1]);
  if (often === undefined) return [];
  const [name] = often;
  const change = { kind: 'changeFrequency', activity: name, factor: FREQUENCY } as const;
  return [{ change, ...halfAsOften(say(name)) }];
}

/** How often each activity was done beside something else. */
function countsBeside(instances: ActivityInstances): Map<string, number> {
  const { log, activity, caseOffsets } = instances;
  const counts = new Map<string, number>();
  for (let c = 0; c + 1 < caseOffsets.length; c++)
    for (const k of mainLineOf(instances, c).beside.flat()) {
      const name = log.activities[activity[k] ?? 0] ?? '';
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  return counts;
}

/** Another order helps only where people have work of several kinds before them. */
function queueOrders(worst: readonly ExplainedPlace[], instances: ActivityInstances): Candidate[] {
  const isQueued = worst.some(
    ({ activity, reason }) => reason.code === 'contention' && sharesPeople(instances, activity),
  );
  if (!isQueued) return [];
  return [{ change: { kind: 'reorderQueue', order: 'shortestWork' }, ...shortestFirst }];
}
