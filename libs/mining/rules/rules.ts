import type { WorkingTime } from '../calendar/working-time.js';
import { caseCount, type EventLog } from '../log/event-log.js';

/** A rule that every case must keep. Activities are named as in the log. */
export type Rule =
  /** Every `from` is followed by a `to` (or one of them) within so many seconds, working time with a calendar. */
  | {
      readonly kind: 'sla';
      readonly name: string;
      readonly from: string;
      readonly to: string | readonly string[];
      readonly withinS: number;
      readonly working?: WorkingTime;
    }
  /** No resource does more than one of these activities in a case. */
  | {
      readonly kind: 'segregationOfDuty';
      readonly name: string;
      readonly activities: readonly string[];
    }
  /** No `then` without a `first` before it. */
  | {
      readonly kind: 'precedence';
      readonly name: string;
      readonly first: string;
      readonly then: string;
    }
  /** The activity happens at most so often in a case (never, unless `atMost` is given). */
  | {
      readonly kind: 'absence';
      readonly name: string;
      readonly activity: string;
      readonly atMost?: number;
    };

export interface Breach {
  readonly caseIndex: number;
  /** The events that break the rule, by index into the log. */
  readonly events: readonly number[];
  /** How much later than allowed, for an SLA; still growing where nothing has followed yet. */
  readonly lateS?: number;
}

export interface RuleFindings {
  readonly rule: Rule;
  readonly breaches: readonly Breach[];
  /** Cases that the rule speaks about at all. */
  readonly judged: number;
  /** Not to be judged: deadlines not over yet, or events that name no resource. */
  readonly undecided: number;
}

interface Verdict {
  readonly breaches: readonly Breach[];
  readonly applies: boolean;
  readonly undecided: number;
}

/**
 * Checks rules on every case. `asOfMs` is the instant at which the log was taken (its last event unless given): a
 * deadline after it is undecided, one before it that nothing met is broken.
 */
export function checkRules(
  log: EventLog,
  rules: readonly Rule[],
  asOfMs = log.instantMs.reduce((latest, each) => Math.max(latest, each), -Infinity),
): RuleFindings[] {
  return rules.map((rule) => {
    const check = checkerOf(log, rule, asOfMs);
    const breaches: Breach[] = [];
    let judged = 0;
    let undecided = 0;
    for (let c = 0; c < caseCount(log); c++) {
      const verdict = check(c, log.caseOffsets[c] ?? 0, log.caseOffsets[c + 1] ?? 0);
      breaches.push(...verdict.breaches);
      if (verdict.applies) judged++;
      undecided += verdict.undecided;
    }
    return { rule, breaches, judged, undecided };
  });
}

type Checker = (caseIndex: number, first: number, end: number) => Verdict;

function checkerOf(log: EventLog, rule: Rule, asOfMs: number): Checker {
  const code = (name: string): number => log.activities.indexOf(name);
  switch (rule.kind) {
    case 'sla':
      return slaChecker(log, rule, asOfMs);
    case 'segregationOfDuty':
      return segregationChecker(log, new Set(rule.activities.map(code)));
    case 'precedence':
      return precedenceChecker(log, code(rule.first), code(rule.then));
    case 'absence':
      return absenceChecker(log, code(rule.activity), rule.atMost ?? 0);
  }
}

function slaChecker(
  log: EventLog,
  { from, to, withinS, working }: Extract<Rule, { kind: 'sla' }>,
  asOfMs: number,
): Checker {
  const begins = log.activities.indexOf(from);
  const meets = new Set([to].flat().map((name) => log.activities.indexOf(name)));
  const tookMs = (sinceMs: number, untilMs: number): number =>
    working ? working.betweenMs(sinceMs, untilMs) : untilMs - sinceMs;
  return (caseIndex, first, end) => {
    const breaches: Breach[] = [];
    let applies = false;
    let undecided = 0;
    for (let k = first; k < end; k++) {
      if (log.activity[k] !== begins) continue;
      applies = true;
      let met = k + 1;
      while (met < end && !meets.has(log.activity[met] ?? -1)) met++;
      const untilMs = met < end ? (log.instantMs[met] ?? 0) : asOfMs;
      // Rounding to microseconds keeps a deadline met to the instant from being missed by a rounding error.
      const lateMs =
        Math.round((tookMs(log.instantMs[k] ?? 0, untilMs) - withinS * 1000) * 1000) / 1000;
      const events = met < end ? [k, met] : [k];
      if (lateMs > 0) breaches.push({ caseIndex, events, lateS: lateMs / 1000 });
      else if (met === end) undecided++;
    }
    return { breaches, applies, undecided };
  };
}

function segregationChecker(log: EventLog, activities: ReadonlySet<number>): Checker {
  return (caseIndex, first, end) => {
    const doneBy = new Map<number, Map<number, number>>();
    let undecided = 0;
    let applies = false;
    for (let k = first; k < end; k++) {
      const activity = log.activity[k] ?? -1;
      if (!activities.has(activity)) continue;
      applies = true;
      const resource = log.resource[k] ?? log.noResource;
      if (resource === log.noResource) {
        undecided++;
        continue;
      }
      const duties = doneBy.get(resource) ?? new Map<number, number>();
      if (!duties.has(activity)) duties.set(activity, k);
      doneBy.set(resource, duties);
    }
    const breaches = [...doneBy.values()]
      .filter((duties) => duties.size > 1)
      .map((duties) => ({ caseIndex, events: [...duties.values()] }));
    return { breaches, applies, undecided };
  };
}

function precedenceChecker(log: EventLog, before: number, after: number): Checker {
  return (caseIndex, first, end) => {
    const events: number[] = [];
    let seen = false;
    let applies = false;
    for (let k = first; k < end; k++) {
      if (log.activity[k] === after) {
        applies = true;
        if (!seen) events.push(k);
      }
      if (log.activity[k] === before) seen = true;
    }
    return { breaches: events.length > 0 ? [{ caseIndex, events }] : [], applies, undecided: 0 };
  };
}

function absenceChecker(log: EventLog, activity: number, atMost: number): Checker {
  return (caseIndex, first, end) => {
    const events: number[] = [];
    for (let k = first; k < end; k++) if (log.activity[k] === activity) events.push(k);
    const breaches = events.length > atMost ? [{ caseIndex, events: events.slice(atMost) }] : [];
    return { breaches, applies: true, undecided: 0 };
  };
}
