/** How the application's role touches the sums: opening a book, reading a standing, relating customers. */
export const functions = `
create function aval.open_limit_book() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  insert into aval.limit_book (book) values (new.id);
  insert into aval.limit_book_sum (book, stripe) select new.id, stripe from generate_series(0, 15) as stripe;
  return null;
end $$;

-- All that the limits of one guarantee are judged on, as committed at this moment. Whoever takes headroom holds the
-- book's limits as they are: a change of net assets or caps waits for its transaction of milliseconds, and it for that.
-- 'is_whole' adds the sums of the book and its caps; 'is_contended' locks the customer's sums first.
create function aval.limit_standing(of_book text, of_guarantee text, of_customer bigint, places text[],
    is_whole boolean, is_contended boolean)
  returns json language plpgsql security definer set search_path = pg_catalog, pg_temp
  set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare found_standing json; book_sums json; cap_sums json;
begin
  perform pg_advisory_xact_lock_shared(hashtextextended(of_book, 2));
  if is_contended then
    perform from aval.limit_customer where customer = of_customer and book = of_book for update;
  end if;
  if is_whole then
    select json_build_array(sum(committed_gross), sum(committed_own), sum(committed_balance_minor),
        sum(committed_small_minor), sum(committed_customers), sum(committed_small_customers), sum(reported_gross),
        sum(reported_own), sum(reported_balance_minor), sum(reported_small_minor), sum(reported_customers),
        sum(reported_small_customers))
      into book_sums from aval.limit_book_sum where book = of_book;
    select json_object_agg(s.dimension || ':' || s.key, s.use) into cap_sums from (
      select cap.dimension, cap.key, json_build_array(sum(committed_gross_minor), sum(committed_own_minor),
        sum(reported_gross_minor), sum(reported_own_minor)) as use
      from aval.limit_cap cap join aval.limit_cap_sum s using (book, dimension, key)
      where cap.book = of_book and aval.is_under_cap(cap.dimension, cap.key, places) group by 1, 2) as s;
  end if;
  select json_build_object(
    'basis', json_build_array(b.net_assets_minor, b.holdings_minor, b.threshold_basis, b.reservation_days, b.near_bps),
    'commitment', (select json_build_array(reserved_gross_minor, reserved_own_minor, undrawn_gross_minor,
        undrawn_own_minor, outstanding_gross_minor, outstanding_own_minor, reserved_until)
      from aval.limit_commitment where guarantee = of_guarantee),
    'customer', (select json_build_array(version, use) from aval.limit_customer
      where customer = of_customer and book = of_book),
    'group', (select json_build_array(g.id, g.committed_gross, g.committed_own, g.reported_gross, g.reported_own)
      from aval.limit_customer c join aval.limit_group own on own.id = c.group_id
      join aval.limit_group g on g.id = coalesce(own.merged_into, own.id)
      where c.customer = of_customer and c.book = of_book),
    'book', book_sums,
    'caps', (select json_agg(json_build_array(dimension, key, counts, amount_minor, of_net_assets_bps,
        cap_sums -> (dimension || ':' || key)) order by dimension, key)
      from aval.limit_cap where book = of_book and aval.is_under_cap(dimension, key, places))
  ) into found_standing from aval.limit_book b where b.book = of_book;
  return found_standing;
end $$;

-- Whether a guarantee that stands in these places (product, sector, bank, programme, region) counts under a cap.
create function aval.is_under_cap(dimension text, key text, places text[]) returns boolean language sql immutable as $$
  select case dimension when 'product' then key = places[1] when 'sector' then key = places[2]
    when 'bank' then key = places[3] when 'programme' then key = places[4] else starts_with(places[5], key) end
$$;

-- A customer declares relations: all who share one of them are one group of related debtors, dated, for good. 'added'
-- is what the customer brings into its first group. The customer's sums are locked by the caller.
create function aval.declare_related(of_book text, of_customer bigint, no_use bigint[], added bigint[],
    kinds text[], the_values text[], on_day date, by_guarantee text) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare roots bigint[]; target bigint; present bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended(of_book, 3));
  insert into aval.limit_link (book, kind, value, customer, since, declared_in)
    select of_book, kind, value, of_customer, on_day, by_guarantee from unnest(kinds, the_values) as l (kind, value)
    on conflict do nothing;
  insert into aval.limit_customer (customer, book, version, use) values (of_customer, of_book, 1, no_use)
    on conflict do nothing;
  select coalesce(g.merged_into, g.id) into present from aval.limit_customer c join aval.limit_group g
    on g.id = c.group_id where c.customer = of_customer and c.book = of_book;
  select array_agg(distinct coalesce(g.merged_into, g.id)) into roots
    from unnest(kinds, the_values) as declared (kind, value)
    join aval.limit_link l on l.kind = declared.kind and l.value = declared.value and l.book = of_book
    join aval.limit_customer c on c.customer = l.customer and c.book = of_book
    join aval.limit_group g on g.id = c.group_id;
  if present is not null and not present = any (coalesce(roots, '{}')) then roots := roots || present; end if;
  if roots is null then
    insert into aval.limit_group (book) values (of_book) returning id into target;
    roots := array[target];
  end if;
  perform from aval.limit_group where id = any (roots) order by id for update;
  select min(id) into target from unnest(roots) as id;
  if present is null then
    update aval.limit_group set committed_gross = committed_gross + added[1],
      committed_own = committed_own + added[2], reported_gross = reported_gross + added[3],
      reported_own = reported_own + added[4] where id = target;
    update aval.limit_customer set group_id = target, version = version + 1
      where customer = of_customer and book = of_book;
  end if;
  update aval.limit_group t set committed_gross = s.cg, committed_own = s.co, reported_gross = s.rg,
    reported_own = s.ro from (select sum(committed_gross) as cg, sum(committed_own) as co, sum(reported_gross) as rg,
      sum(reported_own) as ro from aval.limit_group where id = any (roots)) as s where t.id = target;
  update aval.limit_group set merged_into = target, committed_gross = 0, committed_own = 0, reported_gross = 0,
    reported_own = 0 where id = any (roots) and id <> target;
  update aval.limit_group set merged_into = target where merged_into = any (roots);
  return target;
end $$;
`;
