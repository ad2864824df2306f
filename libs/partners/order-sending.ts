/** Sends orders over HTTP as JSON, and asks for them. Whatever the wire does comes back as a value. */
import { Agent, request } from 'undici';
import type { Delivery, Json, PartnerConnection, PartnerOrder, Standing } from './ports.js';
import { explainMismatch, type OrderHead, type OrderSpec } from './wire-terms.js';

const timeoutMsByDefault = 10_000;

/** Connections are kept alive and shared: hundreds of cases speak to the same few partners. */
const connections = new Agent({ connections: 256, keepAliveTimeout: 30_000 });

/** The order is checked against the wire schema before anything leaves: a mismatch is refused and names its place. */
export async function sendOrder(
  spec: OrderSpec,
  order: PartnerOrder,
  connection: PartnerConnection,
): Promise<Delivery> {
  const body = spec.request.safeParse({
    ...(isObject(order.payload) ? order.payload : { payload: order.payload }),
    reference: order.reference,
    guarantee: order.guarantee,
    clientReference: order.clientReference,
  });
  if (!body.success) {
    return { kind: 'refused', code: 'payloadMalformed', detail: explainMismatch(body.error) };
  }
  if (spec.movesMoney && order.attempt > 1) {
    return sendMoneyAgain(spec, body.data, connection);
  }
  return post(spec, body.data, connection);
}

/** An earlier attempt may have moved the money: it is sent again only when the partner never took it. */
async function sendMoneyAgain(
  spec: OrderSpec,
  body: OrderHead,
  connection: PartnerConnection,
): Promise<Delivery> {
  const asked = await askForOrder(spec, body.reference, connection);
  switch (asked.kind) {
    case 'notKnown':
      return post(spec, body, connection);
    case 'unknown':
      return asked;
    case 'known':
      return agrees(asked.standing, body)
        ? { kind: 'accepted', reply: asked.standing }
        : {
            kind: 'refused',
            code: 'referenceReused',
            detail: `the partner knows ${body.reference} as another order`,
          };
  }
}

/** `GET path/{reference}`: the partner's word on what became of an order. */
export async function askForOrder(
  spec: OrderSpec,
  reference: string,
  connection: PartnerConnection,
): Promise<Standing> {
  if (!spec.standing) return { kind: 'unknown', why: 'this order cannot be asked for' };
  const answer = await call(connection, 'GET', `${spec.path}/${encodeURIComponent(reference)}`);
  if (answer.kind === 'broken') return { kind: 'unknown', why: answer.why };
  if (answer.status === 404) return { kind: 'notKnown' };
  if (answer.status !== 200) {
    return { kind: 'unknown', why: `asked by reference, the partner answered ${answer.status}` };
  }
  const standing = spec.standing.safeParse(answer.body);
  return standing.success
    ? { kind: 'known', standing: standing.data as Json }
    : {
        kind: 'unknown',
        why: `the partner's answer is malformed: ${explainMismatch(standing.error)}`,
      };
}

async function post(
  spec: OrderSpec,
  body: OrderHead,
  connection: PartnerConnection,
): Promise<Delivery> {
  const answer = await call(connection, 'POST', spec.path, body);
  if (answer.kind === 'broken') return { kind: 'unknown', why: answer.why };
  if (answer.status >= 200 && answer.status < 300) {
    const reply = spec.reply.safeParse(answer.body);
    return reply.success
      ? { kind: 'accepted', reply: reply.data }
      : {
          kind: 'unknown',
          why: `the partner's answer is malformed: ${explainMismatch(reply.error)}`,
        };
  }
  return isFinalRefusal(answer.status)
    ? refusalOf(answer.status, answer.body)
    : { kind: 'unknown', why: `the partner answered ${answer.status}` };
}

/**
 * Answers that stay the same however often one asks. A refused key (401, 403), a path not yet served (404), a
 * conflict in flight (409) and a full house (408, 425, 429) pass, and are tried again.
 */
function isFinalRefusal(status: number): boolean {
  return status >= 400 && status < 500 && ![401, 403, 404, 408, 409, 425, 429].includes(status);
}

function refusalOf(status: number, body: unknown): Delivery {
  const problem = isObject(body) ? body : {};
  return {
    kind: 'refused',
    code: typeof problem['code'] === 'string' ? problem['code'] : `http${status}`,
    detail: typeof problem['detail'] === 'string' ? problem['detail'] : 'no reason was given',
  };
}

/** Where standing and order speak of the same thing, they must say the same. */
function agrees(standing: Json, order: OrderHead): boolean {
  if (!isObject(standing)) return false;
  const ordered: Record<string, unknown> = { ...order };
  return Object.entries(standing).every(
    ([name, value]) => !(name in ordered) || ordered[name] === value,
  );
}

type Answer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'broken'; readonly why: string };

async function call(
  connection: PartnerConnection,
  method: 'GET' | 'POST',
  path: string,
  body?: OrderHead,
): Promise<Answer> {
  try {
    const answer = await request(new URL(path, connection.baseUrl), {
      method,
      dispatcher: connections,
      signal: AbortSignal.timeout(connection.timeoutMs ?? timeoutMsByDefault),
      headers: {
        authorization: `Bearer ${connection.key}`,
        ...(connection.traceparent ? { traceparent: connection.traceparent } : {}),
        ...(body ? { 'content-type': 'application/json', 'idempotency-key': body.reference } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { kind: 'answered', status: answer.statusCode, body: jsonOf(await answer.body.text()) };
  } catch (error) {
    return { kind: 'broken', why: error instanceof Error ? error.message : String(error) };
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
