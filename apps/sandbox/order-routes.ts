/** The partners' front doors: a route for every order of the wire tables. */
import { timingSafeEqual, createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { now, type Logbook } from './logbook.js';
import type { OrderDesk, OrderOutcome } from './order-desk.js';
import { partners, type PlayedOrder } from './partners.js';
import { sendProblem } from './problems.js';
import { partnerNames, type PartnerName, type SandboxSettings } from './settings.js';

interface FrontDoor {
  readonly settings: SandboxSettings;
  readonly desk: OrderDesk;
  readonly logbook: Logbook;
}

export function serveOrders(app: FastifyInstance, door: FrontDoor): void {
  for (const partner of partnerNames) {
    for (const [kind, order] of Object.entries(partners[partner].orders)) {
      serveOrder(app, door, partner, kind, order);
    }
  }
}

function serveOrder(
  app: FastifyInstance,
  door: FrontDoor,
  partner: PartnerName,
  kind: string,
  order: PlayedOrder,
): void {
  const options = { onRequest: keyGuard(door, partner, kind) };
  app.post(order.path, options, (request, reply) => takeOrder(door, partner, kind, request, reply));
  if (!order.askable) return;
  app.get<{ Params: { reference: string } }>(
    `${order.path}/:reference`,
    options,
    async (request, reply) => {
      const { reference } = request.params;
      const asked = await door.desk.ask(partner, kind, reference);
      switch (asked.kind) {
        case 'known':
          return reply.send(asked.standing);
        case 'notKnown':
          return sendProblem(reply, 'notFound', `${reference} is not known here`);
        case 'undelivered':
          return sendProblem(reply, 'answerUndelivered', 'ask again');
      }
    },
  );
}

async function takeOrder(
  { desk, logbook }: FrontDoor,
  partner: PartnerName,
  order: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const body = partners[partner].orders[order]?.request.safeParse(request.body);
  if (!body?.success) {
    const detail = body ? z.prettifyError(body.error) : `${partner} takes no order ${order}`;
    logbook.note({ kind: 'request', at: now(), partner, order, outcome: 'malformed', detail });
    return sendProblem(reply, 'payloadMalformed', detail);
  }
  const { reference } = body.data;
  if (request.headers['idempotency-key'] !== reference) {
    const detail = `Idempotency-Key must be ${reference}`;
    logbook.note({ kind: 'request', at: now(), partner, order, outcome: 'malformed', detail });
    return sendProblem(reply, 'idempotencyKeyMismatch', detail);
  }
  const traceparent = request.headers['traceparent'];
  const outcome = await desk.take({
    partner,
    order,
    body: { ...body.data },
    ...(typeof traceparent === 'string' ? { traceparent } : {}),
  });
  return answer(reply, reference, outcome);
}

function answer(reply: FastifyReply, reference: string, outcome: OrderOutcome): FastifyReply {
  switch (outcome) {
    case 'received':
      return reply.status(202).send({ reference, status: 'received' });
    case 'referenceReused':
      return sendProblem(reply, 'referenceReused', `${reference} was used for another order`);
    case 'undelivered':
      return sendProblem(reply, 'answerUndelivered', `send ${reference} again`);
    case 'brokenOff':
      reply.hijack();
      reply.raw.destroy();
      return reply;
  }
}

function keyGuard({ settings, logbook }: FrontDoor, partner: PartnerName, order: string) {
  const expected = digest(`Bearer ${settings.keys[partner]}`);
  return async (request: FastifyRequest, reply: FastifyReply) => {
    if (timingSafeEqual(digest(request.headers.authorization ?? ''), expected)) return;
    logbook.note({ kind: 'request', at: now(), partner, order, outcome: 'unauthorized' });
    await sendProblem(reply, 'unauthorized', 'send the key as Authorization: Bearer <key>');
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
