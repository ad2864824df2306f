import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { partnerNames } from '#partners/adapters';
import type { PartnerConnection } from '#partners/ports';
import { sampleOrders } from './samples.js';
import { adapterNamed, closeServer, openStand, orderOf, type Stand } from './stand.js';

jest.setTimeout(30_000);

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(async () => {
  await stand.close();
});

const toldOf = (guarantee: string) =>
  stand.engine.told.filter((fact) => fact.guarantee === guarantee);

describe.each(partnerNames)('an order to the partner %s', (partner) => {
  const adapter = adapterNamed(partner);
  const drafts = sampleOrders.filter((draft) => draft.partner === partner);

  test('has a sample of every kind', () => {
    expect(drafts.map(({ kind }) => kind).sort()).toEqual([...adapter.orderKinds].sort());
  });

  test.each(drafts)('$kind is taken, and repeated it changes nothing', async (draft) => {
    const order = orderOf(draft);
    expect(await stand.send(order)).toMatchObject({ kind: 'accepted' });
    const told = toldOf(order.guarantee);
    const again = await stand.send({ ...order, attempt: 2 });
    expect(again).toMatchObject({ kind: 'accepted' });
    expect(toldOf(order.guarantee)).toEqual(told);
  });

  test.each(drafts)('$kind sent by many hands at once is done once', async (draft) => {
    const order = orderOf(draft);
    const answers = await Promise.all([1, 1, 1, 1, 1].map(() => stand.send(order)));
    expect(answers.map(({ kind }) => kind)).toEqual(answers.map(() => 'accepted'));
    const ids = toldOf(order.guarantee).map(({ eventId }) => eventId);
    expect(ids).toEqual([...new Set(ids)]);
  });

  test.each(drafts)('$kind under a reference used for another is refused', async (draft) => {
    const order = orderOf(draft);
    await stand.send(order);
    expect(await stand.send({ ...order, guarantee: 'G-other' })).toMatchObject({
      kind: 'refused',
      code: 'referenceReused',
    });
  });

  test.each(drafts)(
    '$kind with a payload that does not fit is refused, and the place is named',
    async (draft) => {
      const payload = { ...draft.payload, surprise: 1 };
      expect(await stand.send({ ...orderOf(draft), payload })).toMatchObject({
        kind: 'refused',
        code: 'payloadMalformed',
        detail: expect.stringContaining('surprise'),
      });
      expect(await stand.send({ ...orderOf(draft), payload: 7 })).toMatchObject({
        kind: 'refused',
      });
    },
  );

  test.each(drafts)('$kind with a reference of 36 characters is refused', async (draft) => {
    const order = orderOf(draft, { reference: 'R'.repeat(36) });
    expect(await stand.send(order)).toMatchObject({
      kind: 'refused',
      detail: expect.stringMatching(/^reference: /),
    });
  });

  test.each(drafts)('$kind is unknown, never failed, when the wire breaks', async (draft) => {
    const order = orderOf(draft);
    for (const connection of await brokenConnections()) {
      expect(await adapter.send(order, connection)).toMatchObject({ kind: 'unknown' });
    }
  });

  test('of a kind that it does not take is refused', async () => {
    const connection = stand.connectionTo(partner);
    const order = { ...orderOf({ ...drafts[0] } as never), kind: 'toString' };
    expect(await adapter.send(order, connection)).toMatchObject({ code: 'orderKindUnknown' });
  });

  test('with a key not ours is not done, and not given up', async () => {
    const connection = { ...stand.connectionTo(partner), key: 'wrong' };
    for (const draft of drafts) {
      const order = orderOf(draft);
      expect(await adapter.send(order, connection)).toMatchObject({ kind: 'unknown' });
      expect(toldOf(order.guarantee)).toEqual([]);
    }
  });
});

const servers: Server[] = [];
afterAll(async () => {
  await Promise.all(servers.map(closeServer));
});

async function serve(listener: Parameters<typeof createServer>[1]): Promise<PartnerConnection> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${port}`, key: 'k', timeoutMs: 100 };
}

let broken: PartnerConnection[] | undefined;

/** Nobody there; one that never answers; one that hangs up; one in trouble; one that speaks something else. */
async function brokenConnections(): Promise<PartnerConnection[]> {
  broken ??= [
    { baseUrl: 'http://127.0.0.1:9', key: 'k', timeoutMs: 100 },
    await serve(() => undefined),
    await serve((request) => request.socket.destroy()),
    await serve((_request, response) => response.writeHead(503).end('{}')),
    await serve((_request, response) => response.writeHead(429).end('{}')),
    await serve((_request, response) => response.writeHead(200).end('<html>')),
  ];
  return broken;
}

test('an order’s payload cannot speak for another guarantee or reference', async () => {
  const draft = sampleOrders.find(({ kind }) => kind === 'intentLetter');
  const payload = { ...draft?.payload, guarantee: 'G-foreign', reference: 'R-foreign' };
  const order = orderOf({ ...draft, payload } as never);
  expect(await stand.send(order)).toMatchObject({ reply: { reference: order.reference } });
  expect(toldOf('G-foreign')).toEqual([]);
  expect(toldOf(order.guarantee)).toHaveLength(1);
});
