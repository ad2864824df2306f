/** How a position is locked and read, as the first migration wrote it. */
export const locking = `-- Locks a guarantee's money until the transaction ends, then reads all that the next fact is decided on.
create function aval.lock_ledger_position(of_book text, of_guarantee text, of_reference text, of_fact jsonb)
  returns json language plpgsql set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare found_position json;
begin
  perform pg_advisory_xact_lock(hashtextextended(of_book || chr(31) || of_guarantee, 1));
  select json_build_object(
    'balances', (select json_agg(json_build_array(account, drawdown, beneficiary, party, claim, balance_minor, currency)
        order by opened_by, opened_no)
      from aval.ledger_balance where book = of_book and guarantee = of_guarantee),
    'terms', (select json_agg(fact order by id) from aval.ledger_entry e
      where book = of_book and guarantee = of_guarantee and kind in ('issued', 'determined', 'bankruptcyAccepted')
        and not exists (select from aval.ledger_entry r where r.reverses = e.id)),
    'product', (select product from aval.guarantee where number = of_guarantee),
    'first', (select json_build_object('id', id, 'bookedAt', booked_at, 'accountedOn', accounted_on,
        'same', fact = of_fact)
      from aval.ledger_entry where book = of_book and reference = of_reference),
    'toReverse', (select json_build_object('id', id, 'kind', kind,
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

/** The doors: to read a position under its lock, to post, to fold, to close. */
export const functions = `
${locking}-- The only door by which an entry comes in; its lines come as columns, one array each, an account and cell at most
-- once. Answers nothing where the reference is taken already.
create function aval.post_ledger_entry(of_fact jsonb, of_product text, of_event text, of_reverses bigint,
    accounts text[], drawdowns text[], beneficiaries text[], parties text[], claims text[],
    debits_minor bigint[], credits_minor bigint[])
  returns json language plpgsql security definer set search_path = pg_catalog, pg_temp
  set plan_cache_mode = force_generic_plan as $$
declare e aval.ledger_entry;
begin
  insert into aval.ledger_entry
    (book, reference, guarantee, kind, currency, value_date, line_count, reverses, event_id, fact)
  values (of_fact ->> 'book', of_fact ->> 'reference', of_fact ->> 'guarantee', of_fact ->> 'kind',
    of_fact ->> 'currency', (of_fact ->> 'valueDate')::date, cardinality(accounts), of_reverses, of_event, of_fact)
  on conflict (reference, book) do nothing
  returning * into e;
  if e.id is null then return null; end if;
  insert into aval.ledger_posting
    (entry, no, book, guarantee, product, drawdown, beneficiary, party, claim, account, currency, value_date,
     booked_at, debit_minor, credit_minor)
  select e.id, no, e.book, e.guarantee, of_product, drawdown, beneficiary, party, claim, account,
    e.currency, e.value_date, e.booked_at, debit_minor, credit_minor
  from unnest(accounts, drawdowns, beneficiaries, parties, claims, debits_minor, credits_minor)
    with ordinality as line (account, drawdown, beneficiary, party, claim, debit_minor, credit_minor, no);
  return json_build_object('id', e.id, 'bookedAt', e.booked_at, 'accountedOn', e.accounted_on);
end $$;

-- Adds to the day totals what every ended transaction has posted since. Postings never wait for it.
create function aval.fold_ledger() returns bigint language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare since aval.ledger_fold; horizon xid8 := pg_snapshot_xmin(pg_current_snapshot()); folded bigint;
begin
  select * into since from aval.ledger_fold for update;
  if horizon <= since.folded_before then return 0; end if;
  merge into aval.ledger_day_total t using (
    select book, product, currency, account, party, value_date, (booked_at at time zone 'UTC')::date as booked_on,
      sum(debit_minor) as debit_minor, sum(credit_minor) as credit_minor
    from aval.ledger_posting
    where xact >= since.folded_before and xact < horizon and entry > since.after_entry
    group by 1, 2, 3, 4, 5, 6, 7
  ) d on t.book = d.book and t.product = d.product and t.currency = d.currency and t.account = d.account
    and t.party = d.party and t.value_date = d.value_date and t.booked_on = d.booked_on
  when matched then update set debit_minor = t.debit_minor + d.debit_minor,
    credit_minor = t.credit_minor + d.credit_minor
  when not matched then insert values (d.book, d.product, d.currency, d.account, d.party, d.value_date,
    d.booked_on, d.debit_minor, d.credit_minor);
  get diagnostics folded = row_count;
  update aval.ledger_fold set folded_before = horizon;
  return folded;
end $$;

-- Folds all from the start, while nobody posts: once after a restore, for transaction numbers begin anew there.
create function aval.refold_ledger() returns void language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  lock table aval.ledger_posting in share mode;
  delete from aval.ledger_day_total;
  insert into aval.ledger_day_total
    select book, product, currency, account, party, value_date, (booked_at at time zone 'UTC')::date,
      sum(debit_minor), sum(credit_minor)
    from aval.ledger_posting group by 1, 2, 3, 4, 5, 6, 7;
  update aval.ledger_fold set folded_before = pg_current_xact_id(),
    after_entry = (select coalesce(max(entry), 0) from aval.ledger_posting);
end $$;

-- Freezes a book's days through a date: what comes later counts in the open period. Waits for entries under way
-- and holds new ones off until the transaction ends.
create function aval.close_ledger_period(of_book text, through date, by_person text) returns timestamptz
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare closed timestamptz;
begin
  lock table aval.ledger_entry in share row exclusive mode;
  if exists (select from aval.ledger_period where book = of_book and closed_through >= through) then
    return null;
  end if;
  insert into aval.ledger_period (book, closed_through, closed_by) values (of_book, through, by_person)
    returning closed_at into closed;
  return closed;
end $$;
`;
