import type { Instant, WaitOwner } from '#domain/lifecycle/agenda';
import type { Queryable } from '../queryable.js';

/** An answer that a case expects of a partner beside what it waits for: the letter's return, a filing. */
export interface ExpectedAnswer {
  readonly for: string;
  readonly on: WaitOwner;
  readonly since: Instant;
  readonly dueAt: Instant;
}

/** The answers that are still expected: none of an ended case, however many were open at its ending. */
export async function listExpectedAnswers(
  store: Queryable,
  number: string,
): Promise<ExpectedAnswer[]> {
  const found = await store.query<Omit<ExpectedAnswer, 'since'> & { since: Date }>(
    `select last.subject as "for", last.data ->> 'on' as "on", last.data ->> 'dueAt' as "dueAt",
            last.occurred_at as since
       from (select distinct on (f.subject) f.* from aval.fact f
              where f.guarantee = $1 and f.kind in ('answerExpected', 'answerSettled')
              order by f.subject, f.no desc) last
       join aval.guarantee g on g.number = last.guarantee
      where last.kind = 'answerExpected' and g.ending is null
      order by last.no`,
    [number],
  );
  return found.rows.map((row) => ({ ...row, since: row.since.toISOString() }));
}
