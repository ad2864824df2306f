import { z } from 'zod';
import { OFFICE_HOURS_UTC, WorkingTime } from '../calendar/working-time.js';
import type { EventLog } from '../log/event-log.js';
import type { Rule } from './rules.js';

const MOST_RULES = 50;
const MOST_ACTIVITIES = 20;
const MOST_NAMED = 50;
/** A hundred years: longer than any guarantee. */
const LONGEST_S = 100 * 366 * 86_400;

const name = z.string().min(1).max(200);
const activity = name;

const ruleForm = z
  .discriminatedUnion(
    'kind',
    [
      z.strictObject({
        kind: z.literal('sla'),
        name,
        from: activity,
        to: z.union([activity, z.array(activity).min(1).max(MOST_ACTIVITIES)]),
        withinS: z.number().positive().max(LONGEST_S),
        /** Only working time counts. */
        working: z.boolean().optional(),
      }),
      z.strictObject({
        kind: z.literal('segregationOfDuty'),
        name,
        activities: z.array(activity).min(2).max(MOST_ACTIVITIES),
      }),
      z.strictObject({ kind: z.literal('precedence'), name, first: activity, then: activity }),
      z.strictObject({
        kind: z.literal('absence'),
        name,
        activity,
        atMost: z.int().min(0).max(1_000_000).optional(),
      }),
    ],
    { error: 'kind must be one of sla, segregationOfDuty, precedence, absence' },
  )
  .meta({ id: 'DeclaredRule' });

/** Rules as people write them, in a file or in a request. */
export const rulesForm = z
  .strictObject({ rules: z.array(ruleForm).min(1).max(MOST_RULES) })
  .meta({ id: 'DeclaredRules' });
export type DeclaredRules = z.output<typeof rulesForm>;

/** What is wrong with rules: where, as a JSON pointer, and what would be right. */
export interface RuleFault {
  readonly pointer: string;
  readonly message: string;
}

/** Rules as they are checked; `working` tells the time that working-time deadlines count, office hours where left out. */
export function rulesOf(
  { rules }: DeclaredRules,
  working: WorkingTime = new WorkingTime(OFFICE_HOURS_UTC),
): Rule[] {
  return rules.map((rule): Rule => {
    if (rule.kind !== 'sla') return rule;
    const { working: inWorkingTime, ...sla } = rule;
    return inWorkingTime === true ? { ...sla, working } : sla;
  });
}

/** Reads the text of a rules file; the faults name field and allowed values. */
export function readRules(text: string): DeclaredRules | { readonly faults: readonly RuleFault[] } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { faults: [{ pointer: '', message: `is no JSON: ${(error as Error).message}` }] };
  }
  const parsed = rulesForm.safeParse(value);
  if (parsed.success) return parsed.data;
  return {
    faults: parsed.error.issues.map(({ path, message }) => ({
      pointer: path.map((step) => `/${String(step)}`).join(''),
      message,
    })),
  };
}

/**
 * Activities that the log does not know: a misspelt rule would find nothing and look kept. What must be absent may well
 * never have happened, so it is not asked for.
 */
export function unknownActivities(log: EventLog, { rules }: DeclaredRules): RuleFault[] {
  const known = new Set(log.activities);
  const some = log.activities.slice(0, MOST_NAMED).join(', ');
  return rules.flatMap((rule, n) =>
    namedBy(rule)
      .filter(([, named]) => !known.has(named))
      .map(([field, named]) => ({
        pointer: `/rules/${n}/${field}`,
        message: `no activity is called ${named}; there are: ${some}`,
      })),
  );
}

function namedBy(rule: DeclaredRules['rules'][number]): [field: string, activity: string][] {
  switch (rule.kind) {
    case 'sla':
      return [['from', rule.from], ...listed('to', rule.to)];
    case 'segregationOfDuty':
      return listed('activities', rule.activities);
    case 'precedence':
      return [
        ['first', rule.first],
        ['then', rule.then],
      ];
    case 'absence':
      return [];
  }
}

function listed(field: string, named: string | readonly string[]): [string, string][] {
  if (typeof named === 'string') return [[field, named]];
  return named.map((each, n) => [`${field}/${n}`, each]);
}
