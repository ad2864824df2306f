/** Maker and checker of what a book's limits are parts of: the one door by which it comes into force. */
export const proposals = `
create function aval.keep_limit_proposal() returns trigger language plpgsql as $$
begin
  if tg_op <> 'UPDATE' or old.outcome is not null
    or (new.book, new.kind, new.data, new.as_of, new.source, new.proposed_by, new.proposed_at)
      is distinct from (old.book, old.kind, old.data, old.as_of, old.source, old.proposed_by, old.proposed_at) then
    raise exception 'a limit proposal is decided once and never rewritten' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger kept before update or delete on aval.limit_proposal
  for each row execute function aval.keep_limit_proposal();
create trigger append_only before update or delete or truncate on aval.limit_link
  for each statement execute function aval.refuse_rewrite();

-- Decides a proposal; confirmed, it is in force from here on: new reservations wait for this transaction. Answers
-- nothing where it was decided before. That maker and checker differ is a constraint of the table.
create function aval.decide_limit_proposal(of_proposal bigint, the_outcome text, by_person text) returns text
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare p aval.limit_proposal;
begin
  update aval.limit_proposal set outcome = the_outcome, decided_by = by_person, decided_at = clock_timestamp()
    where id = of_proposal and outcome is null returning * into p;
  if p.id is null then return null; end if;
  if the_outcome = 'rejected' then return p.book; end if;
  perform pg_advisory_xact_lock(hashtextextended(p.book, 2));
  case p.kind
    when 'netAssets' then
      -- The newest day counts, whatever the order of confirming.
      update aval.limit_book set net_assets_minor = (p.data ->> 'amountMinor')::bigint, net_assets_on = p.as_of
        where book = p.book and (net_assets_on is null or net_assets_on <= p.as_of);
    when 'holdings' then
      update aval.limit_book set holdings_minor = (p.data ->> 'amountMinor')::bigint, holdings_on = p.as_of
        where book = p.book and (holdings_on is null or holdings_on <= p.as_of);
    when 'terms' then
      update aval.limit_book set
        threshold_basis = coalesce(p.data ->> 'thresholdBasis', threshold_basis),
        reservation_days = coalesce((p.data ->> 'reservationDays')::integer, reservation_days),
        near_bps = coalesce((p.data ->> 'nearBps')::integer, near_bps) where book = p.book;
    when 'cap' then perform aval.put_limit_cap(p.book, p.data);
    when 'capLifted' then
      delete from aval.limit_cap
        where book = p.book and dimension = p.data ->> 'dimension' and key = p.data ->> 'key';
  end case;
  update aval.limit_book set version = version + 1 where book = p.book;
  -- Quotas were parts of the former limits: whoever comes next shares out anew.
  update aval.limit_book_sum set quota = null where book = p.book;
  update aval.limit_cap_sum set quota = null where book = p.book;
  return p.book;
end $$;

-- A cap comes into force with what is under it already.
create function aval.put_limit_cap(of_book text, cap jsonb) returns void language plpgsql as $$
declare under bigint[];
begin
  insert into aval.limit_cap (book, dimension, key, counts, amount_minor, of_net_assets_bps)
  values (of_book, cap ->> 'dimension', cap ->> 'key', cap ->> 'counts', (cap ->> 'amountMinor')::bigint,
    (cap ->> 'ofNetAssetsBps')::integer)
  on conflict (book, dimension, key) do update set counts = excluded.counts, amount_minor = excluded.amount_minor,
    of_net_assets_bps = excluded.of_net_assets_bps;
  insert into aval.limit_cap_sum (book, dimension, key, stripe)
    select of_book, cap ->> 'dimension', cap ->> 'key', stripe from generate_series(0, 15) as stripe
    on conflict do nothing;
  under := aval.uses_under_cap(of_book, cap ->> 'dimension', cap ->> 'key');
  update aval.limit_cap_sum set
    committed_gross_minor = case stripe when 0 then under[1] else 0 end,
    committed_own_minor = case stripe when 0 then under[2] else 0 end,
    reported_gross_minor = case stripe when 0 then under[3] else 0 end,
    reported_own_minor = case stripe when 0 then under[4] else 0 end
  where book = of_book and dimension = cap ->> 'dimension' and key = cap ->> 'key';
end $$;

-- Committed gross and own, reported gross and own, of all that stands under a cap.
create function aval.uses_under_cap(of_book text, of_dimension text, of_key text) returns bigint[]
  language sql stable as $$
  select array[
    coalesce(sum(reserved_gross_minor + undrawn_gross_minor + outstanding_gross_minor), 0)::bigint,
    coalesce(sum(reserved_own_minor + undrawn_own_minor + outstanding_own_minor), 0)::bigint,
    coalesce(sum(outstanding_gross_minor), 0)::bigint, coalesce(sum(outstanding_own_minor), 0)::bigint]
  from aval.limit_commitment where book = of_book
    and aval.is_under_cap(of_dimension, of_key, array[product, sector, bank, programme, region])
$$;

create trigger under_limits after insert on aval.book for each row when (new.regime = 'decree683')
  execute function aval.open_limit_book();
insert into aval.limit_book (book) select id from aval.book where regime = 'decree683';
insert into aval.limit_book_sum (book, stripe)
  select book, stripe from aval.limit_book, generate_series(0, 15) as stripe;
`;
