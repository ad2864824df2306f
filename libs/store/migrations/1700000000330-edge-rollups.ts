import type { MigrationInterface, QueryRunner } from 'typeorm';
import { edgeFunctions } from './edges/functions.js';
import { edgeTables } from './edges/tables.js';

const grants = `
grant select on aval.edge_rollup, aval.edge_unfolded to aval_app;
revoke execute on function aval.queue_edge, aval.fold_edges, aval.rebuild_edge_rollups from public;
grant execute on function aval.fold_edges to aval_app;
`;

/** Day × edge × histogram roll-ups of what the stages of all cases took. */
export class EdgeRollups1700000000330 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(edgeTables);
    await runner.query(edgeFunctions);
    await runner.query(grants);
    await runner.query('select aval.rebuild_edge_rollups()');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger queued on aval.edge_fact');
    await runner.query('drop table aval.edge_rollup, aval.edge_unfolded');
    await runner.query(
      'drop function aval.queue_edge, aval.fold_edges, aval.rebuild_edge_rollups, aval.duration_bin',
    );
  }
}
