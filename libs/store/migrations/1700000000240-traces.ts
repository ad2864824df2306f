import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = `
-- Under which trace something came in, from its storing to its delivery; empty while telemetry is off.
create table aval.trace_context (
  subject text primary key,
  traceparent text not null
);
grant select, insert, delete on aval.trace_context to aval_app;
`;

/** The way of a trace from the API to the dispatcher. */
export class Traces1700000000240 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table aval.trace_context');
  }
}
