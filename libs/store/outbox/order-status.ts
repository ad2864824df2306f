import type { Queryable } from '../queryable.js';

export type OrderStatus = 'pending' | 'unknown' | 'sent' | 'refused';

/** How far an order has come, by its reference; nothing when there is none of that reference. */
export async function orderStatus(
  store: Queryable,
  reference: string,
): Promise<OrderStatus | undefined> {
  const found = await store.query<{ status: OrderStatus }>(
    'select status from aval.outbox where reference = $1',
    [reference],
  );
  return found.rows[0]?.status;
}
