import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { adapterOf } from '#partners/adapters';
import type { Delivery, PartnerConnection } from '#partners/ports';
import { findDueOrders, markSent } from '#store/outbox/due-orders';
import type { DueOrder, SendResult } from '#store/outbox/due-orders';
import { receiveEvent } from '#store/inbox/receive-event';
import { Desk, type DeskWork } from './desk.js';
import { eventOfRefusal } from './refused-order.js';

export type ConnectionOf = (partner: string) => PartnerConnection | null;

const longestBackoffMs = 60_000;

/**
 * Sends orders to partners: at least once, each under its one reference, those of a case in their order.
 * A timeout is not a failure: the order is unknown and is sent again, and one that moves money is asked for first.
 */
export function outboxDesk(
  pool: Pool,
  post: Post,
  logger: Logger,
  width: number,
): Desk<DueOrder, SendResult> {
  const work: DeskWork<DueOrder, SendResult> = {
    name: 'outbox',
    find: (limit, except) => findDueOrders(pool, limit, except),
    caseOf: ({ guarantee }) => guarantee,
    perform: (order) => post.send(order),
    write: (results) => markSent(pool, results),
  };
  return new Desk(work, width, logger);
}

/** Sends single orders. */
export class Post {
  /**
   * @param soleSince orders written before this instant may have been sent by an earlier dispatcher that died
   *   before it could say so; they count as attempted.
   */
  constructor(
    private readonly pool: Pool,
    private readonly connectionOf: ConnectionOf,
    private readonly soleSince: Date,
  ) {}

  async send(order: DueOrder): Promise<SendResult> {
    const delivery = await this.attempt(order);
    if (delivery.kind === 'refused') await this.tellTheCase(order, delivery.detail);
    return resultOf(order, delivery);
  }

  private async attempt(order: DueOrder): Promise<Delivery> {
    const adapter = adapterOf(order.partner);
    const connection = this.connectionOf(order.partner);
    if (adapter === null || connection === null) {
      return { kind: 'unknown', why: `no way to the partner ${order.partner} is configured` };
    }
    const mayHaveBeenSent = order.attempts > 0 || order.createdAt <= this.soleSince;
    const attempt = mayHaveBeenSent ? order.attempts + 2 : 1;
    // Whatever goes wrong once an attempt has begun leaves its outcome unknown, a bug of ours too.
    return adapter
      .send({ ...order, id: String(order.id), attempt }, connection)
      .catch((error: unknown) => ({ kind: 'unknown', why: String(error) }));
  }

  /** A refusal that the case must know of reaches it as any partner's fact does, numbered by the inbox. */
  private async tellTheCase(order: DueOrder, reason: string): Promise<void> {
    const event = eventOfRefusal(order, reason);
    if (event !== null) await receiveEvent(this.pool, event);
  }
}

function resultOf(order: DueOrder, delivery: Delivery): SendResult {
  switch (delivery.kind) {
    case 'accepted':
      return { id: order.id, status: 'sent', error: null, retryAfterMs: 0 };
    case 'refused': {
      const error = `${delivery.code}: ${delivery.detail}`;
      return { id: order.id, status: 'refused', error, retryAfterMs: 0 };
    }
    case 'unknown':
      return {
        id: order.id,
        status: 'unknown',
        error: delivery.why,
        retryAfterMs: backoffMs(order.attempts),
      };
  }
}

/** Doubling from a second to a minute, with a fifth of jitter so that many do not knock at once. */
function backoffMs(attempts: number): number {
  const doubled = Math.min(1000 * 2 ** Math.min(attempts, 10), longestBackoffMs);
  return Math.round(doubled * (0.9 + Math.random() * 0.2));
}
