import type { MigrationInterface, QueryRunner } from 'typeorm';
import { functions } from './limits/functions.js';
import { proposals } from './limits/proposals.js';

const columns = `
-- Parts of a limit, in basis points of it: people are warned from the first on, beyond the second nothing new is taken. A
-- cap without its own has the book's; near_bps is the book's warning rate.
alter table aval.limit_book add column stop_bps integer check (stop_bps between 1 and 10000);
alter table aval.limit_cap add column warning_bps integer check (warning_bps between 1 and 10000),
  add column stop_bps integer check (stop_bps between 1 and 10000);
-- A warning: the rule is kept, but used from its warning rate on.
alter table aval.limit_breach add column severity text not null default 'breach'
  check (severity in ('breach', 'warning'));
drop index aval.limit_breach_open;
create unique index limit_breach_open on aval.limit_breach (book, rule, key, severity) where cleared_at is null;
`;

export const standing = `
create or replace function aval.limit_standing(of_book text, of_guarantee text, of_customer bigint, places text[],
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
    'basis', json_build_array(b.net_assets_minor, b.holdings_minor, b.threshold_basis, b.reservation_days, b.near_bps,
      b.stop_bps),
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
        cap_sums -> (dimension || ':' || key), warning_bps, stop_bps) order by dimension, key)
      from aval.limit_cap where book = of_book and aval.is_under_cap(dimension, key, places))
  ) into found_standing from aval.limit_book b where b.book = of_book;
  return found_standing;
end $$;
`;

export const deciding = `
create or replace function aval.decide_limit_proposal(of_proposal bigint, the_outcome text, by_person text) returns text
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
        near_bps = coalesce((p.data ->> 'nearBps')::integer, near_bps),
        -- A null lifts the stop; left out, it stays.
        stop_bps = case when p.data ? 'stopBps' then (p.data ->> 'stopBps')::integer else stop_bps end
        where book = p.book;
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
`;

const capping = `
create or replace function aval.put_limit_cap(of_book text, cap jsonb) returns void language plpgsql as $$
declare under bigint[];
begin
  insert into aval.limit_cap (book, dimension, key, counts, amount_minor, of_net_assets_bps, warning_bps, stop_bps)
  values (of_book, cap ->> 'dimension', cap ->> 'key', cap ->> 'counts', (cap ->> 'amountMinor')::bigint,
    (cap ->> 'ofNetAssetsBps')::integer, (cap ->> 'warningBps')::integer, (cap ->> 'stopBps')::integer)
  on conflict (book, dimension, key) do update set counts = excluded.counts, amount_minor = excluded.amount_minor,
    of_net_assets_bps = excluded.of_net_assets_bps, warning_bps = excluded.warning_bps,
    stop_bps = excluded.stop_bps;
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
`;

const withoutColumns = `
delete from aval.limit_breach where severity = 'warning';
drop index aval.limit_breach_open;
create unique index limit_breach_open on aval.limit_breach (book, rule, key) where cleared_at is null;
alter table aval.limit_breach drop column severity;
alter table aval.limit_cap drop column warning_bps, drop column stop_bps;
alter table aval.limit_book drop column stop_bps;
`;

/** A function as an earlier migration made it. */
function former(text: string, name: string): string {
  const [found] =
    new RegExp(`create function aval\\.${name}\\([\\s\\S]*?\\nend \\$\\$;`).exec(text) ?? [];
  if (found === undefined) throw new Error(`no earlier migration made ${name}`);
  return found.replace('create function', 'create or replace function');
}

/** Warning and stop rates of a book's limits. */
export class LimitRates1700000000360 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(columns);
    await runner.query(standing);
    await runner.query(deciding);
    await runner.query(capping);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(former(functions, 'limit_standing'));
    await runner.query(former(proposals, 'decide_limit_proposal'));
    await runner.query(former(proposals, 'put_limit_cap'));
    await runner.query(withoutColumns);
  }
}
