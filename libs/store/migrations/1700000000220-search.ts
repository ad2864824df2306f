import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A case is found by its client reference in any book, and by how its applicant's name begins. */
export class Search1700000000220 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index guarantee_by_client_reference on aval.guarantee (client_reference)
         where client_reference is not null`,
    );
    await runner.query('create index party_by_name on aval.party (name text_pattern_ops)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index aval.guarantee_by_client_reference, aval.party_by_name');
  }
}
