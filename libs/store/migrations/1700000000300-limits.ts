import type { MigrationInterface, QueryRunner } from 'typeorm';
import { functions } from './limits/functions.js';
import { moving } from './limits/moving.js';
import { proposals } from './limits/proposals.js';
import { tables } from './limits/tables.js';

const doors = `aval.limit_standing, aval.move_commitment, aval.declare_related, aval.decide_limit_proposal`;

const inner = `aval.open_limit_book, aval.put_limit_cap, aval.add_to_book_stripe, aval.add_to_cap_stripe,
  aval.add_to_whole_book, aval.add_to_whole_cap`;

const grants = `
grant select on aval.limit_book, aval.limit_cap, aval.limit_group, aval.limit_customer, aval.limit_link,
  aval.limit_book_sum, aval.limit_cap_sum, aval.limit_commitment, aval.limit_proposal, aval.limit_breach to aval_app;
grant insert (book, kind, data, as_of, source, proposed_by) on aval.limit_proposal to aval_app;
grant insert, update on aval.limit_breach to aval_app;
revoke execute on function ${doors}, ${inner} from public;
grant execute on function ${doors} to aval_app;
`;

/** The limit guard: books under Decree 683, their sums in stripes, commitments, groups, proposals, breaches. */
export class Limits1700000000300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query(functions);
    await runner.query(moving);
    await runner.query(proposals);
    await runner.query(grants);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger under_limits on aval.book');
    await runner.query(`drop table aval.limit_breach, aval.limit_proposal, aval.limit_commitment,
      aval.limit_cap_sum, aval.limit_book_sum, aval.limit_link, aval.limit_customer, aval.limit_group, aval.limit_cap,
      aval.limit_book`);
    await runner.query(`drop function ${doors}, ${inner}, aval.keep_limit_proposal, aval.uses_under_cap,
      aval.is_under_cap`);
  }
}
