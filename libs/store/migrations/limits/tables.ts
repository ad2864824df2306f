/** Books under limits, their customers, groups, counters and commitments; proposals and breaches. */
export const tables = `
-- A book whose regime is Decree 683. What is in force here was proposed by one person and confirmed by another.
create table aval.limit_book (
  book text primary key references aval.book,
  -- Adjusted net assets are net assets less holdings in other guarantors. At most 500 亿: sums stay exact integers.
  net_assets_minor bigint check (net_assets_minor between 0 and 5000000000000),
  net_assets_on date,
  holdings_minor bigint not null default 0 check (holdings_minor between 0 and 5000000000000),
  holdings_on date,
  threshold_basis text not null default 'gross' check (threshold_basis in ('gross', 'own')),
  reservation_days integer not null default 180 check (reservation_days between 1 and 3660),
  near_bps integer not null default 9000 check (near_bps between 0 and 10000),
  version integer not null default 1
);

-- The book's own caps, on unweighted amounts.
create table aval.limit_cap (
  book text not null references aval.limit_book,
  dimension text not null check (dimension in ('product', 'sector', 'bank', 'programme', 'region')),
  key text not null check (key <> ''),
  counts text not null check (counts in ('gross', 'own')),
  amount_minor bigint check (amount_minor between 0 and 90000000000000),
  of_net_assets_bps integer check (of_net_assets_bps between 0 and 1000000),
  primary key (book, dimension, key),
  constraint one_limit check (num_nonnulls(amount_minor, of_net_assets_bps) = 1)
);

-- Committed: reserved, undrawn and outstanding; reported: outstanding alone. Weighted sums are in hundredths of a minor
-- unit, once with the thresholds of the weights tested on gross sums, once on own shares.
-- A group of related debtors: those who share a declared party, controller or group.
create table aval.limit_group (
  id bigint generated always as identity primary key,
  book text not null references aval.limit_book,
  -- Two groups that turn out to be one: the older goes on, this one points to it.
  merged_into bigint references aval.limit_group,
  committed_gross bigint not null default 0,
  committed_own bigint not null default 0,
  reported_gross bigint not null default 0,
  reported_own bigint not null default 0
) with (fillfactor = 50);

-- All contracts of one customer: by measure, by class, gross and own, in the order of libs/store/limits/vectors.ts.
create table aval.limit_customer (
  customer bigint not null,
  book text not null references aval.limit_book,
  group_id bigint references aval.limit_group,
  version integer not null default 0,
  use bigint[] not null,
  primary key (customer, book)
) with (fillfactor = 50);
create index limit_customer_by_group on aval.limit_customer (group_id) where group_id is not null;

-- What applicants declared of their relations, dated; never rewritten.
create table aval.limit_link (
  book text not null,
  kind text not null check (kind in ('relatedGroup', 'relatedParty', 'controller')),
  value text not null check (value <> ''),
  customer bigint not null,
  since date not null,
  declared_in text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (value, kind, book, customer)
);

-- The sums of a book, in stripes that writers take in parallel. A stripe may take up to its quota by itself; only
-- where that is used up are all stripes of a sum locked together.
create table aval.limit_book_sum (
  book text not null references aval.limit_book,
  stripe smallint not null,
  committed_gross bigint not null default 0,
  committed_own bigint not null default 0,
  committed_balance_minor bigint not null default 0,
  committed_small_minor bigint not null default 0,
  committed_customers bigint not null default 0,
  committed_small_customers bigint not null default 0,
  reported_gross bigint not null default 0,
  reported_own bigint not null default 0,
  reported_balance_minor bigint not null default 0,
  reported_small_minor bigint not null default 0,
  reported_customers bigint not null default 0,
  reported_small_customers bigint not null default 0,
  -- Of the judged weighted sum; none while nothing limits it.
  quota bigint,
  primary key (book, stripe)
) with (fillfactor = 20);

-- The same for each capped product, bank, …: unweighted, gross and own.
create table aval.limit_cap_sum (
  book text not null,
  dimension text not null,
  key text not null,
  stripe smallint not null,
  committed_gross_minor bigint not null default 0,
  committed_own_minor bigint not null default 0,
  reported_gross_minor bigint not null default 0,
  reported_own_minor bigint not null default 0,
  quota bigint,
  primary key (key, dimension, book, stripe),
  foreign key (book, dimension, key) references aval.limit_cap on delete cascade
) with (fillfactor = 20);

-- What one guarantee takes of the limits: reserved, undrawn, outstanding; gross and own each.
create table aval.limit_commitment (
  guarantee text primary key,
  book text not null references aval.limit_book,
  customer bigint not null,
  class text not null check (class in ('smallMicro', 'farmer', 'housing', 'bond', 'other')),
  product text not null,
  sector text not null,
  bank text not null,
  programme text not null,
  region text not null,
  stripe smallint not null,
  reserved_gross_minor bigint not null check (reserved_gross_minor >= 0),
  reserved_own_minor bigint not null check (reserved_own_minor >= 0),
  undrawn_gross_minor bigint not null check (undrawn_gross_minor >= 0),
  undrawn_own_minor bigint not null check (undrawn_own_minor >= 0),
  outstanding_gross_minor bigint not null check (outstanding_gross_minor >= 0),
  outstanding_own_minor bigint not null check (outstanding_own_minor >= 0),
  -- The last day of the reservation, on the case's own clock.
  reserved_until date,
  updated_at timestamptz not null default clock_timestamp()
) with (fillfactor = 70);
create index limit_commitment_by_customer on aval.limit_commitment (customer, book);

-- Dated facts and choices of a book: proposed by one person, confirmed or rejected by another.
create table aval.limit_proposal (
  id bigint generated always as identity primary key,
  book text not null references aval.limit_book,
  kind text not null check (kind in ('netAssets', 'holdings', 'cap', 'capLifted', 'terms')),
  data jsonb not null,
  -- The day that the figure speaks of.
  as_of date not null,
  source text not null check (source <> ''),
  proposed_by text not null,
  proposed_at timestamptz not null default clock_timestamp(),
  outcome text check (outcome in ('confirmed', 'rejected')),
  decided_by text,
  decided_at timestamptz,
  constraint maker_is_not_checker check (decided_by is null or decided_by <> proposed_by),
  constraint decided_by_somebody check (num_nonnulls(outcome, decided_by, decided_at) in (0, 3))
);
create index limit_proposal_open on aval.limit_proposal (book, id) where outcome is null;

-- A rule that stands above its limit, or that cannot be computed; open until an evaluation finds it kept again.
create table aval.limit_breach (
  id bigint generated always as identity primary key,
  book text not null references aval.limit_book,
  rule text not null,
  key text not null,
  article text not null,
  limit_minor bigint,
  used_minor bigint,
  cause text not null,
  case_count integer not null,
  -- The cases concerned, those with the largest sums first; not more than two hundred are listed.
  cases text[] not null,
  raised_at timestamptz not null default clock_timestamp(),
  cleared_at timestamptz
);
create unique index limit_breach_open on aval.limit_breach (book, rule, key) where cleared_at is null;
`;
