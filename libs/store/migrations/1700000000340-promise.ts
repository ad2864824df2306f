import type { MigrationInterface, QueryRunner } from 'typeorm';

const column = `
-- What the letter is to promise beyond its amount: kind of guarantee, what its cap covers, a joint loan's banks.
alter table aval.guarantee
  add column promise jsonb not null default '{}'::jsonb;
`;

/** The kind of guarantee and its beneficiaries. */
export class Promise1700000000340 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(column);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table aval.guarantee drop column promise');
  }
}
