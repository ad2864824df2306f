import type { MigrationInterface, QueryRunner } from 'typeorm';
import { functions } from './limits/functions.js';

const column = `
-- Who controls the applicant and who is related to it, as it declared: personal data, kept to sum the guarantees of
-- related debtors (Decree 683 art. 16).
alter table aval.application
  add column relations jsonb not null default '{}'::jsonb;
`;

const former =
  /create function aval\.declare_related\([\s\S]*?\nend \$\$;/.exec(functions)?.[0] ?? '';
const grant = `revoke execute on function aval.declare_related from public;
grant execute on function aval.declare_related to aval_app;`;

export const declaring = `
drop function aval.declare_related;
-- A customer declares relations, or is declared: all who share one of them are one group of related debtors, dated, for
-- good. 'added' is what the customer brings into its first group. The customer's sums are locked by the caller; where it
-- had none to lock and another was first to write some, nothing is done and nothing answered: the caller reads anew.
create function aval.declare_related(of_book text, of_customer bigint, is_known boolean, no_use bigint[],
    added bigint[], kinds text[], the_values text[], on_day date, by_guarantee text) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare roots bigint[]; target bigint; present bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended(of_book, 3));
  insert into aval.limit_customer (customer, book, version, use) values (of_customer, of_book, 1, no_use)
    on conflict do nothing;
  if not found and not is_known then return null; end if;
  insert into aval.limit_link (book, kind, value, customer, since, declared_in)
    select of_book, kind, value, of_customer, on_day, by_guarantee from unnest(kinds, the_values) as l (kind, value)
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
${grant}
`;

/** The relations that an application declares, and a declaration that is exact beside the customer's first headroom. */
export class Relations1700000000370 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(column);
    await runner.query(declaring);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table aval.application drop column relations');
    await runner.query(`drop function aval.declare_related; ${former} ${grant}`);
  }
}
