/** Refusals as Problem Details (RFC 9457) with a stable code. */
import type { FastifyReply } from 'fastify';

const titles = {
  bodyMalformed: [400, 'The request cannot be read'],
  idempotencyKeyMismatch: [400, 'Idempotency-Key and reference differ'],
  unauthorized: [401, 'The bearer key is missing or wrong'],
  notFound: [404, 'There is nothing here'],
  payloadMalformed: [422, 'The request does not fit its schema'],
  referenceReused: [422, 'The reference belongs to another order'],
  internal: [500, 'The sandbox failed'],
  apiRefused: [502, 'The engine refused the webhook'],
  answerUndelivered: [503, 'Done, but the engine has not taken the answer yet'],
} as const;

export type ProblemCode = keyof typeof titles;

export function sendProblem(reply: FastifyReply, code: ProblemCode, detail: string): FastifyReply {
  const [status, title] = titles[code];
  return reply
    .status(status)
    .type('application/problem+json')
    .send({ title, status, code, detail });
}
