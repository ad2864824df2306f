import { attributeAt } from '../log/attribute-column.js';
import { type Codes, type EventLog, lifecycleCode } from '../log/event-log.js';

/**
 * Executions of activities with a start and an end, case by case, ordered by (start, end, position) as pm4py orders
 * an interval log. Cases that have none are kept with no executions.
 */
export interface ActivityInstances {
  readonly log: EventLog;
  readonly caseOffsets: Uint32Array;
  readonly activity: Codes;
  readonly resource: Codes;
  readonly startMs: Float64Array;
  readonly completeMs: Float64Array;
  /** Time between suspend and resume inside the execution; part of its service time, reported apart. */
  readonly suspendedMs: Float64Array;
  /** When the work was asked for (schedule or assign), where the log says so; NaN elsewhere. */
  readonly scheduledMs: Float64Array;
  /** Completions that no start preceded: they count as executions of no duration. */
  readonly completeWithoutStart: number;
  /** Starts that never completed (work still open, or lost): left out of all times. */
  readonly startWithoutComplete: number;
}

const COMPLETE = lifecycleCode('complete');
const START = lifecycleCode('start');
const SUSPEND = lifecycleCode('suspend');
const RESUME = lifecycleCode('resume');
const ASKED = new Set([lifecycleCode('schedule'), lifecycleCode('assign')]);

interface Instance {
  activity: number;
  resource: number;
  startMs: number;
  completeMs: number;
  suspendedMs: number;
  scheduledMs: number;
}

/** What a case has begun and not yet ended, for one activity (and one `concept:instance`, where the log has them). */
interface Open {
  starts: { atMs: number; suspendedMs: number; suspendedSinceMs: number }[];
  scheduledMs: number;
}

/**
 * The executions in a log. Where events carry their own start, each event is one; else starts are paired with
 * completions first in, first out, per case and activity, as pm4py's `to_interval`.
 */
export function pairActivityInstances(log: EventLog): ActivityInstances {
  const pairing = new Pairing(log);
  const byCase = log.caseIds.map((_, c) => {
    const first = log.caseOffsets[c] ?? 0;
    const end = log.caseOffsets[c + 1] ?? 0;
    const instances = log.startMs ? pairing.carried(first, end) : pairing.paired(first, end);
    return instances.sort((a, b) => a.startMs - b.startMs || a.completeMs - b.completeMs);
  });
  return columnsOf(log, byCase, pairing);
}

/** Executions that end before they start, as only a start column of its own can say: their time is below zero. */
export function countEndingBeforeStart({ startMs, completeMs }: ActivityInstances): number {
  return startMs.reduce((count, start, n) => count + (start > (completeMs[n] ?? start) ? 1 : 0), 0);
}

class Pairing {
  completeWithoutStart = 0;
  startWithoutComplete = 0;

  constructor(private readonly log: EventLog) {}

  /** Every event has its start in a column; one without it took no time. */
  carried(first: number, end: number): Instance[] {
    const instances: Instance[] = [];
    for (let k = first; k < end; k++) {
      const completeMs = this.log.instantMs[k] ?? 0;
      const start = this.log.startMs?.[k] ?? NaN;
      if (Number.isNaN(start)) this.completeWithoutStart++;
      instances.push(this.instance(k, Number.isNaN(start) ? completeMs : start, 0, NaN));
    }
    return instances;
  }

  paired(first: number, end: number): Instance[] {
    const open = new Map<number | string, Open>();
    const instances: Instance[] = [];
    for (let k = first; k < end; k++) {
      const key = this.keyOf(k);
      let now = open.get(key);
      if (!now) open.set(key, (now = { starts: [], scheduledMs: NaN }));
      const ended = this.advance(now, k);
      if (ended) instances.push(ended);
    }
    for (const { starts } of open.values()) this.startWithoutComplete += starts.length;
    return instances;
  }

  /** Takes one event into account; gives the execution that it ends. */
  private advance(open: Open, k: number): Instance | undefined {
    const atMs = this.log.instantMs[k] ?? 0;
    const transition = this.log.lifecycle?.[k] ?? COMPLETE;
    if (transition === START) {
      open.starts.push({ atMs, suspendedMs: 0, suspendedSinceMs: NaN });
    } else if (transition === SUSPEND) {
      const running = open.starts.find((start) => Number.isNaN(start.suspendedSinceMs));
      if (running) running.suspendedSinceMs = atMs;
    } else if (transition === RESUME) {
      const suspended = open.starts.find((start) => !Number.isNaN(start.suspendedSinceMs));
      if (suspended) {
        suspended.suspendedMs += atMs - suspended.suspendedSinceMs;
        suspended.suspendedSinceMs = NaN;
      }
    } else if (ASKED.has(transition)) {
      if (Number.isNaN(open.scheduledMs)) open.scheduledMs = atMs;
    } else if (transition === COMPLETE) {
      return this.complete(open, k);
    }
    return undefined;
  }

  private complete(open: Open, k: number): Instance {
    const atMs = this.log.instantMs[k] ?? 0;
    const start = open.starts.shift();
    if (!start) this.completeWithoutStart++;
    const stillSuspendedMs =
      start && !Number.isNaN(start.suspendedSinceMs) ? atMs - start.suspendedSinceMs : 0;
    const scheduledMs = open.scheduledMs;
    open.scheduledMs = NaN;
    return this.instance(
      k,
      start?.atMs ?? atMs,
      (start?.suspendedMs ?? 0) + stillSuspendedMs,
      scheduledMs,
    );
  }

  private instance(k: number, startMs: number, suspendedMs: number, scheduledMs: number): Instance {
    return {
      activity: this.log.activity[k] ?? 0,
      resource: this.log.resource[k] ?? this.log.noResource,
      startMs,
      completeMs: this.log.instantMs[k] ?? 0,
      suspendedMs,
      scheduledMs,
    };
  }

  private keyOf(k: number): number | string {
    const activity = this.log.activity[k] ?? 0;
    const column = this.log.eventAttributes['concept:instance'];
    const instance = column && attributeAt(column, k);
    return instance === undefined ? activity : `${activity}/${String(instance)}`;
  }
}

function columnsOf(log: EventLog, byCase: Instance[][], pairing: Pairing): ActivityInstances {
  const caseOffsets = new Uint32Array(byCase.length + 1);
  byCase.forEach((instances, c) => {
    caseOffsets[c + 1] = (caseOffsets[c] ?? 0) + instances.length;
  });
  const count = caseOffsets[byCase.length] ?? 0;
  const column = (of: keyof Instance): Float64Array => {
    const values = new Float64Array(count);
    byCase.forEach((instances, c) => {
      instances.forEach((instance, n) => (values[(caseOffsets[c] ?? 0) + n] = instance[of]));
    });
    return values;
  };
  return {
    log,
    caseOffsets,
    activity: Uint32Array.from(column('activity')),
    resource: Uint32Array.from(column('resource')),
    startMs: column('startMs'),
    completeMs: column('completeMs'),
    suspendedMs: column('suspendedMs'),
    scheduledMs: column('scheduledMs'),
    completeWithoutStart: pairing.completeWithoutStart,
    startWithoutComplete: pairing.startWithoutComplete,
  };
}
