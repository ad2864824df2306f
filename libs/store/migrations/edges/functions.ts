/** What one edge adds to its roll-up; `f` is its row in aval.edge_fact, `b` its book. */
const grouped = `
  select f.book, f.product, f.from_place, f.to_place, (f.left_at at time zone b.time_zone)::date,
    aval.duration_bin(f.waited_ms + f.worked_ms), count(*), sum(f.waited_ms), sum(f.worked_ms),
    sum((f.waited_ms + f.worked_ms)::numeric * (f.waited_ms + f.worked_ms)), min(f.waited_ms + f.worked_ms), max(f.waited_ms + f.worked_ms)
  from aval.edge_fact f join aval.book b on b.id = f.book`;

/** Bins, the queue's trigger, the fold and the rebuild. */
export const edgeFunctions = `
-- The bin of a duration, in whole numbers alone, so that every machine agrees: each millisecond up to 127, from there
-- 64 bins to every doubling. A bin's middle is off by at most 1/128 of what fell into it.
create function aval.duration_bin(of_ms bigint) returns integer language sql immutable strict parallel safe as $$
  select case when of_ms < 128 then of_ms::integer else (
    select 64 * e + (of_ms >> e)::integer
    from (select length(ltrim(of_ms::bit(64)::text, '0')) - 7) as octave (e)) end
$$;

create function aval.queue_edge() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  insert into aval.edge_unfolded values (new.guarantee, new.no);
  return null;
end $$;
create trigger queued after insert on aval.edge_fact for each row execute function aval.queue_edge();

-- Adds to the roll-ups every edge that is committed and not in them, each exactly once: the queue's row goes in the
-- transaction that adds it. Answers how many edges it added; none while another fold is at it.
create function aval.fold_edges() returns bigint language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare folded bigint;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('aval fold edges', 0)) then return 0; end if;
  with taken as (
    delete from aval.edge_unfolded returning guarantee, no
  ), added as (
    insert into aval.edge_rollup as r (book, product, from_place, to_place, day, bin, edges, waited_ms, worked_ms,
      squares, least_ms, most_ms)
    ${grouped} join taken on taken.guarantee = f.guarantee and taken.no = f.no
    group by 1, 2, 3, 4, 5, 6
    on conflict (book, product, from_place, to_place, day, bin) do update set
      edges = r.edges + excluded.edges, waited_ms = r.waited_ms + excluded.waited_ms,
      worked_ms = r.worked_ms + excluded.worked_ms, squares = r.squares + excluded.squares,
      least_ms = least(r.least_ms, excluded.least_ms), most_ms = greatest(r.most_ms, excluded.most_ms)
  )
  select count(*) into folded from taken;
  return folded;
end $$;

-- Makes the roll-ups anew from the edges. Stages that change meanwhile wait until it is done.
create function aval.rebuild_edge_rollups() returns void language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  lock table aval.edge_fact in share mode;
  lock table aval.edge_unfolded in access exclusive mode;
  delete from aval.edge_unfolded;
  delete from aval.edge_rollup;
  insert into aval.edge_rollup ${grouped} group by 1, 2, 3, 4, 5, 6;
end $$;
`;
