import { conformance } from '../conformance/conformance.js';
import { caseCount, lifecycleCode } from '../log/event-log.js';
import { keepEvents } from '../log/keep-events.js';
import { normativeLife, stageLog } from '../own/stage-log.js';
import { ownRules } from '../own/duties.js';
import { temporalDeviations, temporalProfile } from '../profile/temporal-profile.js';
import { checkRules, type Rule } from '../rules/rules.js';
import { type AnalysisOptions, caseIdOf, executionsOf, nameOf, type Subject } from './subject.js';

const COMPLETE = lifecycleCode('complete');

/** Cases against the one table of what may follow what; an open case need not have ended. Null where there is no stage. */
export function againstNorm({ log, isOpen }: Subject, { most }: AnalysisOptions) {
  const placed = stageLog(log);
  if (placed === undefined || caseCount(log) === 0) return { conformance: null };
  const found = conformance(placed, normativeLife, isOpen);
  const ids = (cases: readonly number[]) => cases.slice(0, most).map((c) => caseIdOf(log, c));
  return {
    conformance: {
      fitting: found.fitting,
      deviations: found.deviations.slice(0, most).map(({ kind, activity, after, cases }) => ({
        kind,
        activity,
        after: after ?? null,
        cases: cases.length,
        examples: ids(cases),
      })),
      variants: found.variants
        .filter(({ distance }) => distance !== 0)
        .slice(0, most)
        .map(({ activities, cases, open, distance }) => ({
          activities,
          cases: cases.length,
          open,
          distance: distance ?? null,
          examples: ids(cases),
        })),
    },
  };
}

/** Segregation of duty and precedence on what was completed. */
export function duties(subject: Subject, { most }: AnalysisOptions) {
  return checkedRules(subject, ownRules, most);
}

/** Any rules on what was completed: how many cases they speak of, and which break them. */
export function checkedRules({ log, asOfMs }: Subject, rules: readonly Rule[], most: number) {
  const done = keepEvents(log, (k) => (log.lifecycle?.[k] ?? COMPLETE) === COMPLETE);
  return {
    rules: checkRules(done, rules, asOfMs).map(({ rule, breaches, judged, undecided }) => ({
      rule: rule.name,
      kind: rule.kind,
      judged,
      undecided,
      breaches: breaches.length,
      cases: [...new Set(breaches.map(({ caseIndex }) => caseIdOf(done, caseIndex)))].slice(
        0,
        most,
      ),
    })),
  };
}

/** Usual times between activities, and the cases furthest from them. */
export function profile({ log }: Subject, { most, working }: AnalysisOptions) {
  const executions = executionsOf(log);
  const usual = temporalProfile(executions, working);
  const strange = temporalDeviations(executions, usual, undefined, working).sort(
    (a, b) => b.zeta - a.zeta,
  );
  return {
    usual: [...usual]
      .sort((a, b) => b.count - a.count)
      .slice(0, most)
      .map((entry) => ({ ...entry, from: nameOf(log, entry.from), to: nameOf(log, entry.to) })),
    deviations: strange.slice(0, most).map(({ caseIndex, from, to, tookS, zeta }) => ({
      case: caseIdOf(log, caseIndex),
      from: nameOf(log, from),
      to: nameOf(log, to),
      tookS,
      zeta: Number.isFinite(zeta) ? zeta : null,
    })),
    inAll: usual.length,
  };
}
