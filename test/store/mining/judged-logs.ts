/** What a log says of its cases' ends, and what is made of it: to be held against another log of the same cases. */
import { analyses } from '#mining/analyses/catalogue';
import { censoringOf } from '#mining/analyses/censoring';
import { subjectOf } from '#mining/analyses/subject';
import { attributeAt } from '#mining/log/attribute-column';
import { caseStates, ENDING_MARK } from '#mining/log/case-endings';
import type { EventLog } from '#mining/log/event-log';

/** By case: where it had ended, or null while it is open. */
export function endingsOf(log: EventLog) {
  const column = log.caseAttributes[ENDING_MARK];
  return log.caseIds.map((_, c) => (column && attributeAt(column, c)) ?? null);
}

/** Of each case, whether it is open and how it ended. */
export function statesOf(log: EventLog) {
  const { of } = caseStates(log);
  const endings = endingsOf(log);
  return Object.fromEntries(log.caseIds.map((number, c) => [number, [of(c), endings[c]]]));
}

/** What analyses say that must know which cases are open. */
export function judgedOf(log: EventLog, asOfMs: number) {
  const subject = subjectOf(log, { asOfMs, waits: () => [] });
  const names = [
    'durations',
    'conformance',
    'root-causes',
    'remaining-time',
    'lead-times',
  ] as const;
  return names.map((name) => [
    censoringOf(log, analyses[name].censoring),
    name === 'root-causes'
      ? analyses[name].run(subject, { most: 1000 }).causes
      : rounded(analyses[name].run(subject, { most: 1000 })),
  ]);
}

/** Sums of the same numbers in another order differ in their last digits. */
function rounded(answer: unknown): unknown {
  return JSON.parse(
    JSON.stringify(answer, (_, value: unknown) =>
      typeof value === 'number' ? Number(value.toPrecision(9)) : value,
    ),
  );
}
