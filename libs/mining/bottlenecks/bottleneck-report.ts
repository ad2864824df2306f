import { discoverCalendars } from '../calendar/discover-calendar.js';
import type { WorkingTime } from '../calendar/working-time.js';
import type { ActivityInstances } from '../intervals/activity-instances.js';
import { type ResourceLoad, resourceLoads } from '../resources/resource-load.js';
import {
  type BackTest,
  compareTimes,
  type HoldOutTest,
  holdOutTest,
} from '../simulation/back-test.js';
import { caseTimesS, executionsOfCases } from '../simulation/case-times.js';
import { calibrate } from '../simulation/process-model.js';
import { simulatedTimesS } from '../simulation/simulated-times.js';
import { type Proposal, proposalsAgainst } from '../simulation/what-if.js';
import { activityOf, instancesOfWaits } from './instances-of-waits.js';
import { placeWords } from './process-words.js';
import { type Candidate, type ExplainedPlace, proposeChanges } from './propose-changes.js';
import { type Bottleneck, rankBottlenecks, type Rankings, waitPlace } from './rank-bottlenecks.js';
import type { TypedWait } from './typed-wait.js';
import { reasonOf, timeByReason, type WaitReason } from './wait-reasons.js';

/** One of the worst waits, why it is there, and how busy the people are who end it. */
export interface ExplainedBottleneck {
  readonly bottleneck: Bottleneck;
  readonly reason: WaitReason;
  readonly loads: readonly ResourceLoad[];
}

/** Where time goes beyond what was agreed, why, and what would change it. Plain JSON. */
export interface BottleneckReport {
  /** Of our own cases: the names in it are ours, with words in both languages. */
  readonly isOwn: boolean;
  readonly asOf: string;
  readonly cases: number;
  /** Cases with a wait that still lasts, or that the log marks as open: their delay is that so far. */
  readonly openCases: number;
  readonly rankings: Rankings;
  /** The waits with any delay, worst first. */
  readonly explained: readonly ExplainedBottleneck[];
  readonly loads: readonly ResourceLoad[];
  /** The simulation against the log that it was calibrated on, and against cases that it had not seen. */
  readonly backTest: BackTest | null;
  readonly holdOut: HoldOutTest | null;
  /** Mean time of a case without its contractual waits, before and after each change; largest gain first. */
  readonly proposals: readonly (Proposal & Candidate)[];
}

export interface ReportOptions {
  /** False for a log of others, whose names stay as they are. */
  readonly isOwn?: boolean;
  readonly asOfMs: number;
  readonly seeds?: number;
  /** The simulation looks at so many cases, the latest. */
  readonly mostSimulated?: number;
  /** Cases that the log marks as open: those with no contract's wait that keeps them open do not teach the simulation. */
  readonly openCases?: ReadonlySet<string>;
  /** Guaranteed amounts by case, to name a bound of automatic approval in money. */
  readonly amountsMinor?: ReadonlyMap<string, number>;
  /** Calendars by the name of the resource; found from the log where left out. */
  readonly workingOf?: (resource: string) => WorkingTime | undefined;
}

const SEEDS = 8;
/** More cases would hardly change what the simulation says. */
const MOST_SIMULATED = 5000;
const LEAST_SIMULATED = 2;

/** The whole report. Deterministic: the same waits give the same report. */
export function reportBottlenecks(
  waits: readonly TypedWait[],
  options: ReportOptions,
): BottleneckReport {
  const { isOwn = true, asOfMs, seeds = SEEDS, mostSimulated = MOST_SIMULATED } = options;
  const { openCases = new Set(), amountsMinor = new Map() } = options;
  const known = waits
    .filter(({ fromMs }) => fromMs <= asOfMs)
    .map((wait) => ({
      ...wait,
      toMs: wait.toMs === null || wait.toMs > asOfMs ? null : wait.toMs,
    }));
  const rankings = rankBottlenecks(known, asOfMs);
  const open = known.filter(({ toMs }) => toMs === null);
  const finished = withoutUnfinished(known, open, openCases);
  const instances = latestCases(instancesOfWaits(finished), mostSimulated);
  const workingOf = calendarsFor(instances, options);
  const loads = resourceLoads(instances, workingOf);
  const places = explain(known, rankings, instances, workingOf, asOfMs);
  const excluded = new Set(known.filter(({ contractual }) => contractual).map(activityOf));
  const isSimulated = instances.caseOffsets.length > LEAST_SIMULATED;
  const candidates = isSimulated
    ? proposeChanges(places, instances, excluded, amountsMinor, (activity) =>
        placeWords(activity, isOwn),
      )
    : [];
  return {
    isOwn,
    asOf: new Date(asOfMs).toISOString(),
    cases: new Set(known.map(({ caseId }) => caseId)).size,
    openCases: new Set([...openCases, ...open.map(({ caseId }) => caseId)]).size,
    rankings,
    explained: places.map(({ bottleneck, reason, activity }) => ({
      bottleneck,
      reason,
      loads: loads.filter(({ activities }) => activities.includes(activity)),
    })),
    loads,
    ...(isSimulated
      ? tried(candidates, instances, workingOf, seeds, excluded)
      : { backTest: null, holdOut: null, proposals: [] }),
  };
}

