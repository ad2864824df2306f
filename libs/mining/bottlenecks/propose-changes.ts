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

/** Stages of ours that rest on what was found before them: they are begun with nothing else. */
const restsOnOthers: ReadonlySet<string> = new Set([
  'approval',
  'commitment',
  'issuance',
  'disbursement',
  'servicing',
  'claim',
  'payout',
  'reimbursement',
  'recovery',
  'writeOff',
]);

/**
 * What could be done about the worst places: more people, a higher bound of automatic approval, another order of the
 * queue, two checks side by side, fewer inspections, or a talk with the party that is late. `amountsMinor` (by case)
 * names the bound in money.
 */
export function proposeChanges(
  places: readonly ExplainedPlace[],
  instances: ActivityInstances,
  excluded: ReadonlySet<string>,
  amountsMinor: ReadonlyMap<string, number> = new Map(),
): Candidate[] {
  const worst = places.filter(({ activity }) => !excluded.has(activity)).slice(0, MOST_PLACES);
  const found = [
    ...worst.flatMap((place) => atPlace(place, instances, amountsMinor)),
    ...sideBySide(worst, instances, excluded),
    ...lessOften(instances, excluded),
    ...queueOrders(worst),
  ];
  const seen = new Set<string>();
  return found.filter(({ change }) => {
    const key = JSON.stringify(change);
    return !seen.has(key) && seen.add(key);
  });
}

function atPlace(
  { activity, reason, bottleneck }: ExplainedPlace,
  instances: ActivityInstances,
  amountsMinor: ReadonlyMap<string, number>,
): Candidate[] {
  if (reason.party !== 'us') {
    const change = { kind: 'scaleWork', activity, factor: HASTENED } as const;
    return [{ change, ...hastened(reason.party, activity) }];
  }
  const bound = boundOf(bottleneck, amountsMinor);
  const automate: Candidate = {
    change: { kind: 'automate', activity, share: AUTOMATED_SHARE },
    ...automated(activity, AUTOMATED_SHARE, bound),
  };
  if (!hasPeople(instances, activity)) return [automate];
  const change = { kind: 'addResource', activity, count: 1 } as const;
  return [{ change, ...oneMore(activity) }, automate];
}

/** The amount up to which the smallest share of the delayed cases goes. */
function boundOf(
  { delayedBy }: Bottleneck,
  amountsMinor: ReadonlyMap<string, number>,
): number | undefined {
  const amounts = delayedBy
    .flatMap(({ caseId }) => amountsMinor.get(caseId) ?? [])
    .sort((a, b) => a - b);
  return amounts[Math.floor(AUTOMATED_SHARE * (amounts.length - 1))];
}

function hasPeople({ log, activity, resource }: ActivityInstances, name: string): boolean {
  const code = log.activities.indexOf(name);
  return activity.some((each, k) => each === code && resource[k] !== log.noResource);
}

/** Pairs of the worst places' activities with what follows or precedes them in many cases, most frequent first. */
function sideBySide(
  worst: readonly ExplainedPlace[],
  instances: ActivityInstances,
  excluded: ReadonlySet<string>,
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
      if (restsOnOthers.has(second.split('/')[0] ?? '')) return;
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
      ...together(first, second),
    }));
}

/** What is done again and again in a case beside something else, as inspections are. */
function lessOften(instances: ActivityInstances, excluded: ReadonlySet<string>): Candidate[] {
  const { log, activity, caseOffsets } = instances;
  const counts = new Map<string, number>();
  for (let c = 0; c + 1 < caseOffsets.length; c++)
    for (const beside of mainLineOf(instances, c).beside)
      for (const k of beside) {
        const name = log.activities[activity[k] ?? 0] ?? '';
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
  const [often] = [...counts].filter(([name]) => !excluded.has(name)).sort((a, b) => b[1] - a[1]);
  if (often === undefined) return [];
  const [name] = often;
  return [
    {
      change: { kind: 'changeFrequency', activity: name, factor: FREQUENCY },
      ...halfAsOften(name),
    },
  ];
}

function queueOrders(worst: readonly ExplainedPlace[]): Candidate[] {
  const isQueued = worst.some(({ reason }) => reason.code === 'contention');
  if (!isQueued) return [];
  return [
    {
      change: { kind: 'reorderQueue', order: 'shortestWork' },
      ...shortestFirst,
    },
  ];
}
