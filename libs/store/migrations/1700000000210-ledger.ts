import type { MigrationInterface, QueryRunner } from 'typeorm';
import { checks } from './ledger/checks.js';
import { functions } from './ledger/functions.js';
import { tables } from './ledger/tables.js';

const grants = `
grant select on aval.ledger_account, aval.ledger_period, aval.ledger_entry, aval.ledger_posting,
  aval.ledger_balance, aval.ledger_day_total, aval.ledger_fold to aval_app;
revoke execute on function aval.post_ledger_entry, aval.fold_ledger, aval.refold_ledger, aval.close_ledger_period
  from public;
grant execute on function aval.post_ledger_entry, aval.fold_ledger, aval.close_ledger_period to aval_app;
`;

/** Entries, postings, the balances that they keep, day totals and closed periods. */
export class Ledger1700000000210 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query(checks);
    await runner.query(functions);
    await runner.query(grants);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table aval.ledger_fold, aval.ledger_day_total, aval.ledger_balance,
      aval.ledger_posting, aval.ledger_entry, aval.ledger_period, aval.ledger_account`);
    await runner.query(`drop function aval.date_ledger_entry, aval.carry_ledger_postings,
      aval.lock_ledger_position, aval.post_ledger_entry, aval.fold_ledger, aval.refold_ledger,
      aval.close_ledger_period`);
  }
}
