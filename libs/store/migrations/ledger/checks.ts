/** What the database itself keeps true of entries, postings and balances, whoever writes. */
export const checks = `
-- The instant of booking and the open period are the database's to say. Closing waits for entries under way.
create function aval.date_ledger_entry() returns trigger language plpgsql as $$
declare closed date;
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('ledger period ' || new.book, 0));
  select max(closed_through) into closed from aval.ledger_period where book = new.book;
  new.booked_at := clock_timestamp();
  new.accounted_on := greatest(new.value_date, coalesce(closed + 1, new.value_date));
  return new;
end $$;
create trigger dated before insert on aval.ledger_entry
  for each row execute function aval.date_ledger_entry();

-- An entry is posted whole, balanced in each view, and carried into the balances, or not at all.
create function aval.carry_ledger_postings() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare wrong bigint;
begin
  select p.entry into wrong from posted p
    left join aval.ledger_entry e on e.id = p.entry
    left join aval.ledger_account a on a.name = p.account
    where e.id is null or a.name is null or p.no > e.line_count or p.xact <> pg_current_xact_id()
      or (p.book, p.guarantee, p.currency, p.value_date, p.booked_at)
        <> (e.book, e.guarantee, e.currency, e.value_date, e.booked_at) limit 1;
  if found then
    raise exception 'a posting is not of its entry %', wrong using errcode = 'check_violation';
  end if;
  select p.entry into wrong from posted p join aval.ledger_entry e on e.id = p.entry
    group by p.entry, e.line_count having count(*) <> e.line_count limit 1;
  if found then
    raise exception 'entry % is not posted whole', wrong using errcode = 'check_violation';
  end if;
  select p.entry into wrong from posted p join aval.ledger_account a on a.name = p.account
    group by p.entry, a.view,
      case when a.by_cell then p.drawdown end, case when a.by_cell then p.beneficiary end,
      case when a.by_cell then p.party end
    having sum(p.debit_minor) <> sum(p.credit_minor) limit 1;
  if found then
    raise exception 'entry % is out of balance', wrong using errcode = 'check_violation';
  end if;
  merge into aval.ledger_balance b using (
    select p.book, p.guarantee, p.account, p.drawdown, p.beneficiary, p.party, p.claim, p.currency, a.is_free,
      sum(case a.side when 'debit' then p.debit_minor - p.credit_minor
        else p.credit_minor - p.debit_minor end)::bigint as change,
      min(p.entry) as entry, min(p.no) as no
    from posted p join aval.ledger_account a on a.name = p.account
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9
  ) d on b.book = d.book and b.guarantee = d.guarantee and b.account = d.account and b.drawdown = d.drawdown
    and b.beneficiary = d.beneficiary and b.party = d.party and b.claim = d.claim
  when matched then update set balance_minor = b.balance_minor + d.change
  when not matched then insert values (d.book, d.guarantee, d.account, d.drawdown, d.beneficiary, d.party,
    d.claim, d.currency, d.change, d.is_free, d.entry, d.no);
  return null;
end $$;
create trigger carried after insert on aval.ledger_posting referencing new table as posted
  for each statement execute function aval.carry_ledger_postings();

${['ledger_account', 'ledger_period', 'ledger_entry', 'ledger_posting']
  .map(
    (table) => `
create trigger append_only before update or delete or truncate on aval.${table}
  for each statement execute function aval.refuse_rewrite();`,
  )
  .join('')}
`;
