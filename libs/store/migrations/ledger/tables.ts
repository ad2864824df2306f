import { chartRows } from './chart.js';

/** Entries, postings, balances, day totals, periods. */
export const tables = `
-- The chart: side, view, whether a balance may stand on either side of zero, and whether each drawdown,
-- beneficiary and bearing party balances alone (the views of the two identities).
create table aval.ledger_account (
  name text primary key,
  side text not null check (side in ('debit', 'credit')),
  view text not null,
  is_free boolean not null,
  by_cell boolean not null
);
insert into aval.ledger_account values
${chartRows};

-- Periods are closed per book, one after the other, and never opened again.
create table aval.ledger_period (
  book text not null,
  closed_through date not null,
  closed_at timestamptz not null default clock_timestamp(),
  closed_by text not null,
  primary key (book, closed_through)
);

-- One fact of the money. Its reference is unique in its book for ever.
create table aval.ledger_entry (
  id bigint generated always as identity primary key,
  book text not null,
  reference text not null,
  guarantee text not null,
  kind text not null,
  currency text not null,
  value_date date not null,
  -- The first day of an open period, not before the value date: where a late entry counts.
  accounted_on date not null,
  booked_at timestamptz not null,
  line_count integer not null check (line_count >= 0),
  reverses bigint references aval.ledger_entry,
  event_id text,
  fact jsonb not null,
  -- The telling column leads in every key here: a planner that knows nothing yet can take no worse one.
  unique (reference, book)
);
create unique index ledger_entry_reversed_once on aval.ledger_entry (reverses) where reverses is not null;
create index ledger_entry_by_guarantee on aval.ledger_entry (guarantee, book, id);
create index ledger_entry_terms on aval.ledger_entry (guarantee, book)
  where kind in ('issued', 'determined', 'bankruptcyAccepted');

create table aval.ledger_posting (
  -- Of an entry that exists: the carrying trigger sees to it, cheaper than a foreign key.
  entry bigint not null,
  no integer not null check (no > 0),
  book text not null,
  guarantee text not null,
  product text not null,
  drawdown text not null,
  beneficiary text not null,
  party text not null,
  claim text not null,
  account text not null,
  currency text not null,
  value_date date not null,
  booked_at timestamptz not null,
  debit_minor bigint not null check (debit_minor between 0 and 9007199254740991),
  credit_minor bigint not null check (credit_minor between 0 and 9007199254740991),
  -- Who wrote it: days are folded up to a transaction before which all have ended.
  xact xid8 not null default pg_current_xact_id(),
  primary key (entry, no),
  constraint one_side check ((debit_minor > 0) <> (credit_minor > 0))
);
create index ledger_posting_by_xact on aval.ledger_posting (xact);
create index ledger_posting_by_booking on aval.ledger_posting using brin (booked_at);

-- Kept by the postings themselves, on each account's own side; a rebuild from the postings equals them.
create table aval.ledger_balance (
  book text not null,
  guarantee text not null,
  account text not null,
  drawdown text not null,
  beneficiary text not null,
  party text not null,
  claim text not null,
  currency text not null,
  balance_minor bigint not null,
  is_free boolean not null,
  opened_by bigint not null,
  opened_no integer not null,
  primary key (guarantee, account, drawdown, party, beneficiary, claim, book),
  constraint never_overdrawn check (is_free or balance_minor >= 0),
  constraint exact check (balance_minor between -9007199254740991 and 9007199254740991)
) with (fillfactor = 80);

-- Postings folded by value date and day of booking. Only folding writes here, never a posting.
create table aval.ledger_day_total (
  book text not null,
  product text not null,
  currency text not null,
  account text not null,
  party text not null,
  value_date date not null,
  booked_on date not null,
  debit_minor bigint not null,
  credit_minor bigint not null,
  primary key (book, product, currency, account, party, value_date, booked_on)
);

-- What is folded: postings up to after_entry, and of the later ones those written before folded_before.
create table aval.ledger_fold (
  is_single boolean primary key default true check (is_single),
  folded_before xid8 not null,
  after_entry bigint not null
);
insert into aval.ledger_fold (folded_before, after_entry) values ('0', 0);
`;
