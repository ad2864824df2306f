import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  deciding as formerDeciding,
  standing as formerStanding,
} from './1700000000360-limit-rates.js';

const columns = `
-- Warning and stop rates of single statutory rules, by rule: {"oneDebtor": {"warningBps": 8000, "stopBps": 9500}}. A rule
-- without has the book's; a rate that it leaves out is the book's; a stop of null is none.
alter table aval.limit_book add column rule_rates jsonb not null default '{}' check (jsonb_typeof(rule_rates) = 'object');
`;

const standing = `
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
      b.stop_bps, b.rule_rates),
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

const deciding = `
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
        stop_bps = case when p.data ? 'stopBps' then (p.data ->> 'stopBps')::integer else stop_bps end,
        -- Each rule as it is given; a null gives it back the book's rates.
        rule_rates = (select coalesce(jsonb_object_agg(key, value) filter (where value <> 'null'), '{}')
          from jsonb_each(rule_rates || coalesce(p.data -> 'rules', '{}')))
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

/** Warning and stop rates of single statutory rules. */
export class RuleRates1700000000420 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(columns);
    await runner.query(standing);
    await runner.query(deciding);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(formerStanding);
    await runner.query(formerDeciding);
    await runner.query('alter table aval.limit_book drop column rule_rates');
  }
}
