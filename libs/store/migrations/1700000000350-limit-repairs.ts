import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = `
-- What a rebuild of a book's limit sums has changed, and by whom it was asked for; never rewritten.
create table aval.limit_repair (
  id bigint generated always as identity primary key,
  book text not null references aval.limit_book,
  repaired_by text not null check (repaired_by <> ''),
  repaired_at timestamptz not null default clock_timestamp(),
  -- Each sum as it was kept and as it was rebuilt: [{what, where, kept, rebuilt}].
  differences jsonb not null
);
create index limit_repair_by_book on aval.limit_repair (book, id);
create trigger append_only before update or delete or truncate on aval.limit_repair
  for each statement execute function aval.refuse_rewrite();
grant select on aval.limit_repair to aval_app;
`;

/** The trace that a repair of the limit guard's sums leaves. */
export class LimitRepairs1700000000350 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table aval.limit_repair');
  }
}
