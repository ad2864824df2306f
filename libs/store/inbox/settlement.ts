import type { Instant, WaitOwner } from '#domain/lifecycle/agenda';
import type { ClockKind } from '#domain/lifecycle/opening';
import type { MessageKind } from '#domain/lifecycle/messages';
import { receptionOf } from '#domain/lifecycle/reception';
import type { Ending, Stage } from '#domain/lifecycle/stages';
import type { Queryable } from '../queryable.js';

/** Where a case stands, and whether it has settled there. */
export interface Settlement {
  readonly number: string;
  /**
   * All that came in was taken (but for facts held for a later stage), all that is to go out was sent, and the
   * case waits or has ended.
   */
  readonly settled: boolean;
  readonly version: number;
  readonly clock: ClockKind;
  readonly stage: Stage;
  readonly waitingOn: WaitOwner | null;
  readonly ending: Ending | null;
  readonly waitingFor: string | null;
  readonly clockAt: Instant;
  readonly nextDueAt: Instant | null;
}

type SettlementRow = Omit<Settlement, 'clockAt' | 'nextDueAt'> & {
  readonly clockAt: Date;
  readonly nextDueAt: Date | null;
  /** Kinds of the facts that no step has taken yet. */
  readonly untaken: readonly MessageKind[];
};

/** How far these cases have settled; one statement for any number of them. */
export async function readSettlements(
  store: Queryable,
  numbers: readonly string[],
): Promise<Settlement[]> {
  const read = await store.query<SettlementRow>(
    `select g.number, g.version, g.clock, g.stage, g.ending, g.waiting_for as "waitingFor",
            g.waiting_on as "waitingOn", g.clock_at as "clockAt", g.next_due_at as "nextDueAt",
            array(select i.kind from aval.inbox i
                   where i.guarantee = g.number and i.status in ('received', 'delivered')) as untaken,
            g.delivered_message_no >= g.last_message_no
            and (g.waiting_for is not null or g.ending is not null)
            and not exists (select 1 from aval.outbox o
                             where o.guarantee = g.number and o.status in ('pending', 'unknown')) as settled
       from aval.guarantee g where g.number = any ($1)`,
    [numbers],
  );
  return read.rows.map(settlementOf);
}

function settlementOf({ untaken, ...row }: SettlementRow): Settlement {
  const place = row.ending ?? row.stage;
  return {
    ...row,
    settled: row.settled && untaken.every((kind) => receptionOf(place, kind) === 'later'),
    clockAt: row.clockAt.toISOString(),
    nextDueAt: row.nextDueAt?.toISOString() ?? null,
  };
}
