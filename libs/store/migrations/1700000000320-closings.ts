import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `
-- A book's period is proposed for closing by one person and decided by another; what was reckoned stays with it.
create table aval.period_closing (
  id bigint generated always as identity primary key,
  book text not null,
  period text not null,
  through date not null,
  policy jsonb not null,
  net_profit_minor bigint,
  proposed_by text not null,
  proposed_at timestamptz not null default clock_timestamp(),
  outcome text check (outcome in ('closed', 'refused')),
  decided_by text,
  decided_at timestamptz,
  reason text,
  report jsonb,
  constraint maker_is_not_checker check (decided_by is null or decided_by <> proposed_by),
  constraint decided_by_somebody check ((outcome is null) = (decided_by is null))
);
create unique index period_closing_open_once on aval.period_closing (book) where outcome is null;
create unique index period_closed_once on aval.period_closing (book, through) where outcome = 'closed';

-- A bank's month-end statement of the loans that a book guarantees. The same file again is the same statement.
create table aval.bank_statement (
  id bigint generated always as identity primary key,
  book text not null,
  bank text not null,
  period text not null,
  through date not null,
  sha256 text not null,
  received_by text not null,
  received_at timestamptz not null default clock_timestamp(),
  unique (book, bank, period, sha256)
);

-- One drawdown as the bank states it and as our books have it; what differs is resolved by a person, with a reason.
create table aval.reconciliation_item (
  statement bigint not null references aval.bank_statement,
  guarantee text not null,
  drawdown text not null,
  standing text not null check (standing in ('matched', 'differing', 'missingHere', 'missingAtBank')),
  currency text not null,
  bank_loan_minor bigint,
  our_loan_minor bigint,
  bank_guaranteed_minor bigint,
  our_guaranteed_minor bigint,
  resolved_by text,
  resolved_at timestamptz,
  reason text,
  primary key (statement, guarantee, drawdown),
  constraint resolved_with_reason check ((resolved_by is null) = (reason is null)),
  constraint matched_needs_nobody check (standing <> 'matched' or resolved_by is null)
);
create index reconciliation_open on aval.reconciliation_item (statement)
  where standing <> 'matched' and resolved_by is null;

-- Holds postings off until the transaction ends, so that what is reckoned at a close is what is closed.
create function aval.hold_ledger_postings() returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  lock table aval.ledger_entry in share row exclusive mode;
end $$;
revoke execute on function aval.hold_ledger_postings from public;
grant execute on function aval.hold_ledger_postings to aval_app;
grant select, insert on aval.period_closing, aval.bank_statement, aval.reconciliation_item to aval_app;
grant update (outcome, decided_by, decided_at, reason, report) on aval.period_closing to aval_app;
grant update (resolved_by, resolved_at, reason) on aval.reconciliation_item to aval_app;
grant usage on all sequences in schema aval to aval_app;
`;

/** Closings of books, banks' statements and what became of each difference. */
export class Closings1700000000320 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function aval.hold_ledger_postings');
    await runner.query(
      'drop table aval.reconciliation_item, aval.bank_statement, aval.period_closing',
    );
  }
}
