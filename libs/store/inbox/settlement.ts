import type { Instant, WaitOwner } from '#domain/lifecycle/agenda';
import type { ClockKind } from '#domain/lifecycle/opening';
import type { Ending, Stage } from '#domain/lifecycle/stages';
import type { Queryable } from '../queryable.js';

/** Where a case stands, and whether it has settled there. */
export interface Settlement {
  readonly number: string;
  /** All that came in was delivered, all that is to go out was sent, and the case waits or has ended. */
  readonly settled: boolean;
  readonly clock: ClockKind;
  readonly stage: Stage;
  readonly waitingOn: WaitOwner | null;
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
    `select g.number, g.clock, g.stage, g.ending, g.waiting_for as "waitingFor",
            g.waiting_on as "waitingOn", g.clock_at as "clockAt", g.next_due_at as "nextDueAt",
            g.delivered_message_no >= g.last_message_no
            and (g.waiting_for is not null or g.ending is not null)
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
