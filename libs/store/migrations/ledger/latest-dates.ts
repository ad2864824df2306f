/** Each balance knows the latest value date of its postings. */
export const latestDates = `
alter table aval.ledger_balance add column latest_on date;
update aval.ledger_balance b set latest_on = p.latest_on from (
    select book, guarantee, account, drawdown, beneficiary, party, claim, max(value_date) as latest_on
    from aval.ledger_posting group by 1, 2, 3, 4, 5, 6, 7) p
  where b.book = p.book and b.guarantee = p.guarantee and b.account = p.account and b.drawdown = p.drawdown
    and b.beneficiary = p.beneficiary and b.party = p.party and b.claim = p.claim;
alter table aval.ledger_balance alter column latest_on set not null;
`;

export const noLatestDates = 'alter table aval.ledger_balance drop column latest_on';

export const datedCarrying = `
-- An entry is posted whole and at once, balanced in each view, and carried into the balances, or not at all. Few
-- rows are looked up in tables of any size: by index and by one plan, whatever the planner last heard of those sizes.
create or replace function aval.carry_ledger_postings() returns trigger language plpgsql security definer
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
  when matched then update set balance_minor = b.balance_minor + d.change,
    latest_on = greatest(b.latest_on, d.value_date)
  when not matched then insert values (d.book, d.guarantee, d.account, d.drawdown, d.beneficiary, d.party,
    d.claim, d.currency, d.change, d.is_free, d.entry, d.no, d.value_date);
  return null;
end $$;
`;

export const datedLocking = `
-- Locks a guarantee's money until the transaction ends, then reads all that the next fact is decided on. Only where
-- the guarantee has entries of a later value date than the fact's are those read, by balance and day.
create or replace function aval.lock_ledger_position(of_book text, of_guarantee text, of_reference text, of_fact jsonb)
  returns json language plpgsql set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare found_position json; found_balances json; found_later json; latest date;
  of_day date := (of_fact ->> 'valueDate')::date;
begin
  perform pg_advisory_xact_lock(hashtextextended(of_book || chr(31) || of_guarantee, 1));
  select json_agg(json_build_array(account, drawdown, beneficiary, party, claim, balance_minor, currency)
      order by opened_by, opened_no), max(latest_on)
    into found_balances, latest
    from aval.ledger_balance where book = of_book and guarantee = of_guarantee;
  if latest > of_day then
    select json_agg(json_build_array(account, drawdown, beneficiary, party, claim, value_date, net))
      into found_later
      from (select p.account, p.drawdown, p.beneficiary, p.party, p.claim, p.value_date,
          sum(p.debit_minor - p.credit_minor) as net
        from aval.ledger_entry e join aval.ledger_posting p on p.entry = e.id
        where e.book = of_book and e.guarantee = of_guarantee and e.value_date > of_day
        group by 1, 2, 3, 4, 5, 6) as changed
      where net <> 0;
  end if;
  select json_build_object(
    'balances', found_balances,
    'later', found_later,
    'terms', (select json_agg(fact order by id) from aval.ledger_entry e
      where book = of_book and guarantee = of_guarantee and kind in ('issued', 'determined', 'bankruptcyAccepted')
        and not exists (select from aval.ledger_entry r where r.reverses = e.id)),
    'product', (select product from aval.guarantee where number = of_guarantee),
    'first', (select json_build_object('id', id, 'bookedAt', booked_at, 'accountedOn', accounted_on,
        'same', fact = of_fact)
      from aval.ledger_entry where book = of_book and reference = of_reference),
    'toReverse', (select json_build_object('id', id, 'kind', kind, 'valueDate', value_date,
        'isReversed', exists (select from aval.ledger_entry r where r.reverses = e.id),
        'lines', (select json_agg(json_build_object('account', account, 'drawdown', drawdown,
            'beneficiary', beneficiary, 'party', party, 'claim', claim,
            'debitMinor', debit_minor, 'creditMinor', credit_minor) order by no)
          from aval.ledger_posting where entry = e.id))
      from aval.ledger_entry e where of_fact ->> 'kind' = 'reversed' and book = of_book
        and guarantee = of_guarantee and reference = of_fact ->> 'reverses')
  ) into found_position;
  return found_position;
end $$;
`;
