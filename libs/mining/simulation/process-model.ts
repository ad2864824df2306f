import type { WorkingTime } from '../calendar/working-time.js';
import { unexplainedWaitsMs } from '../causes/waiting-causes.js';
import type { ActivityInstances } from '../intervals/activity-instances.js';
import { type Beside, mainLineOf, possibleSinceMs } from './main-line.js';

/** Which of the tasks it can do a free resource takes first. */
export type QueueOrder = 'firstReady' | 'lastReady' | 'shortestWork';

/** A process as a simulation runs it; activities and resources are numbered as in the log it was calibrated on. */
export interface ProcessModel {
  readonly activities: readonly string[];
  readonly resources: readonly string[];
  /** Instants at which cases arrive, ascending. */
  readonly arrivalsMs: Float64Array;
  /** False where the log tells only when a case's first work began, not when it was asked for. */
  readonly arrivalsKnown?: boolean;
  /** What followed after the last two activities, once for each time it did; END ends the case. */
  readonly routing: ReadonlyMap<number, readonly number[]>;
  /** Observed work by activity, in working milliseconds of who did it. */
  readonly serviceMs: readonly Float64Array[];
  /** Observed waits by activity that no resource explains, in milliseconds of working time. */
  readonly delayMs: readonly Float64Array[];
  /** Who can do what; an activity that nobody is named for takes no resource. */
  readonly performers: readonly (readonly number[])[];
  /** What was asked for while an activity ran, once for each time it ran. */
  readonly beside?: ReadonlyMap<number, readonly (readonly Beside[])[]>;
  /** Activities after which a case goes on before what ran beside them has ended. */
  readonly leavesBehind?: ReadonlySet<number>;
  readonly workingOf: (resource: number) => WorkingTime | undefined;
  readonly queueOrder: QueueOrder;
  /** Share of an activity's executions that take no time and nobody's work. */
  readonly bypass: ReadonlyMap<number, number>;
  /** So many times as often as observed: twice means twice the work, a half that every second one is left out. */
  readonly frequency?: ReadonlyMap<number, number>;
  /** Activities that begin together with the one before them: first → second. */
  readonly parallel: ReadonlyMap<number, number>;
}

export const END = -1;
const NONE = -1;
/** Whoever did less than this share of what each of an activity's people did on average stood in once, and is no capacity. */
const LEAST_SHARE = 0.1;

/** The routing key of the last two activities. */
export function contextOf(activities: number, beforeLast: number, last: number): number {
  return (beforeLast + 1) * (activities + 1) + last + 1;
}

/** Learns a model from a log's executions: arrivals, routing, work, performers and unexplained waits as they were. */
export function calibrate(
  instances: ActivityInstances,
  workingOf: (resource: number) => WorkingTime | undefined = () => undefined,
): ProcessModel {
  const sequences = new Sequences(instances);
  const possible = { ...instances, scheduledMs: sequences.possibleMs };
  return {
    activities: instances.log.activities,
    resources: instances.log.resources,
    arrivalsMs: Float64Array.from(sequences.arrivalsMs).sort(),
    arrivalsKnown: sequences.arrivalsKnown,
    routing: sequences.routing,
    ...workOf(possible, workingOf),
    beside: sequences.beside,
    leavesBehind: new Set([...sequences.ahead].filter(([, n]) => n > 0).map(([code]) => code)),
    workingOf,
    queueOrder: 'firstReady',
    bypass: new Map(),
    parallel: new Map(),
  };
}

/** Work, unexplained waits and people by activity. */
function workOf(
  instances: ActivityInstances,
  workingOf: (resource: number) => WorkingTime | undefined,
): Pick<ProcessModel, 'serviceMs' | 'delayMs' | 'performers'> {
  const { log, activity, resource, startMs, completeMs } = instances;
  const serviceMs = log.activities.map((): number[] => []);
  const delayMs = log.activities.map((): number[] => []);
  const performers = log.activities.map(() => new Map<number, number>());
  const unexplained = unexplainedWaitsMs(instances, workingOf);
  activity.forEach((code, k) => {
    const who = resource[k] ?? log.noResource;
    const working = who === log.noResource ? undefined : workingOf(who);
    const from = startMs[k] ?? 0;
    const to = completeMs[k] ?? 0;
    serviceMs[code]?.push(working ? working.betweenMs(from, to) : to - from);
    delayMs[code]?.push(unexplained[k] ?? 0);
    if (who !== log.noResource) performers[code]?.set(who, (performers[code].get(who) ?? 0) + 1);
  });
  return {
    serviceMs: serviceMs.map((values) => Float64Array.from(values)),
    delayMs: delayMs.map((values) => Float64Array.from(values)),
    performers: performers.map(regulars),
  };
}

function regulars(counts: ReadonlyMap<number, number>): number[] {
  const total = [...counts.values()].reduce((sum, each) => sum + each, 0);
  const least = (LEAST_SHARE * total) / Math.max(1, counts.size);
  return [...counts]
    .filter(([, count]) => count >= least)
    .map(([who]) => who)
    .sort((a, b) => a - b);
}

/** What the cases did one after the other, and beside it. */
class Sequences {
  readonly arrivalsMs: number[] = [];
  arrivalsKnown = false;
  readonly routing = new Map<number, number[]>();
  readonly beside = new Map<number, Beside[][]>();
  /** How much more often a case went on before what ran beside had ended, than not. */
  readonly ahead = new Map<number, number>();
  readonly possibleMs: Float64Array;

  constructor(private readonly instances: ActivityInstances) {
    this.possibleMs = instances.scheduledMs.slice();
    for (let c = 0; c + 1 < instances.caseOffsets.length; c++) this.learn(c);
  }

  private learn(caseIndex: number): void {
    const { activity, startMs, completeMs } = this.instances;
    const line = mainLineOf(this.instances, caseIndex);
    const [first] = line.executions;
    if (first === undefined) return;
    possibleSinceMs(this.instances, line, this.possibleMs);
    this.arrive(first);
    this.route(line.executions.map((k) => activity[k] ?? 0));
    line.executions.forEach((k, n) => {
      const code = activity[k] ?? 0;
      const sides = line.beside[n] ?? [];
      const known = this.beside.get(code) ?? [];
      known.push(
        sides.map((side) => ({
          activity: activity[side] ?? 0,
          afterMs: Math.max(0, (this.possibleMs[side] ?? 0) - (startMs[k] ?? 0)),
        })),
      );
      this.beside.set(code, known);
      const nextMs = startMs[line.executions[n + 1] ?? -1] ?? Infinity;
      for (const side of sides) {
        const endMs = completeMs[side] ?? 0;
        if (endMs <= (completeMs[k] ?? 0) || nextMs === Infinity) continue;
        this.ahead.set(code, (this.ahead.get(code) ?? 0) + (endMs > nextMs ? 1 : -1));
      }
    });
  }

  private arrive(first: number): void {
    const startMs = this.instances.startMs[first] ?? 0;
    const asked = this.instances.scheduledMs[first] ?? NaN;
    if (asked < startMs) this.arrivalsKnown = true;
    this.arrivalsMs.push(asked < startMs ? asked : startMs);
  }

  private route(codes: readonly number[]): void {
    const { length } = this.instances.log.activities;
    [...codes, END].forEach((next, n) => {
      const key = contextOf(length, codes[n - 2] ?? NONE, codes[n - 1] ?? NONE);
      const known = this.routing.get(key);
      if (known) known.push(next);
      else this.routing.set(key, [next]);
    });
  }
}
