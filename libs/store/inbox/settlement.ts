import type { Instant } from '#domain/lifecycle/agenda';
import type { Ending } from '#domain/lifecycle/stages';
import type { Queryable } from '../queryable.js';

/** Whether all that came in was delivered and all that is to go out was sent. */
export interface Settlement {
  readonly number: string;
  readonly settled: boolean;
  readonly ending: Ending | null;
  readonly waitingFor: string | null;
  readonly clockAt: Instant;
  readonly nextDueAt: Instant | null;
}

/** How far these cases have settled; one statement for any number of them. */
export async function readSettlements(
  store: Queryable,
  numbers: readonly string[],
): Promise<Settlement[]> {
  const read = await store.query<
    Omit<Settlement, 'clockAt' | 'nextDueAt'> & { clockAt: Date; nextDueAt: Date | null }
  >(
    `select g.number, g.ending, g.waiting_for as "waitingFor", g.clock_at as "clockAt",
            g.next_due_at as "nextDueAt",
            g.delivered_message_no >= g.last_message_no
            and not exists (select 1 from aval.outbox o
                             where o.guarantee = g.number and o.status in ('pending', 'unknown')) as settled
       from aval.guarantee g where g.number = any ($1)`,
    [numbers],
  );
  return read.rows.map((row) => ({
    ...row,
    clockAt: row.clockAt.toISOString(),
    nextDueAt: row.nextDueAt?.toISOString() ?? null,
  }));
}
