import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many a book had until here, and has from here on. */
const [FEW, MANY] = [16, 64];

const opening = (stripes: number) => `
create or replace function aval.open_limit_book() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  insert into aval.limit_book (book) values (new.id);
  insert into aval.limit_book_sum (book, stripe)
    select new.id, stripe from generate_series(0, ${stripes - 1}) as stripe;
  return null;
end $$;
`;

const functions = `
-- Where a stripe's quota is used up: all stripes locked in their order, the true sum held to the limit, what is left
-- shared out anew. Above ten times it is held to the test of the fifteen times as well, on the locked sums.
create or replace function aval.add_to_whole_book(of_book text, of_stripe smallint, added bigint[], judged bigint,
    is_gross boolean, base_limit bigint, its_limit bigint, is_checked boolean, small_balance_bps integer,
    small_customers_bps integer) returns boolean language plpgsql as $$
declare total bigint; t record;
begin
  perform from aval.limit_book_sum where book = of_book order by stripe for update;
  select sum(case when is_gross then committed_gross else committed_own end) + judged as judged,
    sum(committed_balance_minor) + added[3] as balance, sum(committed_small_minor) + added[4] as small,
    sum(committed_customers) + added[5] as customers, sum(committed_small_customers) + added[6] as small_customers,
    count(*) as stripes into t from aval.limit_book_sum where book = of_book;
  total := t.judged;
  if is_checked and judged > 0 and (total > its_limit or (total > base_limit
      and (t.small * 10000 < t.balance * small_balance_bps
        or t.small_customers * 10000 < t.customers * small_customers_bps))) then
    return false;
  end if;
  perform aval.add_to_book_stripe(of_book, of_stripe, added, judged, is_gross, false);
  update aval.limit_book_sum set quota = case when is_gross then committed_gross else committed_own end
      + floor((base_limit - total)::numeric / t.stripes) where book = of_book;
  return true;
end $$;

create or replace function aval.add_to_whole_cap(of_book text, of_dimension text, of_key text, of_stripe smallint,
    added bigint[], judged bigint, is_gross boolean, its_limit bigint, is_checked boolean)
  returns boolean language plpgsql as $$
declare total bigint; stripes bigint;
begin
  perform from aval.limit_cap_sum where book = of_book and dimension = of_dimension and key = of_key
    order by stripe for update;
  select sum(case when is_gross then committed_gross_minor else committed_own_minor end) + judged, count(*)
    into total, stripes from aval.limit_cap_sum where book = of_book and dimension = of_dimension and key = of_key;
  if is_checked and judged > 0 and total > its_limit then return false; end if;
  perform aval.add_to_cap_stripe(of_book, of_dimension, of_key, of_stripe, added, judged, is_gross, false);
  update aval.limit_cap_sum set quota = case when is_gross then committed_gross_minor else committed_own_minor end
      + floor((its_limit - total)::numeric / stripes)
    where book = of_book and dimension = of_dimension and key = of_key;
  return true;
end $$;

-- A cap comes into force with what is under it already, in as many stripes as its book has.
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
    select of_book, cap ->> 'dimension', cap ->> 'key', stripe from aval.limit_book_sum where book = of_book
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

const more = `
insert into aval.limit_book_sum (book, stripe)
  select book, stripe from aval.limit_book, generate_series(${FEW}, ${MANY - 1}) as stripe;
insert into aval.limit_cap_sum (book, dimension, key, stripe)
  select book, dimension, key, stripe from aval.limit_cap, generate_series(${FEW}, ${MANY - 1}) as stripe;
-- Whoever comes next shares out anew.
update aval.limit_book_sum set quota = null;
update aval.limit_cap_sum set quota = null;
`;

const bookSums = ['committed', 'reported'].flatMap((measure) =>
  ['gross', 'own', 'balance_minor', 'small_minor', 'customers', 'small_customers'].map(
    (name) => `${measure}_${name}`,
  ),
);
const capSums = ['committed', 'reported'].flatMap((measure) =>
  ['gross', 'own'].map((name) => `${measure}_${name}_minor`),
);

/** What stands in the stripes that go is the first one's from now on. */
const fewer = (table: string, keys: string, sums: readonly string[]) => `
update ${table} t set quota = null, ${sums.map((name) => `${name} = t.${name} + s.${name}`).join(', ')}
  from (select ${keys}, ${sums.map((name) => `sum(${name}) as ${name}`).join(', ')} from ${table}
    where stripe >= ${FEW} group by ${keys}) as s
  where t.stripe = 0 and (${keys
    .split(', ')
    .map((key) => `t.${key}`)
    .join(', ')}) = (${keys
    .split(', ')
    .map((key) => `s.${key}`)
    .join(', ')});
delete from ${table} where stripe >= ${FEW};
`;

/** Four times the stripes: so that writers at once seldom meet in one. The functions take as many as there are. */
export class MoreStripes1700000000380 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(opening(MANY));
    await runner.query(functions);
    await runner.query(more);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(opening(FEW));
    await runner.query(fewer('aval.limit_book_sum', 'book', bookSums));
    await runner.query(fewer('aval.limit_cap_sum', 'book, dimension, key', capSums));
  }
}
