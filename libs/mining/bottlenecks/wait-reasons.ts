import type { WorkingTime } from '../calendar/working-time.js';
import { waitingCauses } from '../causes/waiting-causes.js';
import type { ActivityInstances } from '../intervals/activity-instances.js';
import { blamed } from './delays.js';
import { activityOf } from './instances-of-waits.js';
import { partsOf, type TypedWait, type WaitParty } from './typed-wait.js';

export const reasonCodes = [
  /** Another party has not done its part in time. */
  'partyLate',
  /** Papers were missing or a decision was asked for again. */
  'rework',
  /** Our people worked on what had come before. */
  'contention',
  /** They worked on what had come later. */
  'prioritisation',
  /** The work was held back until more of its kind was there. */
  'batching',
  /** They were not at work. */
  'unavailability',
  /** Nobody did anything that the log tells of. */
  'nobodyAtIt',
  /** The work itself takes that long. */
  'longWork',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

/** Why a place holds cases up, and how much of its time each reason explains (0 to 1, all of them adding up to 1). */
export interface WaitReason {
  readonly code: ReasonCode;
  readonly party: WaitParty;
  readonly shares: Readonly<Partial<Record<ReasonCode, number>>>;
}

type Shares = Record<ReasonCode, number>;

/** The reasons of waits of ours by activity: how each activity's time divides between waiting and work. */
export function timeByReason(
  instances: ActivityInstances,
  workingOf: (resource: number) => WorkingTime | undefined,
): Map<string, Shares> {
  const { log, activity, startMs, completeMs } = instances;
  const found = new Map<string, Shares>();
  const of = (code: number): Shares => {
    const name = log.activities[code] ?? '';
    const known = found.get(name) ?? noTime();
    found.set(name, known);
    return known;
  };
  for (const wait of waitingCauses(instances, workingOf)) {
    const sum = of(wait.to);
    sum.contention += wait.contentionS;
    sum.prioritisation += wait.prioritisationS;
    sum.batching += wait.batchingS;
    sum.unavailability += wait.unavailabilityS;
    sum.nobodyAtIt += wait.extraneousS;
  }
  activity.forEach((code, k) => {
    of(code).longWork += ((completeMs[k] ?? 0) - (startMs[k] ?? 0)) / 1000;
  });
  return found;
}

/** Why the waits of one place last: who is late, or what our own people did meanwhile. */
export function reasonOf(
  waits: readonly TypedWait[],
  byActivity: ReadonlyMap<string, Shares>,
  asOfMs: number,
): WaitReason {
  const delayBy = new Map<WaitParty, number>();
  let reworkMs = 0;
  let delayMs = 0;
  for (const wait of waits) {
    const { beyondMs } = partsOf(wait, asOfMs);
    delayMs += beyondMs;
    if (wait.attempt > 1) reworkMs += beyondMs;
    delayBy.set(blamed(wait), (delayBy.get(blamed(wait)) ?? 0) + beyondMs);
  }
  const [party] = [...delayBy].sort((a, b) => b[1] - a[1])[0] ?? ['us' as const];
  if (reworkMs > delayMs / 2)
    return { code: 'rework', party, shares: { rework: reworkMs / delayMs } };
  if (party !== 'us') {
    return { code: 'partyLate', party, shares: { partyLate: (delayBy.get(party) ?? 0) / delayMs } };
  }
  return ownReason(new Set(waits.map(activityOf)), byActivity);
}

function ownReason(
  activities: ReadonlySet<string>,
  byActivity: ReadonlyMap<string, Shares>,
): WaitReason {
  const sum = noTime();
  for (const name of activities)
    for (const code of reasonCodes) sum[code] += byActivity.get(name)?.[code] ?? 0;
  const total = reasonCodes.reduce((all, code) => all + sum[code], 0);
  // Nothing of it was ever begun: whoever could have taken it up was free.
  if (total === 0) return { code: 'nobodyAtIt', party: 'us', shares: { nobodyAtIt: 1 } };
  const ordered = reasonCodes.filter((code) => sum[code] > 0).sort((a, b) => sum[b] - sum[a]);
  return {
    code: ordered[0] ?? 'nobodyAtIt',
    party: 'us',
    shares: Object.fromEntries(ordered.map((code) => [code, sum[code] / total])),
  };
}

function noTime(): Shares {
  return {
    partyLate: 0,
    rework: 0,
    contention: 0,
    prioritisation: 0,
    batching: 0,
    unavailability: 0,
    nobodyAtIt: 0,
    longWork: 0,
  };
}
