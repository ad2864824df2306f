import type { WaitedCase } from '#domain/lifecycle/logged-case';
import type { Pool } from 'pg';
import { eachPiece, inSnapshot, type LogSelection } from './own-log.js';

/** Hands over the waits of all cases, a thousand cases at a time, from one snapshot of the books. */
export async function streamOwnWaits(
  pool: Pool,
  { book, product }: LogSelection,
  take: (rows: readonly WaitedCase[]) => void,
): Promise<void> {
  await inSnapshot(pool, (client) =>
    eachPiece(client, waitsOfCases, [book ?? null, product ?? null], take, 1000),
  );
}

const iso = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const waitsOfCases = `
  select g.number, g.amount_minor as "amountMinor",
    coalesce((
      select json_agg(json_build_object('at', s.at, 'place', s.place, 'wait', s.wait) order by s.no)
      from (
        select no, result ->> 'at' as at, result ->> 'place' as place, result -> 'wait' as wait,
          (result ->> 'place', result -> 'wait') is distinct from
            lag((result ->> 'place', result -> 'wait')) over (order by no) as is_change
        from aval.step where guarantee = g.number
      ) s where s.is_change
    ), '[]') as steps,
    coalesce((
      select json_agg(json_build_object('kind', t.kind, 'stage', t.stage, 'openedAt', ${iso('t.opened_at')},
        'dueAt', ${iso('t.due_at')}, 'claimedAt', ${iso('t.claimed_at')}, 'decidedAt', ${iso('t.decided_at')},
        'decidedBy', t.decided_by, 'cancelled', t.status = 'cancelled') order by t.opened_at, t.id)
      from aval.task t where t.guarantee = g.number
    ), '[]') as tasks
  from aval.guarantee g
  where ($1::text is null or g.book = $1) and ($2::text is null or g.product = $2) order by g.number`;
