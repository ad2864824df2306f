import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `
create sequence aval.framework_number;

-- What a book and a bank agree for batches (见贷即保). Counters are exact: whoever changes them holds the row,
-- for a moment, and always after the row of the case.
create table aval.framework (
  id text primary key,
  book text not null references aval.book,
  reference text not null,
  bank text not null,
  product text not null,
  pack_version text not null,
  programme text not null,
  programme_version text not null,
  currency char(3) not null,
  limit_minor bigint not null check (limit_minor > 0),
  largest_loan_minor bigint,
  premium_rate_bps integer not null check (premium_rate_bps >= 0),
  cap_rate_bps integer not null check (cap_rate_bps between 0 and 10000),
  lends_from date not null,
  lends_until date not null check (lends_until >= lends_from),
  cap_until date not null check (cap_until >= lends_until),
  status text not null check (status in ('proposed', 'inForce', 'refused', 'closed')),
  accepted_minor bigint not null default 0 check (accepted_minor between 0 and limit_minor),
  accepted_rows integer not null default 0,
  payable_minor bigint not null default 0 check (payable_minor >= 0),
  kept_minor bigint not null default 0 check (kept_minor >= 0),
  recovered_minor bigint not null default 0 check (recovered_minor >= 0),
  warned_at timestamptz,
  stopped_at timestamptz,
  proposed_by text not null,
  proposed_at timestamptz not null default clock_timestamp(),
  decided_by text,
  decided_at timestamptz,
  closed_by text,
  closed_at timestamptz,
  unique (book, reference),
  constraint maker_is_not_checker check (decided_by is null or decided_by <> proposed_by),
  constraint decided_by_somebody check ((status = 'proposed') = (decided_by is null))
);

alter table aval.guarantee add column framework text references aval.framework;
create index guarantee_by_framework on aval.guarantee (framework, number) where framework is not null;

-- A file or a request full of rows, kept before any row is looked at.
create table aval.filing (
  id uuid primary key,
  framework text not null references aval.framework,
  source text not null,
  sha256 text not null,
  driven_from timestamptz,
  submitted_by text not null,
  submitted_at timestamptz not null default clock_timestamp()
);
create index filing_by_framework on aval.filing (framework, submitted_at);

create table aval.filing_row (
  filing uuid not null references aval.filing,
  line integer not null,
  loan_reference text,
  content jsonb not null,
  status text not null check (status in ('pending', 'accepted', 'known', 'refused')),
  reason text,
  field text,
  detail text,
  guarantee text references aval.guarantee,
  decided_at timestamptz,
  primary key (filing, line),
  constraint refused_for_a_reason check ((status = 'refused') = (reason is not null))
);
create index filing_row_pending on aval.filing_row (filing, line) where status = 'pending';

create table aval.framework_statement (
  id text primary key,
  framework text not null references aval.framework,
  month text not null check (month ~ '^[0-9]{4}-[0-9]{2}$'),
  guarantees integer not null,
  premium_minor bigint not null,
  drawn_by text not null,
  drawn_at timestamptz not null default clock_timestamp(),
  received_on date,
  received_by text,
  unique (framework, month)
);

-- One guarantee in force under a framework: what a row became.
create table aval.framework_guarantee (
  guarantee text primary key references aval.guarantee,
  framework text not null references aval.framework,
  loan_reference text not null,
  amount_minor bigint not null,
  premium_minor bigint not null,
  accepted_on date not null,
  disbursed_on date not null,
  statement text references aval.framework_statement,
  unique (framework, loan_reference)
);
create index framework_guarantee_unstated on aval.framework_guarantee (framework, accepted_on)
  where statement is null;

-- Claims in the order of filing, and what the cap made of them.
create table aval.framework_claim (
  id bigint generated always as identity primary key,
  framework text not null references aval.framework,
  guarantee text not null references aval.guarantee,
  claim text not null,
  wanted_minor bigint not null,
  payable_minor bigint,
  kept_minor bigint,
  status text not null default 'open' check (status in ('open', 'accepted', 'rejected', 'withdrawn')),
  filed_on date not null
);
create index framework_claim_open on aval.framework_claim (framework, id) where status = 'open';
create index framework_claim_kept on aval.framework_claim (framework, guarantee) where kept_minor > 0;

-- What happened to a framework itself: proposed, confirmed, warned, stopped, closed.
create table aval.framework_event (
  id bigint generated always as identity primary key,
  framework text not null references aval.framework,
  name text not null,
  by_person text,
  recorded_at timestamptz not null default clock_timestamp(),
  data jsonb not null default '{}'
);
create index framework_event_by_framework on aval.framework_event (framework, id);
create trigger append_only before update or delete or truncate on aval.framework_event
  for each statement execute function aval.refuse_rewrite();

grant usage on sequence aval.framework_number to aval_app;
grant select, insert, update on aval.framework, aval.filing_row, aval.framework_statement,
  aval.framework_guarantee, aval.framework_claim to aval_app;
grant select, insert on aval.filing, aval.framework_event to aval_app;
`;

const away = `
alter table aval.guarantee drop column framework;
drop table aval.framework_event, aval.framework_claim, aval.framework_guarantee, aval.framework_statement,
  aval.filing_row, aval.filing, aval.framework;
drop sequence aval.framework_number;
`;

/** Frameworks, filings and what became of their rows. */
export class Frameworks1700000000311 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(away);
  }
}
