import type { MigrationInterface, QueryRunner } from 'typeorm';
import { carrying } from './ledger/checks.js';
import { locking } from './ledger/functions.js';
import { datedCarrying, datedLocking, latestDates, noLatestDates } from './ledger/latest-dates.js';

const again = (created: string) => created.replace('create function', 'create or replace function');

/** Every balance knows its latest value date: a fact that is valued earlier is held to each day since. */
export class LatestDates1700000000400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(latestDates);
    await runner.query(datedCarrying);
    await runner.query(datedLocking);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(again(carrying));
    await runner.query(again(locking));
    await runner.query(noLatestDates);
  }
}
