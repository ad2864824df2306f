/** Takes orders: the first of a reference is played, every later one is answered alike and does nothing. */
import { createHash } from 'node:crypto';
import type { Courier } from './courier.js';
import type { Entry, JsonObject, OwedEntry } from './entries.js';
import { now, type Logbook } from './logbook.js';
import { orderKey } from './memory.js';
import { partners, type OrderBody } from './partners.js';
import type { Played } from './plays/play.js';
import type { DeliveryManner } from './scenario.js';
import type { PartnerName } from './settings.js';

/** How long an answer is held back while the engine does not take the order's webhooks. */
const patienceMs = 5_000;

export interface OrderReceived {
  readonly partner: PartnerName;
  readonly order: string;
  readonly body: OrderBody & JsonObject;
  readonly traceparent?: string;
}

/**
 * `undelivered`: the order is done and its answer is still owed, so the sender should come again. `brokenOff`: done,
 * and the sender is to hear nothing.
 */
export type OrderOutcome = 'received' | 'referenceReused' | 'undelivered' | 'brokenOff';

export class OrderDesk {
  constructor(
    private readonly logbook: Logbook,
    private readonly courier: Courier,
  ) {}

  /** On disk before it is answered, and what it tells at once is with the engine before it is answered. */
  async take(received: OrderReceived): Promise<OrderOutcome> {
    const { partner, body } = received;
    const print = printOf(received);
    const before = this.logbook.memory.printOf({ partner, reference: body.reference });
    if (before !== undefined) return this.takeAgain(received, print, before === print);
    return this.takeFirst(received, print);
  }

  /** What became of an order, once all that it told has arrived; null when its reference is unknown. */
  async ask(partner: PartnerName, order: string, reference: string) {
    // What is known lies before this entry, so the answer never speaks of what is not on disk.
    await this.logbook.write([
      { kind: 'request', at: now(), partner, order, outcome: 'asked', reference },
    ]);
    const standing = this.logbook.memory.standingOf(partner, reference);
    if (!standing) return { kind: 'notKnown' } as const;
    const delivered = await this.courier.hasCarried(orderKey({ partner, reference }), patienceMs);
    return delivered ? ({ kind: 'known', standing } as const) : ({ kind: 'undelivered' } as const);
  }

  private async takeFirst(received: OrderReceived, print: string): Promise<OrderOutcome> {
    const { partner, order, body } = received;
    const scenario = this.logbook.memory.scenarioOf(body.guarantee, body.clientReference);
    const played = partners[partner].orders[order]?.play(body, scenario);
    if (!played) throw new Error(`${partner} plays no order ${order}`);
    const owed = owedFor(received, played);
    // The order itself comes last: a crash that cuts this off leaves a reference that can be played again.
    await this.logbook.write([
      ...this.consequences(received, played),
      ...owed,
      requestEntry(received, print, 'taken'),
    ]);
    const key = orderKey({ partner, reference: body.reference });
    return this.tell(key, owed, { delivery: scenario.delivery, played });
  }

  private async tell(
    key: string,
    owed: OwedEntry[],
    { delivery, played }: { delivery: DeliveryManner; played: Played },
  ): Promise<OrderOutcome> {
    if (delivery.delayMs > 0) {
      void this.courier.carry(owed, delivery);
      return 'received';
    }
    this.courier.carryFor(key, owed, delivery);
    if (played.breaksOff) return 'brokenOff';
    return (await this.courier.hasCarried(key, patienceMs)) ? 'received' : 'undelivered';
  }

  private async takeAgain(
    received: OrderReceived,
    print: string,
    same: boolean,
  ): Promise<OrderOutcome> {
    const { partner, body } = received;
    const outcome = same ? 'repeated' : 'referenceReused';
    // What the first one wrote lies before this entry, so both are on disk when this resolves.
    await this.logbook.write([requestEntry(received, print, outcome)]);
    if (!same) return 'referenceReused';
    const key = orderKey({ partner, reference: body.reference });
    return (await this.courier.hasCarried(key, patienceMs)) ? 'received' : 'undelivered';
  }

  private consequences({ partner, body }: OrderReceived, played: Played): Entry[] {
    const { reference } = body;
    const entries: Entry[] = [];
    if (played.pays && !this.logbook.memory.hasExecuted(reference)) {
      entries.push(paymentEntry(body));
    }
    if (played.standing) {
      entries.push({ kind: 'standing', at: now(), partner, reference, standing: played.standing });
    }
    return entries;
  }
}

/** Money moves by a payment's own figures. */
export function paymentEntry(payment: JsonObject): Entry {
  const { reference, guarantee, claim, amountMinor, currency } = payment;
  return {
    kind: 'payment',
    at: now(),
    reference: String(reference),
    guarantee: String(guarantee),
    claim: typeof claim === 'string' ? claim : null,
    amountMinor: Number(amountMinor),
    currency: String(currency),
  };
}

/** The same order owes the same event ids, however often it is played. */
function owedFor({ partner, body }: OrderReceived, { told }: Played): OwedEntry[] {
  const { reference, guarantee } = body;
  return told.map((fact, index) => ({
    kind: 'owed',
    at: now(),
    partner,
    eventId: `${partner}.${reference}.${index + 1}`,
    reference,
    body: { guarantee, ...fact },
  }));
}

function requestEntry(
  { partner, order, body, traceparent }: OrderReceived,
  print: string,
  outcome: 'taken' | 'repeated' | 'referenceReused',
): Entry {
  const { reference, guarantee } = body;
  return {
    kind: 'request',
    at: now(),
    partner,
    order,
    reference,
    guarantee,
    outcome,
    print,
    body,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}

/** The wire schema has put the order's fields in one order, so equal orders have equal prints. */
function printOf({ order, body }: OrderReceived): string {
  return createHash('sha256')
    .update(JSON.stringify([order, body]))
    .digest('hex');
}
