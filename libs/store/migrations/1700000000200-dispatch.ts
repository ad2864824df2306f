import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Wakes the dispatcher when something is to be delivered or sent, whoever wrote it. Notices of one transaction
 * fold into one, and a lost notice costs only the wait for the next scan.
 */
const notices = `
create function aval.notify_dispatcher() returns trigger language plpgsql as $$
begin
  perform pg_notify(tg_argv[0], '');
  return null;
end $$;
create trigger wake_dispatcher after insert on aval.guarantee
  for each statement execute function aval.notify_dispatcher('aval_inbox');
create trigger wake_dispatcher after insert on aval.inbox
  for each statement execute function aval.notify_dispatcher('aval_inbox');
create trigger wake_dispatcher after insert on aval.outbox
  for each statement execute function aval.notify_dispatcher('aval_outbox');
`;

/** What lists and the summary of the portfolio are read by. */
const indexes = `
create index guarantee_by_amount on aval.guarantee (amount_minor, number);
create index guarantee_by_application_date on aval.guarantee (applied_on, number);
create index guarantee_by_wait on aval.guarantee (waiting_on, number) where waiting_on is not null;
create index guarantee_by_submitter on aval.guarantee (submitted_by, number);
create index inbox_untaken on aval.inbox (guarantee, no) where status in ('received', 'delivered');
`;

/** Notices for the dispatcher, and the indexes of the lists. */
export class Dispatch1700000000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(notices);
    await runner.query(indexes);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function aval.notify_dispatcher cascade');
    await runner.query(
      'drop index aval.guarantee_by_amount, aval.guarantee_by_application_date, aval.guarantee_by_wait, aval.guarantee_by_submitter, aval.inbox_untaken',
    );
  }
}
