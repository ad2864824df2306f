/** Facts told through the control door: the world releases what will become of a loan, one dated fact at a time. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Carried, Courier } from './courier.js';
import type { Entry, JsonObject, OwedEntry } from './entries.js';
import { now, type Logbook } from './logbook.js';
import { paymentEntry } from './order-desk.js';
import { partners } from './partners.js';
import { waitAtMost } from './patience.js';
import { partnerNames } from './settings.js';

const factShape = {
  partner: z.enum(partnerNames),
  type: z.string().min(1),
  guarantee: z.string().min(1).max(64),
  occurredOn: z.iso.date().optional(),
  data: z.record(z.string(), z.json()),
  /** The webhook's id: the same id again is a redelivery. */
  eventId: z.string().min(1).max(100).optional(),
};
const copies = z.int().min(1).max(10).default(1);
const delayMs = z.int().min(0).max(600_000).default(0);

/** Facts that say that the bank has moved our money. */
const settles = ['payment.settled', 'refund.settled'];

/** A fact whose data the partner's own schema takes. */
function heldToItsWire(
  fact: { partner: (typeof partnerNames)[number]; type: string; data: unknown },
  context: z.RefinementCtx,
) {
  const { webhooks } = partners[fact.partner];
  const schema = Object.hasOwn(webhooks, fact.type) ? webhooks[fact.type] : undefined;
  if (!schema) {
    const known = Object.keys(webhooks).join(', ');
    const message = `${fact.partner} tells only ${known}`;
    context.addIssue({ code: 'custom', path: ['type'], message });
    return;
  }
  for (const issue of schema.safeParse(fact.data).error?.issues ?? []) {
    context.addIssue({ code: 'custom', path: ['data', ...issue.path], message: issue.message });
  }
}

export const oneFact = z.strictObject({ ...factShape, copies, delayMs }).superRefine(heldToItsWire);
export const factBatch = z.strictObject({
  facts: z.array(z.strictObject(factShape).superRefine(heldToItsWire)).min(1).max(2_000),
  copies,
  delayMs,
  shuffle: z.boolean().default(false),
});
export type FactBatch = z.output<typeof factBatch>;

export interface ToldFact {
  readonly eventId: string;
  readonly outcome: Carried | 'pending';
}

/** How long the teller waits for the engine; what it has not taken by then stays owed. */
const patienceMs = 15_000;

export class FactTeller {
  constructor(
    private readonly logbook: Logbook,
    private readonly courier: Courier,
  ) {}

  /** Facts of one guarantee travel in the order given (or shuffled); those of different guarantees side by side. */
  async tell(batch: FactBatch): Promise<ToldFact[]> {
    const owed = batch.facts.map(owedEntry);
    await this.logbook.write([...owed.flatMap((fact) => this.consequences(fact)), ...owed]);
    const carried = this.carryByGuarantee(owed, batch);
    const results = batch.delayMs > 0 ? [] : await settledWithin(carried, patienceMs);
    const outcomes = new Map(results.flatMap((result) => [...result]));
    return owed.map(({ eventId }) => ({ eventId, outcome: outcomes.get(eventId) ?? 'pending' }));
  }

  private carryByGuarantee(owed: OwedEntry[], { copies, delayMs, shuffle }: FactBatch) {
    const byGuarantee = new Map<string, OwedEntry[]>();
    for (const fact of owed) {
      const { guarantee } = fact.body;
      byGuarantee.set(guarantee, [...(byGuarantee.get(guarantee) ?? []), fact]);
    }
    return [...byGuarantee.values()].map((facts) =>
      this.courier.carry(facts, { copies, shuffle, delayMs }),
    );
  }

  /** A payment told as settled is executed, and an order told of stands as told. */
  private consequences({ partner, body: { type, guarantee, data } }: OwedEntry): Entry[] {
    const status = statusTold[type];
    const reference = data['reference'] ?? data['envelope'];
    if (!status || typeof reference !== 'string') return [];
    const before = this.logbook.memory.standingOf(partner, reference);
    if (!before) return [];
    const standing: JsonObject = { ...before, status };
    const restated: Entry = { kind: 'standing', at: now(), partner, reference, standing };
    const moves = settles.includes(type) && !this.logbook.memory.hasExecuted(reference);
    return moves ? [paymentEntry({ ...before, guarantee }), restated] : [restated];
  }
}

const statusTold: Readonly<Record<string, string>> = {
  'payment.settled': 'settled',
  'payment.rejected': 'rejected',
  'envelope.completed': 'completed',
  'envelope.rejected': 'rejected',
  'envelope.expired': 'expired',
};

function owedEntry(fact: FactBatch['facts'][number]): OwedEntry {
  const { partner, type, guarantee, occurredOn, data, eventId } = fact;
  return {
    kind: 'owed',
    at: now(),
    partner,
    eventId: eventId ?? `${partner}.${randomUUID()}`,
    reference: null,
    body: { type, guarantee, ...(occurredOn === undefined ? {} : { occurredOn }), data },
  };
}

/** The results that are there in time. */
async function settledWithin<Result>(promises: readonly Promise<Result>[], ms: number) {
  const results: Result[] = [];
  const all = Promise.all(promises.map(async (promise) => results.push(await promise)));
  await waitAtMost(ms, all, undefined);
  return results;
}
