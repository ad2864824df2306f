import type { MigrationInterface, QueryRunner } from 'typeorm';

const accounts = `
insert into aval.ledger_account (name, side, view, is_free, by_cell) values
  -- Premium that is to be paid back and is not yet.
  ('premiumRefundPayable', 'credit', 'cash', false, false),
  -- Premium passed on for re-guarantee; the running account with the re-guarantor may stand on either side.
  ('premiumCeded', 'debit', 'cash', false, false),
  ('cededPremiumPayable', 'credit', 'cash', true, false)
`;

/** Premium owed back to debtors, and owed on to re-guarantors. */
export class PremiumPayables1700000000384 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(accounts);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `delete from aval.ledger_account
       where name in ('premiumRefundPayable', 'premiumCeded', 'cededPremiumPayable')`,
    );
  }
}
