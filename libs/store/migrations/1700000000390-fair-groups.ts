import type { MigrationInterface, QueryRunner } from 'typeorm';
import { moving } from './limits/moving.js';
import { declaring } from './1700000000370-relations.js';

const functionOf = (text: string, name: string): string => {
  const found = new RegExp(`create function aval\\.${name}\\([\\s\\S]*?\\nend \\$\\$;`).exec(text);
  if (found === null) throw new Error(`no function aval.${name} to follow`);
  return found[0].replace('create function', 'create or replace function');
};

const before = (text: string, place: string, statement: string): string => {
  if (!text.includes(place)) throw new Error(`nothing to precede: ${place}`);
  return text.replace(place, `${statement}\n${place}`);
};

const formerMove = functionOf(moving, 'move_commitment');
const formerDeclaring = functionOf(declaring, 'declare_related');

const fairMove = before(
  formerMove,
  '      update aval.limit_group set committed_gross',
  '      perform pg_advisory_xact_lock(hashtextextended(of_group::text, 5));',
);
const fairDeclaring = before(
  formerDeclaring,
  '  perform from aval.limit_group where id = any (roots) order by id for update;',
  `  perform pg_advisory_xact_lock(hashtextextended(root::text, 5))
    from (select root from unnest(roots) as root order by root) as in_order;`,
);

/**
 * Writers of one group take turns in the order of their coming: a queue stands before the group's row. Of those who
 * wait for a row alone, PostgreSQL lets the next to come overtake, and the unlucky waited seven times the median.
 */
export class FairGroups1700000000390 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(fairMove);
    await runner.query(fairDeclaring);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(formerMove);
    await runner.query(formerDeclaring);
  }
}
