import type { MigrationInterface, QueryRunner } from 'typeorm';

const columns = `
-- Who shares the risk, in the version that the case began with. Cases from before had their shares in their pack.
alter table aval.guarantee
  add column programme text not null default '',
  add column programme_version text not null default '';
alter table aval.guarantee
  alter column programme drop default,
  alter column programme_version drop default;
`;

/** The programme of a case. */
export class Programmes1700000000310 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(columns);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table aval.guarantee drop column programme, drop column programme_version',
    );
  }
}
