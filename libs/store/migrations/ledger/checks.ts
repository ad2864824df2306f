/** How postings are checked and carried into the balances, as the first migration wrote it. */
export const carrying = `-- An entry is posted whole and at once, balanced in each view, and carried into the balances, or not at all. Few
-- rows are looked up in tables of any size: by index and by one plan, whatever the planner last heard of those sizes.
create function aval.carry_ledger_postings() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off
  set enable_mergejoin = off set plan_cache_mode = force_generic_plan as $$
declare wrong record;
begin
  select part.entry, case when bool_or(part.is_late) then 'takes no more lines'
      when sum(part.lines) is distinct from e.line_count then 'is not posted whole'
      else 'is out of balance' end as problem
    into wrong
    from (
      select p.entry, count(*) as lines, sum(p.debit_minor) <> sum(p.credit_minor) as is_unbalanced,
        bool_or(a.view is null or p.xact <> pg_current_xact_id()) as is_late, max(p.no) as last
      from posted p left join aval.ledger_account a on a.name = p.account
      group by p.entry, case when a.by_cell
        then concat(a.view, chr(31), p.drawdown, chr(31), p.beneficiary, chr(31), p.party) else a.view end
    ) as part left join aval.ledger_entry e on e.id = part.entry
    group by part.entry, e.line_count
    having bool_or(part.is_unbalanced or part.is_late) or sum(part.lines) is distinct from e.line_count
      or max(part.last) > e.line_count
    limit 1;
  if found then
    raise exception 'entry % %', wrong.entry, wrong.problem using errcode = 'check_violation';
  end if;
  merge into aval.ledger_balance b using (
    select p.*, case a.side when 'debit' then p.debit_minor - p.credit_minor else p.credit_minor - p.debit_minor end
      as change, a.is_free
    from posted p join aval.ledger_account a on a.name = p.account
  ) d on b.book = d.book and b.guarantee = d.guarantee and b.account = d.account and b.drawdown = d.drawdown
    and b.beneficiary = d.beneficiary and b.party = d.party and b.claim = d.claim
  when matched then update set balance_minor = b.balance_minor + d.change
  when not matched then insert values (d.book, d.guarantee, d.account, d.drawdown, d.beneficiary, d.party,
    d.claim, d.currency, d.change, d.is_free, d.entry, d.no);
  return null;
end $$;
`;

/** What the database itself keeps true of entries, postings and balances, whoever writes. */
export const checks = `
-- The instant of booking and the open period are the database's to say. Closing locks the table against inserts,
-- and each statement here sees what is committed by then.
create function aval.date_ledger_entry() returns trigger language plpgsql as $$
begin
  new.booked_at := clock_timestamp();
  new.accounted_on := greatest(new.value_date,
    (select max(closed_through) + 1 from aval.ledger_period where book = new.book));
  return new;
end $$;
create trigger dated before insert on aval.ledger_entry
  for each row execute function aval.date_ledger_entry();

${carrying}create trigger carried after insert on aval.ledger_posting referencing new table as posted
  for each statement execute function aval.carry_ledger_postings();

${['ledger_account', 'ledger_period', 'ledger_entry', 'ledger_posting']
  .map(
    (table) => `
create trigger append_only before update or delete or truncate on aval.${table}
  for each statement execute function aval.refuse_rewrite();`,
  )
  .join('')}
`;
