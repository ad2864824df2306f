import type { Queryable } from '../queryable.js';

/** A difference between what is kept of a stage's duration and what its events say. */
export interface EdgeDifference {
  readonly what: 'edge' | 'rollup';
  readonly where: string;
  readonly kept: string | null;
  readonly rebuilt: string | null;
}

/**
 * Derives the edges again from the process events, and the roll-ups again from the edges, and lists every difference.
 * Reads every event: for audits, not for screens.
 */
export async function verifyEdges(db: Queryable): Promise<EdgeDifference[]> {
  const differences: EdgeDifference[] = [];
  for (const sql of [edgesOfEvents, rollupsOfEdges]) {
    differences.push(...(await db.query<EdgeDifference>(sql)).rows);
  }
  return differences;
}

/** A stay begins with the first event of its place and ends with the first event of the next one. */
const edgesOfEvents = `
  with placed as (
    select guarantee, no, stage, occurred_at,
      stage is distinct from lag(stage) over life as is_entry
    from aval.process_event window life as (partition by guarantee order by no)
  ), entries as (
    select guarantee, no, stage, occurred_at, lag(stage) over life as came_from,
      lag(occurred_at) over life as entered_at, row_number() over life - 1 as place
    from placed where is_entry window life as (partition by guarantee order by no)
  ), worked as (
    select e.guarantee, e.place, sum(round(extract(epoch from done.occurred_at - begun.occurred_at) * 1000)) as ms
    from entries e
    join aval.process_event done on done.guarantee = e.guarantee and done.name = 'TaskDecided'
      and done.stage = e.came_from and done.occurred_at <= e.occurred_at and done.no < e.no
    join lateral (
      select max(b.occurred_at) as occurred_at from aval.process_event b
      where b.guarantee = e.guarantee and b.name = 'TaskClaimed' and b.no < done.no
        and b.data ->> 'task' = done.data ->> 'task'
    ) begun on begun.occurred_at is not null
    join aval.process_event opened on opened.guarantee = e.guarantee and opened.name = 'TaskOpened'
      and opened.data ->> 'task' = done.data ->> 'task' and opened.occurred_at >= e.entered_at
    group by 1, 2
  ), derived as (
    select e.guarantee, e.place, concat_ws(' ', e.came_from, e.stage, e.entered_at, e.occurred_at,
      span.ms - least(span.ms, coalesce(w.ms, 0)), least(span.ms, coalesce(w.ms, 0))) as said
    from entries e left join worked w using (guarantee, place)
    cross join lateral (
      select round(extract(epoch from e.occurred_at - e.entered_at) * 1000) as ms) span
    where e.place > 0
  ), kept as (
    select guarantee, row_number() over (partition by guarantee order by no) as place,
      concat_ws(' ', from_place, to_place, entered_at, left_at, waited_ms, worked_ms) as said
    from aval.edge_fact
  )
  select 'edge' as what, concat_ws(' / ', guarantee, place) as where, kept.said as kept, derived.said as rebuilt
  from kept full join derived using (guarantee, place) where kept.said is distinct from derived.said`;

const rollupsOfEdges = `
  with folded as (
    select f.book, f.product, f.from_place, f.to_place, (f.left_at at time zone b.time_zone)::date as day,
      aval.duration_bin(f.waited_ms + f.worked_ms) as bin,
      concat_ws(' ', count(*), sum(f.waited_ms), sum(f.worked_ms),
        sum((f.waited_ms + f.worked_ms)::numeric * (f.waited_ms + f.worked_ms)), min(f.waited_ms + f.worked_ms),
        max(f.waited_ms + f.worked_ms)) as said
    from aval.edge_fact f join aval.book b on b.id = f.book
    where not exists (
      select from aval.edge_unfolded u where u.guarantee = f.guarantee and u.no = f.no)
    group by 1, 2, 3, 4, 5, 6
  ), kept as (
    select book, product, from_place, to_place, day, bin,
      concat_ws(' ', edges, waited_ms, worked_ms, squares, least_ms, most_ms) as said
    from aval.edge_rollup
  )
  select 'rollup' as what, concat_ws(' / ', book, product, from_place, to_place, day, bin) as where,
    kept.said as kept, folded.said as rebuilt
  from kept full join folded using (book, product, from_place, to_place, day, bin)
  where kept.said is distinct from folded.said`;
