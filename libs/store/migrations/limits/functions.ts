/** How the application's role touches the sums: opening a book, reading a standing, taking and giving headroom. */
export const functions = `
create function aval.open_limit_book() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  insert into aval.limit_book (book) values (new.id);
  perform aval.open_limit_counter(new.id, 'book', '', 12);
  return null;
end $$;

create function aval.open_limit_counter(of_book text, of_dimension text, of_key text, width integer) returns void
  language sql as $$
  insert into aval.limit_counter (book, dimension, key, stripe, use)
  select of_book, of_dimension, of_key, stripe, array_fill(0::bigint, array[width])
  from generate_series(0, 15) as stripe on conflict do nothing
$$;

create function aval.add_limit_use(one bigint[], other bigint[]) returns bigint[] language plpgsql immutable strict
  as $$
begin
  for i in 1 .. cardinality(one) loop one[i] := one[i] + other[i]; end loop;
  return one;
end $$;

-- Those who take headroom hold this book's limits as they are; a change of net assets or caps waits for them, and
-- they for it. Held for a transaction of milliseconds, never across a workflow.
create function aval.hold_limits(of_book text) returns void language sql as $$
  select pg_advisory_xact_lock_shared(hashtextextended(of_book, 2))
$$;

-- All that the limits of one guarantee are judged on, as committed at this moment. With 'is_contended' the customer's
-- sums are locked first: for whoever met another on the way.
create function aval.limit_standing(of_book text, of_guarantee text, of_customer bigint, places text[],
    is_contended boolean) returns json language plpgsql security definer set search_path = pg_catalog, pg_temp
  set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare found_standing json;
begin
  perform aval.hold_limits(of_book);
  if is_contended then
    perform from aval.limit_customer where customer = of_customer and book = of_book for update;
  end if;
  select json_build_object(
    'basis', json_build_object('netAssetsMinor', b.net_assets_minor, 'holdingsMinor', b.holdings_minor,
      'thresholdBasis', b.threshold_basis, 'reservationDays', b.reservation_days, 'nearBps', b.near_bps),
    'commitment', (select to_json(c) from aval.limit_commitment c where guarantee = of_guarantee),
    'customer', (select json_build_object('version', c.version, 'use', c.use,
        'group', (select json_build_object('id', g.id, 'use', g.use) from aval.limit_group own
          join aval.limit_group g on g.id = coalesce(own.merged_into, own.id) where own.id = c.group_id))
      from aval.limit_customer c where customer = of_customer and book = of_book),
    'book', (select array[sum(use[1]), sum(use[2]), sum(use[3]), sum(use[4]), sum(use[5]), sum(use[6]),
        sum(use[7]), sum(use[8]), sum(use[9]), sum(use[10]), sum(use[11]), sum(use[12])]
      from aval.limit_counter where book = of_book and dimension = 'book' and key = ''),
    'caps', (select json_agg(json_build_object('dimension', cap.dimension, 'key', cap.key, 'counts', cap.counts,
        'amountMinor', cap.amount_minor, 'bps', cap.of_net_assets_bps,
        'use', (select array[sum(use[1]), sum(use[2]), sum(use[3]), sum(use[4])] from aval.limit_counter c
          where c.book = cap.book and c.dimension = cap.dimension and c.key = cap.key))
        order by cap.dimension, cap.key)
      from aval.limit_cap cap where cap.book = of_book and case cap.dimension
        when 'product' then cap.key = places[1] when 'sector' then cap.key = places[2]
        when 'bank' then cap.key = places[3] when 'programme' then cap.key = places[4]
        else starts_with(places[5], cap.key) end)
  ) into found_standing from aval.limit_book b where b.book = of_book;
  return found_standing;
end $$;

-- Adds to one sum. Checked, it stays within the limit, exactly: the stripe takes what its quota allows, and where that
-- does not do, all stripes are locked in their order, the true sum is held to the limit, and the rest is shared out anew.
create function aval.add_to_limit(of_book text, of_dimension text, of_key text, of_stripe smallint, added bigint[],
    judged integer, base_limit bigint, its_limit bigint, is_checked boolean,
    small_balance_bps integer, small_customers_bps integer)
  returns void language plpgsql as $$
declare total bigint[]; slack bigint;
begin
  if base_limit is null or added[judged] <= 0 then
    update aval.limit_counter set use = aval.add_limit_use(use, added)
    where book = of_book and dimension = of_dimension and key = of_key and stripe = of_stripe;
    return;
  end if;
  begin
    update aval.limit_counter set use = aval.add_limit_use(use, added)
    where book = of_book and dimension = of_dimension and key = of_key and stripe = of_stripe
      and use[judged] + added[judged] <= quota;
    if not found then
      -- Rolls the stripe's lock back too: whoever goes on to all stripes holds none of them.
      raise exception using errcode = 'AV002';
    end if;
    return;
  exception when sqlstate 'AV002' then
    null;
  end;
  perform from aval.limit_counter
    where book = of_book and dimension = of_dimension and key = of_key order by stripe for update;
  select array_agg(summed order by i) into total from (
    select i, sum(amount)::bigint as summed from aval.limit_counter, unnest(use) with ordinality as u (amount, i)
    where book = of_book and dimension = of_dimension and key = of_key group by i) as sums;
  total := aval.add_limit_use(total, added);
  if is_checked and (total[judged] > its_limit or (total[judged] > base_limit
      and not (total[4] * 10000 >= total[3] * small_balance_bps
        and total[6] * 10000 >= total[5] * small_customers_bps))) then
    raise exception using errcode = 'AV001', message = 'exceeded';
  end if;
  slack := floor((base_limit - total[judged])::numeric / 16);
  update aval.limit_counter
    set use = case when stripe = of_stripe then aval.add_limit_use(use, added) else use end,
      quota = slack + use[judged] + case when stripe = of_stripe then added[judged] else 0 end
    where book = of_book and dimension = of_dimension and key = of_key;
end $$;

-- Moves a guarantee from one commitment to another, with all sums that it is part of, or leaves everything as it was:
-- 'taken', 'exceeded', or 'stale' where another came first. Locks the customer, its group, then the sums by name, the
-- book's last: one order for all, each for the rest of the transaction.
create function aval.move_commitment(of_book text, of_guarantee text, of_customer bigint, of_class text, places text[],
    before bigint[], after bigint[], until date, of_stripe smallint, is_checked boolean,
    customer_version integer, customer_use bigint[], of_group bigint, group_added bigint[], group_judged integer,
    group_limit bigint, dimensions text[], keys text[], added text[], judged integer[], base_limits bigint[],
    limits bigint[], small_balance_bps integer, small_customers_bps integer)
  returns text language plpgsql security definer set search_path = pg_catalog, pg_temp
  set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
begin
  perform aval.hold_limits(of_book);
  begin
    if customer_version = 0 then
      insert into aval.limit_customer (customer, book, version, use) values (of_customer, of_book, 1, customer_use)
      on conflict do nothing;
    else
      update aval.limit_customer set use = customer_use, version = version + 1
      where customer = of_customer and book = of_book and version = customer_version;
    end if;
    if not found then raise exception using errcode = 'AV001', message = 'stale'; end if;
    if before is null then
      insert into aval.limit_commitment values (of_guarantee, of_book, of_customer, of_class, places[1], places[2],
        places[3], places[4], places[5], of_stripe, after[1], after[2], after[3], after[4], after[5], after[6], until)
      on conflict do nothing;
    else
      update aval.limit_commitment set reserved_gross_minor = after[1], reserved_own_minor = after[2],
        undrawn_gross_minor = after[3], undrawn_own_minor = after[4], outstanding_gross_minor = after[5],
        outstanding_own_minor = after[6], reserved_until = until, updated_at = clock_timestamp()
      where guarantee = of_guarantee and array[reserved_gross_minor, reserved_own_minor, undrawn_gross_minor,
        undrawn_own_minor, outstanding_gross_minor, outstanding_own_minor] = before;
    end if;
    if not found then raise exception using errcode = 'AV001', message = 'stale'; end if;
    if of_group is not null then
      update aval.limit_group set use = aval.add_limit_use(use, group_added)
      where id = of_group and merged_into is null;
      if not found then raise exception using errcode = 'AV001', message = 'stale'; end if;
      if is_checked and exists (select from aval.limit_group
          where id = of_group and group_added[group_judged] > 0 and use[group_judged] > group_limit) then
        raise exception using errcode = 'AV001', message = 'exceeded';
      end if;
    end if;
    for i in 1 .. coalesce(cardinality(dimensions), 0) loop
      perform aval.add_to_limit(of_book, dimensions[i], keys[i], of_stripe, added[i]::bigint[], judged[i],
        base_limits[i], limits[i], is_checked, small_balance_bps, small_customers_bps);
    end loop;
  exception when sqlstate 'AV001' then
    return sqlerrm;
  end;
  return 'taken';
end $$;

-- A customer declares relations: all who share one of them are one group of related debtors, dated, for good. 'added'
-- is what the customer brings into its first group. The customer's sums are locked by the caller.
create function aval.declare_related(of_book text, of_customer bigint, no_use bigint[], added bigint[],
    kinds text[], the_values text[], on_day date, by_guarantee text) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare roots bigint[]; target bigint; other bigint; present bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended(of_book, 3));
  insert into aval.limit_link (book, kind, value, customer, since, declared_in)
    select of_book, kind, value, of_customer, on_day, by_guarantee from unnest(kinds, the_values) as l (kind, value)
    on conflict do nothing;
  insert into aval.limit_customer (customer, book, version, use) values (of_customer, of_book, 1, no_use)
    on conflict do nothing;
  select coalesce(g.merged_into, g.id) into present from aval.limit_customer c join aval.limit_group g
    on g.id = c.group_id where c.customer = of_customer and c.book = of_book;
  select array_agg(distinct coalesce(g.merged_into, g.id) order by coalesce(g.merged_into, g.id)) into roots
    from unnest(kinds, the_values) as declared (kind, value)
    join aval.limit_link l on l.kind = declared.kind and l.value = declared.value and l.book = of_book
    join aval.limit_customer c on c.customer = l.customer and c.book = of_book
    join aval.limit_group g on g.id = c.group_id;
  if present is not null and not present = any (coalesce(roots, '{}')) then roots := roots || present; end if;
  if roots is null then
    insert into aval.limit_group (book, use) values (of_book, array_fill(0::bigint, array[cardinality(added)]))
      returning id into target;
    roots := array[target];
  end if;
  perform from aval.limit_group where id = any (roots) order by id for update;
  select min(id) into target from unnest(roots) as id;
  if present is null then
    update aval.limit_group set use = aval.add_limit_use(use, added) where id = target;
    update aval.limit_customer set group_id = target, version = version + 1
      where customer = of_customer and book = of_book;
  end if;
  foreach other in array roots loop
    continue when other = target;
    update aval.limit_group set use = aval.add_limit_use(use, (select use from aval.limit_group where id = other))
      where id = target;
    update aval.limit_group set merged_into = target,
      use = array_fill(0::bigint, array[cardinality(added)]) where id = other;
    update aval.limit_group set merged_into = target where merged_into = other;
  end loop;
  return target;
end $$;
`;
