import type { Carried, Opening } from '#domain/lifecycle/opening';
import type { Queryable } from '../queryable.js';

/** How the workflow of an ended case is opened once more, from where it left off; nothing while the case lives. */
export async function openingAfterEnding(
  store: Queryable,
  number: string,
): Promise<Opening | undefined> {
  const { rows } = await store.query<{ opening: Opening; carried: Carried }>(
    'select opening, carried from aval.guarantee where number = $1 and ending is not null',
    [number],
  );
  const [found] = rows;
  return found && { ...found.opening, carried: found.carried };
}
