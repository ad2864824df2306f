/** Makes an adapter of a partner's wire tables: JSON over HTTP out, Standard Webhooks in. */
import type { z } from 'zod';
import type { MessageKind } from '#domain/lifecycle/messages';
import { askForOrder, sendOrder } from './order-sending.js';
import type { Json, Malformed, Parsed, PartnerAdapter } from './ports.js';
import { verifyStandardWebhook } from './standard-webhook.js';
import {
  explainMismatch,
  webhookEnvelope,
  type OrderTable,
  type WebhookEnvelope,
  type WebhookTable,
} from './wire-terms.js';

/** Which of our facts a webhook is: always the same one, or one that its data decides. */
type FactMap<Webhooks extends WebhookTable> = {
  readonly [Type in keyof Webhooks]:
    MessageKind | ((data: z.output<Webhooks[Type]>) => MessageKind);
};

/** A partner that speaks our JSON contract. */
interface JsonPartner<
  Name extends string,
  Orders extends OrderTable,
  Webhooks extends WebhookTable,
  Facts extends FactMap<Webhooks>,
> {
  readonly name: Name;
  readonly orders: Orders;
  readonly webhooks: Webhooks;
  readonly facts: Facts;
}

/** The tables with the adapter that speaks them; the tables keep their types for whoever places orders. */
export function jsonPartner<
  const Name extends string,
  Orders extends OrderTable,
  Webhooks extends WebhookTable,
  const Facts extends FactMap<Webhooks>,
>(partner: JsonPartner<Name, Orders, Webhooks, Facts>) {
  return { ...partner, adapter: jsonAdapter(partner) };
}

function jsonAdapter<Webhooks extends WebhookTable>(
  partner: JsonPartner<string, OrderTable, Webhooks, FactMap<Webhooks>>,
): PartnerAdapter {
  const specOf = (kind: string) =>
    Object.hasOwn(partner.orders, kind) ? partner.orders[kind] : undefined;
  return {
    name: partner.name,
    orderKinds: Object.keys(partner.orders),
    async send(order, connection) {
      const spec = specOf(order.kind);
      if (spec) return sendOrder(spec, order, connection);
      const detail = `${partner.name} takes no order ${order.kind}`;
      return { kind: 'refused', code: 'orderKindUnknown', detail };
    },
    async ask(kind, reference, connection) {
      const spec = specOf(kind);
      if (spec) return askForOrder(spec, reference, connection);
      return { kind: 'unknown', why: `${partner.name} takes no order ${kind}` };
    },
    webhook: {
      verify: verifyStandardWebhook,
      parse: (rawBody) => parseWebhook(partner, rawBody),
    },
  };
}

function parseWebhook<Webhooks extends WebhookTable>(
  partner: JsonPartner<string, OrderTable, Webhooks, FactMap<Webhooks>>,
  rawBody: Buffer,
): Parsed | Malformed {
  const json = readJson(rawBody);
  if (json.kind === 'malformed') return json;
  const envelope = webhookEnvelope.safeParse(json.value);
  if (!envelope.success) return malformed(explainMismatch(envelope.error));
  return readFact(partner, envelope.data);
}

function readFact<Webhooks extends WebhookTable>(
  partner: JsonPartner<string, OrderTable, Webhooks, FactMap<Webhooks>>,
  { type, guarantee, occurredOn, data }: WebhookEnvelope,
): Parsed | Malformed {
  const schema = Object.hasOwn(partner.webhooks, type) ? partner.webhooks[type] : undefined;
  if (!schema) return malformed(`type: ${partner.name} tells nothing of the type ${type}`);
  const told = schema.safeParse(data);
  if (!told.success) return malformed(explainMismatch(told.error, ['data']));
  const named: MessageKind | ((data: never) => MessageKind) | undefined = partner.facts[type];
  if (named === undefined) throw new Error(`the webhook ${type} is mapped to no fact of ours`);
  const kind = typeof named === 'function' ? named(told.data as never) : named;
  const fact = { guarantee, kind, data: told.data as Json };
  return { kind: 'parsed', fact: occurredOn === undefined ? fact : { ...fact, occurredOn } };
}

function readJson(rawBody: Buffer): { kind: 'json'; value: unknown } | Malformed {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(rawBody);
    return { kind: 'json', value: JSON.parse(text) };
  } catch (error) {
    return malformed(`body: not JSON in UTF-8 (${error instanceof Error ? error.message : ''})`);
  }
}

function malformed(detail: string): Malformed {
  return { kind: 'malformed', detail };
}