/** Cases that only a contract's time keeps open have done all their work; those in the midst of it would look short. */
function withoutUnfinished(
  waits: readonly TypedWait[],
  open: readonly TypedWait[],
  openCases: ReadonlySet<string>,
): readonly TypedWait[] {
  const waiting = new Set(open.map(({ caseId }) => caseId));
  const unfinished = new Set([
    ...open.filter(({ contractual }) => !contractual).map(({ caseId }) => caseId),
    ...[...openCases].filter((caseId) => !waiting.has(caseId)),
  ]);
  return waits.filter(({ caseId }) => !unfinished.has(caseId));
}

function calendarsFor(
  instances: ActivityInstances,
  { workingOf }: ReportOptions,
): (resource: number) => WorkingTime | undefined {
  if (workingOf === undefined) return discoverCalendars(instances);
  return (resource) => workingOf(instances.log.resources[resource] ?? '');
}

/** The waits with any delay, worst first, each with its reason. */
function explain(
  waits: readonly TypedWait[],
  rankings: Rankings,
  instances: ActivityInstances,
  workingOf: (resource: number) => WorkingTime | undefined,
  asOfMs: number,
): ExplainedPlace[] {
  const byPlace = new Map<string, TypedWait[]>();
  for (const wait of waits) {
    const place = waitPlace(wait);
    const others = byPlace.get(place);
    if (others) others.push(wait);
    else byPlace.set(place, [wait]);
  }
  const byActivity = timeByReason(instances, workingOf);
  return rankings.waits.byDelay
    .filter(({ delayS }) => delayS > 0)
    .flatMap((bottleneck) => {
      const own = byPlace.get(bottleneck.place) ?? [];
      const [first] = own;
      if (first === undefined) return [];
      const reason = reasonOf(own, byActivity, asOfMs);
      return [{ bottleneck, activity: activityOf(first), reason }];
    });
}

/** The process as it is, simulated once: held against what was observed, and against each change. */
function tried(
  candidates: readonly Candidate[],
  instances: ActivityInstances,
  workingOf: (resource: number) => WorkingTime | undefined,
  seeds: number,
  excluded: ReadonlySet<string>,
): Pick<BottleneckReport, 'backTest' | 'holdOut' | 'proposals'> {
  const model = calibrate(instances, workingOf);
  const timing = { fromAsked: model.arrivalsKnown === true, excluded };
  const unchanged = simulatedTimesS(model, timing, seeds);
  const possible = candidates.filter(
    ({ change }) => !('activity' in change) || model.activities.includes(change.activity),
  );
  const byChange = new Map(possible.map((candidate) => [candidate.change, candidate]));
  const changes = proposalsAgainst(unchanged, model, [...byChange.keys()], timing);
  return {
    backTest: compareTimes(caseTimesS(instances, timing), unchanged) ?? null,
    holdOut: holdOutTest(instances, { seeds, excluded }) ?? null,
    proposals: changes.flatMap((proposal) => {
      const candidate = byChange.get(proposal.change);
      const isKnown = Number.isFinite(proposal.differenceS.mean);
      return candidate === undefined || !isKnown ? [] : [{ ...candidate, ...proposal }];
    }),
  };
}

function latestCases(instances: ActivityInstances, most: number): ActivityInstances {
  const cases = Array.from({ length: instances.caseOffsets.length - 1 }, (_, c) => c);
  if (cases.length <= most) return instances;
  const startMs = (c: number): number => instances.startMs[instances.caseOffsets[c] ?? 0] ?? 0;
  return executionsOfCases(
    instances,
    cases
      .sort((a, b) => startMs(b) - startMs(a))
      .slice(0, most)
      .sort((a, b) => a - b),
  );
}
