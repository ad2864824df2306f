import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `
create schema if not exists aval;

-- A guarantor entity with its currency and regime; sums never cross books unasked.
create table aval.book (
  id text primary key,
  guarantor text not null,
  currency char(3) not null,
  regime text not null check (regime in ('decree683', 'none')),
  time_zone text not null,
  created_at timestamptz not null default clock_timestamp()
);

-- An applicant (principal debtor once issued). Personal data stays here and in aval.application.
create table aval.party (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('company', 'person')),
  name text not null,
  registration_no text not null unique,
  created_at timestamptz not null default clock_timestamp()
);

-- Lists that applicants are looked up in (dishonest debtors, sanctions, our own).
create table aval.list_entry (
  list text not null,
  registration_no text not null,
  match text not null check (match in ('exact', 'possible')),
  source text not null,
  listed_on date not null,
  primary key (list, registration_no)
);

create sequence aval.guarantee_number;

-- The case: one row a guarantee, written only by its own steps.
create table aval.guarantee (
  number text primary key,
  book text not null references aval.book,
  client_reference text,
  product text not null,
  pack_version text not null,
  currency char(3) not null,
  bank text not null,
  applicant bigint not null references aval.party,
  loan_minor bigint not null check (loan_minor > 0),
  amount_minor bigint not null check (amount_minor > 0 and amount_minor <= loan_minor),
  tenor_months integer not null check (tenor_months > 0),
  applied_on date not null,
  maturity_on date,
  issued_on date,
  ended_on date,
  stage text not null,
  ending text,
  ending_reason text,
  waiting_for text,
  waiting_on text,
  waiting_since timestamptz,
  due_at timestamptz,
  next_due_at timestamptz,
  stage_entered_at timestamptz,
  -- What a product is keyed by (the number of a bill): one living guarantee for each.
  product_key text,
  grade text,
  classification text,
  clock text not null check (clock in ('real', 'driven')),
  clock_at timestamptz not null,
  opening jsonb not null,
  carried jsonb,
  submitted_by text not null,
  last_event_no integer not null default 0,
  last_message_no integer not null default 0,
  delivered_message_no integer not null default 0,
  version integer not null default 1,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
) with (fillfactor = 70);
-- The same row of a file never becomes two guarantees.
create unique index guarantee_client_reference on aval.guarantee (book, client_reference)
  where client_reference is not null;
create unique index guarantee_by_product_key on aval.guarantee (product, product_key)
  where product_key is not null and coalesce(ending, '') not in ('declined', 'withdrawn', 'lapsed');
create index guarantee_by_book on aval.guarantee (book, number);
create index guarantee_by_stage on aval.guarantee (stage, number) where ending is null;
create index guarantee_by_ending on aval.guarantee (ending, number) where ending is not null;
create index guarantee_by_due on aval.guarantee (due_at, number) where due_at is not null;
create index guarantee_by_product on aval.guarantee (product, number);
create index guarantee_by_bank on aval.guarantee (bank, number);
create index guarantee_by_applicant on aval.guarantee (applicant);
create index guarantee_undelivered on aval.guarantee (number) where last_message_no > delivered_message_no;

create table aval.application (
  guarantee text primary key references aval.guarantee,
  form jsonb not null,
  consent jsonb,
  created_at timestamptz not null default clock_timestamp()
);

create table aval.idempotency_key (
  client text not null,
  key text not null,
  route text not null,
  fingerprint text not null,
  status integer not null,
  response jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (client, route, key)
);

-- A step of a case is recorded once: repeating it gives its first result. Unique, so never partitioned by time.
create table aval.step (
  guarantee text not null references aval.guarantee,
  no integer not null,
  name text not null,
  result jsonb,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (guarantee, no)
);

create table aval.process_event (
  guarantee text not null references aval.guarantee,
  no integer not null,
  step integer not null,
  name text not null,
  activity text not null,
  transition text not null check (transition in
    ('schedule', 'assign', 'start', 'suspend', 'resume', 'complete', 'withdraw')),
  stage text not null,
  resource text,
  role text,
  occurred_at timestamptz not null,
  business_date date not null,
  recorded_at timestamptz not null default clock_timestamp(),
  attempt integer not null default 1,
  data jsonb not null default '{}',
  primary key (guarantee, no)
);
create index process_event_by_recording on aval.process_event (recorded_at);
create index process_event_by_activity on aval.process_event (activity, occurred_at);

create table aval.edge_fact (
  guarantee text not null references aval.guarantee,
  no integer not null,
  book text not null,
  product text not null,
  from_place text not null,
  to_place text not null,
  entered_at timestamptz not null,
  left_at timestamptz not null,
  waited_ms bigint not null check (waited_ms >= 0),
  worked_ms bigint not null check (worked_ms >= 0),
  primary key (guarantee, no)
);
create index edge_fact_by_edge on aval.edge_fact (from_place, to_place, left_at);

-- What was found, decided, promised or reported: inputs, results and the policy's version, never rewritten.
create table aval.fact (
  guarantee text not null references aval.guarantee,
  no integer not null,
  step integer not null,
  kind text not null,
  subject text,
  business_date date not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  data jsonb not null,
  primary key (guarantee, no)
);
create index fact_by_kind on aval.fact (kind, business_date);

create table aval.task (
  id text primary key,
  guarantee text not null references aval.guarantee,
  kind text not null,
  role text not null,
  stage text not null,
  subject text,
  status text not null check (status in ('open', 'claimed', 'decided', 'cancelled')),
  opened_at timestamptz not null,
  due_at timestamptz,
  -- People who made what this task checks: maker and checker are never one person.
  makers text[] not null default '{}',
  votes_needed integer not null default 1,
  claimed_by text,
  claimed_at timestamptz,
  decided_by text,
  decided_at timestamptz,
  outcome text,
  reasons text[] not null default '{}',
  constraint maker_is_not_checker check (decided_by is null or not decided_by = any (makers)),
  constraint decided_by_somebody check ((status = 'decided') <= (outcome is not null))
);
create index task_open_by_role on aval.task (role, due_at, id) where status in ('open', 'claimed');
create index task_by_guarantee on aval.task (guarantee);

-- One vote a member; the tally is decided from these rows.
create table aval.vote (
  task text not null references aval.task,
  member text not null,
  roles text[] not null,
  vote text not null,
  reasons text[] not null default '{}',
  cast_at timestamptz not null,
  primary key (task, member)
);

-- A person's command: what it says is stored before the case is asked. Comments may hold personal data.
create table aval.command (
  id uuid primary key,
  guarantee text not null references aval.guarantee,
  kind text not null,
  task text,
  outcome text,
  reasons text[] not null default '{}',
  comment text,
  data jsonb not null default '{}',
  by_person text not null,
  by_roles text[] not null,
  answer jsonb,
  created_at timestamptz not null default clock_timestamp(),
  answered_at timestamptz
);
create index command_by_guarantee on aval.command (guarantee);

-- Partners' facts, stored before they are acknowledged; unique for ever on (source, event id).
create table aval.inbox (
  id bigint generated always as identity primary key,
  source text not null,
  event_id text not null,
  guarantee text,
  no integer,
  kind text not null,
  occurred_on date,
  data jsonb not null,
  status text not null check (status in ('received', 'delivered', 'taken', 'refused', 'parked')),
  reason text,
  received_at timestamptz not null default clock_timestamp(),
  delivered_at timestamptz,
  unique (source, event_id),
  unique (guarantee, no)
);
create index inbox_parked on aval.inbox (received_at) where status = 'parked';

-- Orders to partners, written with the fact that causes them, sent at least once under one reference.
create table aval.outbox (
  id bigint generated always as identity primary key,
  partner text not null,
  kind text not null,
  reference text not null unique,
  guarantee text not null references aval.guarantee,
  step integer not null,
  payload jsonb not null,
  status text not null default 'pending' check (status in ('pending', 'unknown', 'sent', 'refused')),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default clock_timestamp(),
  last_error text,
  created_at timestamptz not null default clock_timestamp(),
  sent_at timestamptz
);
create index outbox_due on aval.outbox (next_attempt_at, id) where status in ('pending', 'unknown');
create index outbox_open_by_guarantee on aval.outbox (guarantee) where status in ('pending', 'unknown');
`;

const appendOnly = `
create function aval.refuse_rewrite() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'restrict_violation';
end $$;
${['process_event', 'edge_fact', 'fact', 'step', 'vote']
  .map(
    (table) => `
create trigger append_only before update or delete or truncate on aval.${table}
  for each statement execute function aval.refuse_rewrite();`,
  )
  .join('')}
`;

const grants = `
grant usage on schema aval to aval_app;
grant usage on all sequences in schema aval to aval_app;
grant select on all tables in schema aval to aval_app;
grant insert on aval.book, aval.party, aval.list_entry, aval.guarantee, aval.application, aval.idempotency_key, aval.step,
  aval.process_event, aval.edge_fact, aval.fact, aval.task, aval.vote, aval.command, aval.inbox, aval.outbox
  to aval_app;
grant update on aval.guarantee, aval.task, aval.command, aval.inbox, aval.outbox to aval_app;
`;

/** The case, its events and facts, tasks, commands, inbox and outbox. */
export class Core1700000000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query(appendOnly);
    await runner.query(grants);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema aval cascade');
  }
}
