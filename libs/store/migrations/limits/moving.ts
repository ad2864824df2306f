/** How headroom is taken and given: one door, exact under concurrency, in one order of locks. */
export const moving = `
-- Takes of one stripe alone, within its quota; false where that does not do.
create function aval.add_to_book_stripe(of_book text, of_stripe smallint, added bigint[], judged bigint,
    is_gross boolean, is_limited boolean) returns boolean language plpgsql as $$
begin
  update aval.limit_book_sum set
    committed_gross = committed_gross + added[1], committed_own = committed_own + added[2],
    committed_balance_minor = committed_balance_minor + added[3], committed_small_minor = committed_small_minor + added[4],
    committed_customers = committed_customers + added[5],
    committed_small_customers = committed_small_customers + added[6],
    reported_gross = reported_gross + added[7], reported_own = reported_own + added[8],
    reported_balance_minor = reported_balance_minor + added[9], reported_small_minor = reported_small_minor + added[10],
    reported_customers = reported_customers + added[11], reported_small_customers = reported_small_customers + added[12]
  where book = of_book and stripe = of_stripe and (not is_limited or judged <= 0
    or judged + case when is_gross then committed_gross else committed_own end <= quota);
  return found;
end $$;

create function aval.add_to_cap_stripe(of_book text, of_dimension text, of_key text, of_stripe smallint,
    added bigint[], judged bigint, is_gross boolean, is_limited boolean) returns boolean language plpgsql as $$
begin
  update aval.limit_cap_sum set
    committed_gross_minor = committed_gross_minor + added[1], committed_own_minor = committed_own_minor + added[2],
    reported_gross_minor = reported_gross_minor + added[3], reported_own_minor = reported_own_minor + added[4]
  where book = of_book and dimension = of_dimension and key = of_key and stripe = of_stripe
    and (not is_limited or judged <= 0
      or judged + case when is_gross then committed_gross_minor else committed_own_minor end <= quota);
  return found;
end $$;

-- Where a stripe's quota is used up: all stripes locked in their order, the true sum held to the limit, what is left
-- shared out anew. Above ten times it is held to the test of the fifteen times as well, on the locked sums.
create function aval.add_to_whole_book(of_book text, of_stripe smallint, added bigint[], judged bigint,
    is_gross boolean, base_limit bigint, its_limit bigint, is_checked boolean, small_balance_bps integer,
    small_customers_bps integer) returns boolean language plpgsql as $$
declare total bigint; t record;
begin
  perform from aval.limit_book_sum where book = of_book order by stripe for update;
  select sum(case when is_gross then committed_gross else committed_own end) + judged as judged,
    sum(committed_balance_minor) + added[3] as balance, sum(committed_small_minor) + added[4] as small,
    sum(committed_customers) + added[5] as customers, sum(committed_small_customers) + added[6] as small_customers
    into t from aval.limit_book_sum where book = of_book;
  total := t.judged;
  if is_checked and judged > 0 and (total > its_limit or (total > base_limit
      and (t.small * 10000 < t.balance * small_balance_bps
        or t.small_customers * 10000 < t.customers * small_customers_bps))) then
    return false;
  end if;
  perform aval.add_to_book_stripe(of_book, of_stripe, added, judged, is_gross, false);
  update aval.limit_book_sum set quota = case when is_gross then committed_gross else committed_own end
      + floor((base_limit - total)::numeric / 16) where book = of_book;
  return true;
end $$;

create function aval.add_to_whole_cap(of_book text, of_dimension text, of_key text, of_stripe smallint,
    added bigint[], judged bigint, is_gross boolean, its_limit bigint, is_checked boolean)
  returns boolean language plpgsql as $$
declare total bigint;
begin
  perform from aval.limit_cap_sum where book = of_book and dimension = of_dimension and key = of_key
    order by stripe for update;
  select sum(case when is_gross then committed_gross_minor else committed_own_minor end) + judged into total
    from aval.limit_cap_sum where book = of_book and dimension = of_dimension and key = of_key;
  if is_checked and judged > 0 and total > its_limit then return false; end if;
  perform aval.add_to_cap_stripe(of_book, of_dimension, of_key, of_stripe, added, judged, is_gross, false);
  update aval.limit_cap_sum set quota = case when is_gross then committed_gross_minor else committed_own_minor end
      + floor((its_limit - total)::numeric / 16)
    where book = of_book and dimension = of_dimension and key = of_key;
  return true;
end $$;

-- Moves a guarantee from one commitment to another, with all sums that it is part of, or leaves everything, locks
-- too, as it was: 'taken'; 'stale' where another came first; 'scarce' where a stripe does not do, to be asked again for
-- the whole; 'exceeded'. Locks the customer, its group, then the caps by name, the book last: one order for all,
-- each for the rest of the transaction.
create function aval.move_commitment(of_book text, of_guarantee text, of_customer bigint, of_class text, places text[],
    before bigint[], after bigint[], until date, of_stripe smallint, is_checked boolean, is_scarce boolean,
    is_gross boolean, customer_version integer, customer_use bigint[],
    of_group bigint, group_added bigint[], group_limit bigint,
    cap_dimensions text[], cap_keys text[], cap_added bigint[], caps_gross boolean[], cap_limits bigint[],
    book_added bigint[], base_limit bigint, its_limit bigint, small_balance_bps integer, small_customers_bps integer)
  returns text language plpgsql security definer set search_path = pg_catalog, pg_temp
  set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare fits boolean; judged bigint;
begin
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
      where guarantee = of_guarantee and reserved_gross_minor = before[1] and reserved_own_minor = before[2]
        and undrawn_gross_minor = before[3] and undrawn_own_minor = before[4]
        and outstanding_gross_minor = before[5] and outstanding_own_minor = before[6];
    end if;
    if not found then raise exception using errcode = 'AV001', message = 'stale'; end if;
    if of_group is not null then
      update aval.limit_group set committed_gross = committed_gross + group_added[1],
        committed_own = committed_own + group_added[2], reported_gross = reported_gross + group_added[3],
        reported_own = reported_own + group_added[4]
      where id = of_group and merged_into is null and (not is_checked or group_limit is null
        or case when is_gross then group_added[1] <= 0 or committed_gross + group_added[1] <= group_limit
          else group_added[2] <= 0 or committed_own + group_added[2] <= group_limit end);
      if not found then raise exception using errcode = 'AV001', message = 'stale'; end if;
    end if;
    for i in 1 .. coalesce(cardinality(cap_dimensions), 0) loop
      judged := case when caps_gross[i] then cap_added[1] else cap_added[2] end;
      if is_scarce and judged > 0 and cap_limits[i] is not null then
        fits := aval.add_to_whole_cap(of_book, cap_dimensions[i], cap_keys[i], of_stripe, cap_added, judged,
          caps_gross[i], cap_limits[i], is_checked);
      else
        fits := aval.add_to_cap_stripe(of_book, cap_dimensions[i], cap_keys[i], of_stripe, cap_added, judged,
          caps_gross[i], cap_limits[i] is not null);
      end if;
      if not fits then
        raise exception using errcode = 'AV001', message = case when is_scarce then 'exceeded' else 'scarce' end;
      end if;
    end loop;
    if book_added is not null then
      judged := case when is_gross then book_added[1] else book_added[2] end;
      if is_scarce and judged > 0 and base_limit is not null then
        fits := aval.add_to_whole_book(of_book, of_stripe, book_added, judged, is_gross, base_limit, its_limit,
          is_checked, small_balance_bps, small_customers_bps);
      else
        fits := aval.add_to_book_stripe(of_book, of_stripe, book_added, judged, is_gross, base_limit is not null);
      end if;
      if not fits then
        raise exception using errcode = 'AV001', message = case when is_scarce then 'exceeded' else 'scarce' end;
      end if;
    end if;
  exception when sqlstate 'AV001' then
    return sqlerrm;
  end;
  return 'taken';
end $$;
`;
