import { beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { testStack } from '../stack/stack.js';
import { apply, call, openBook } from './client.js';

beforeAll(openBook);

interface Report {
  readonly id?: string;
  readonly sentAt?: Date;
  readonly tamperWith?: (body: string) => string;
}

/** Reports a fact as the bank does, signed with the secret that the stack has agreed with it. */
async function report(body: unknown, { id, sentAt, tamperWith }: Report = {}) {
  const secret = testStack().secrets.partners['AVAL_WEBHOOK_SECRET_BANK'] ?? '';
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const [eventId, at] = [id ?? randomUUID(), sentAt ?? new Date()];
  return call<{ received?: string; code?: string }>(
    null,
    'POST',
    '/webhooks/bank',
    tamperWith === undefined ? text : tamperWith(text),
    {
      'webhook-id': eventId,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(eventId, at, text),
    },
  );
}

/** A fact that a case at its approval keeps for later. */
const costPaid = (guarantee: string) => ({
  type: 'recovery.costPaid',
  guarantee,
  occurredOn: '2020-03-02',
  data: { costKind: 'litigation', amountMinor: 100, currency: 'USD' },
});

async function inboxOf(number: string): Promise<{ no: number; kind: string; status: string }[]> {
  const { body } = await call<{ items: { no: number; kind: string; status: string }[] }>(
    'auditor-1',
    'GET',
    `/guarantees/${number}/inbox`,
  );
  return body.items;
}

describe('a partner’s webhook', () => {
  test('under a known id with another content changes nothing, and is parked and told as a conflict', async () => {
    const { number } = (await apply()).body;
    const id = randomUUID();
    const fact = costPaid(number);
    const other = { ...fact, data: { ...fact.data, amountMinor: 999 } };
    const otherDay = { ...fact, occurredOn: '2020-03-03' };
    const answers = [];
    for (const body of [fact, other, other, otherDay, fact])
      answers.push(await report(body, { id }));
    expect(answers.map(({ status, body }) => [status, body.received])).toEqual([
      [202, 'numbered'],
      [202, 'conflicting'],
      [202, 'conflicting'],
      [202, 'conflicting'],
      [202, 'duplicate'],
    ]);
    expect(await inboxOf(number)).toHaveLength(1);
  });

  test('is numbered once, however often it comes', async () => {
    const { number } = (await apply()).body;
    const id = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => report(costPaid(number), { id })),
    );
    expect(answers.every(({ status }) => status === 202)).toBe(true);
    const received = answers.map(({ body }) => body.received).sort();
    expect(received.filter((how) => how !== 'duplicate')).toHaveLength(1);
    expect(await inboxOf(number)).toHaveLength(1);
  });

  test('many at once are numbered without gaps', async () => {
    const { number } = (await apply()).body;
    await Promise.all(Array.from({ length: 12 }, () => report(costPaid(number))));
    const numbers = (await inboxOf(number)).map(({ no }) => no);
    expect(numbers).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
  });

  test.each([
    ['changed on its way', { tamperWith: (text: string) => text.replace('USD', 'EUR') }],
    ['from long ago', { sentAt: new Date(Date.now() - 3_600_000) }],
    ['from the future', { sentAt: new Date(Date.now() + 3_600_000) }],
  ])('%s is rejected', async (_, how: Report) => {
    const rejected = await report(costPaid('AV00000001'), how);
    expect([rejected.status, rejected.body.code]).toEqual([401, 'signatureRejected']);
  });

  test('without a signature is rejected, and an unknown partner has no door', async () => {
    const unsigned = await call<{ code: string }>(null, 'POST', '/webhooks/bank', {});
    expect(unsigned.body.code).toBe('signatureRejected');
    expect((await call(null, 'POST', '/webhooks/nobody', {})).status).toBe(404);
  });

  test.each([
    ['of an unknown guarantee', costPaid('AV99999999')],
    ['that is not JSON', 'no JSON at all'],
    ['that holds what cannot be stored', { type: 'loan.repaid\u0000', guarantee: 'AV1', data: {} }],
    ['of an unknown type', { type: 'moon.risen', guarantee: 'AV00000001', data: {} }],
  ])('%s is authentic: it is parked and acknowledged', async (_, body) => {
    const parked = await report(body);
    expect([parked.status, parked.body.received]).toEqual([202, 'parked']);
  });
});
