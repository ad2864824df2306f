import type { Queryable } from '../queryable.js';

/**
 * Adds the edges of stages that changed since to their roll-ups. Call it now and then (every minute, say): readers add
 * what is not folded yet themselves, and a case that changes its stage never waits for it. Gives the number of edges
 * added; none while another fold is under way.
 */
export async function foldEdges(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ folded: number }>('select aval.fold_edges() as folded');
  return rows[0]?.folded ?? 0;
}

/** Makes all roll-ups anew from the edges, as the owner of the tables. Stages that change meanwhile wait for it. */
export async function rebuildEdgeRollups(db: Queryable): Promise<void> {
  await db.query('select aval.rebuild_edge_rollups()');
}
