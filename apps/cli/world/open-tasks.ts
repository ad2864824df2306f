/** The tasks of a case that wait for somebody, read from PostgreSQL: the world looks often. */
import type { TaskKind } from '#domain/lifecycle/tasks';
import type { Pool } from 'pg';

export interface OpenTask {
  readonly id: string;
  readonly kind: TaskKind;
  readonly role: string;
  /** Who made what the task checks. */
  readonly makers: readonly string[];
  /** Who has voted on it. */
  readonly voters: readonly string[];
}

/** Oldest first. */
export async function readOpenTasks(database: Pool, number: string): Promise<OpenTask[]> {
  const { rows } = await database.query<OpenTask>(
    `select t.id, t.kind, t.role, t.makers,
            array(select v.member from aval.vote v where v.task = t.id) as voters
       from aval.task t where t.guarantee = $1 and t.status in ('open', 'claimed')
      order by t.opened_at, t.id`,
    [number],
  );
  return rows;
}
