import type { Instant } from '#domain/lifecycle/agenda';
import type { StepOutcome } from '#domain/lifecycle/step';
import type { Queryable } from '../queryable.js';
import { Conditions } from './conditions.js';

/** A task as far as waiting times need it. */
export interface TaskTimes {
  readonly kind: string;
  readonly stage: string;
  readonly openedAt: Instant;
  readonly dueAt: Instant | null;
  readonly claimedAt: Instant | null;
  readonly decidedAt: Instant | null;
  readonly decidedBy: string | null;
  readonly cancelled: boolean;
}

/** What the steps of a case left of its position, in their order, and its tasks. */
export interface CaseSteps {
  readonly number: string;
  readonly amountMinor: number;
  readonly steps: readonly Pick<StepOutcome, 'at' | 'place' | 'wait'>[];
  readonly tasks: readonly TaskTimes[];
}

const PAGE = 500;
const utc = (column: string) =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The steps and tasks of every case of a book or product, page by page in order of their numbers. */
export async function* readStepsOfCases(
  store: Queryable,
  filter: { readonly book?: string | undefined; readonly product?: string | undefined },
): AsyncGenerator<CaseSteps> {
  for (let after = ''; ;) {
    const conditions = new Conditions()
      .add('g.book = ?', filter.book)
      .add('g.product = ?', filter.product)
      .add('g.number > ?', after);
    const { rows } = await store.query<CaseSteps>(statement(conditions.where), conditions.values);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.number;
  }
}

function statement(where: string): string {
  return `
    select g.number, g.amount_minor as "amountMinor", steps.steps, tasks.tasks
    from aval.guarantee g
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('at', s.result -> 'at', 'place', s.result -> 'place',
        'wait', s.result -> 'wait') order by s.no), '[]') as steps
      from aval.step s where s.guarantee = g.number
    ) steps
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('kind', t.kind, 'stage', t.stage,
        'openedAt', ${utc('t.opened_at')}, 'dueAt', ${utc('t.due_at')}, 'claimedAt', ${utc('t.claimed_at')},
        'decidedAt', ${utc('t.decided_at')}, 'decidedBy', t.decided_by, 'cancelled', t.status = 'cancelled')
        order by t.opened_at, t.id), '[]') as tasks
      from aval.task t where t.guarantee = g.number
    ) tasks
    ${where} order by g.number limit ${PAGE}`;
}
