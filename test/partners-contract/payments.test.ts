import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { OrderDraft } from '#partners/adapters';
import { adapterNamed, openStand, orderOf, type Stand } from './stand.js';

const payment = (amountMinor: number) =>
  ({
    partner: 'bank',
    kind: 'payment',
    payload: { claim: 'C-1', amountMinor, currency: 'CNY' },
  }) as const satisfies OrderDraft;

jest.setTimeout(30_000);

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(async () => {
  await stand.close();
});

async function executed(reference: string): Promise<unknown[]> {
  const log = await stand.control('GET', `/control/log?kind=payment&reference=${reference}`);
  return log.body as unknown[];
}

async function requests(reference: string): Promise<string[]> {
  const log = await stand.control('GET', `/control/log?kind=request&reference=${reference}`);
  return (log.body as { outcome: string }[]).map(({ outcome }) => outcome);
}

const toldOf = (guarantee: string) =>
  stand.engine.told.filter((fact) => fact.guarantee === guarantee);

describe('a payment', () => {
  test('settles at once: the fact is with the engine before the order is answered', async () => {
    const order = orderOf(payment(5_000));
    expect(await stand.send(order)).toMatchObject({ kind: 'accepted' });
    const data = { reference: order.reference, claim: 'C-1', amountMinor: 5_000, currency: 'CNY' };
    expect(toldOf(order.guarantee)).toMatchObject([{ kind: 'payoutSettled', data }]);
    expect(await executed(order.reference)).toHaveLength(1);
  });

  test('whose answer was lost is unknown, and asked for before it is ever sent again', async () => {
    const order = orderOf(payment(6_000));
    const scenario = { payment: 'timeoutThenSettled' };
    await stand.control('PUT', `/control/scenarios/${order.guarantee}`, scenario);
    expect(await stand.send(order)).toMatchObject({ kind: 'unknown' });
    expect(await stand.send({ ...order, attempt: 2 })).toMatchObject({
      kind: 'accepted',
      reply: { status: 'settled', amountMinor: 6_000 },
    });
    expect(await requests(order.reference)).toEqual(['taken', 'asked']);
    expect(toldOf(order.guarantee)).toMatchObject([{ kind: 'payoutSettled' }]);
    expect(await executed(order.reference)).toHaveLength(1);
  });

  test('that never reached the bank is asked for, then sent', async () => {
    const order = orderOf(payment(7_000), { attempt: 2 });
    expect(await stand.send(order)).toMatchObject({ kind: 'accepted' });
    expect(await requests(order.reference)).toEqual(['asked', 'taken']);
    expect(await executed(order.reference)).toHaveLength(1);
  });

  test('is not sent again while the bank cannot be asked', async () => {
    const order = orderOf(payment(7_500), { attempt: 2 });
    const nowhere = { baseUrl: 'http://127.0.0.1:9', key: 'k', timeoutMs: 100 };
    expect(await adapterNamed('bank').send(order, nowhere)).toMatchObject({ kind: 'unknown' });
    expect(await requests(order.reference)).toEqual([]);
  });

  test('of another amount under a known reference is refused', async () => {
    const order = orderOf(payment(8_000));
    await stand.send(order);
    const other = { ...order, attempt: 2, payload: payment(8_001).payload };
    expect(await stand.send(other)).toMatchObject({ kind: 'refused', code: 'referenceReused' });
    expect(await executed(order.reference)).toHaveLength(1);
  });

  test('that the bank rejects moves no money', async () => {
    const order = orderOf(payment(9_000));
    await stand.control('PUT', `/control/scenarios/${order.guarantee}`, { payment: 'reject' });
    expect(await stand.send(order)).toMatchObject({ kind: 'accepted' });
    expect(toldOf(order.guarantee)).toMatchObject([{ kind: 'payoutRejected' }]);
    expect(await executed(order.reference)).toEqual([]);
    const asked = await adapterNamed('bank').ask(
      'payment',
      order.reference,
      stand.connectionTo('bank'),
    );
    expect(asked).toMatchObject({ kind: 'known', standing: { status: 'rejected' } });
  });

  test('told as settled later is executed then, once however often it is told', async () => {
    const order = orderOf(payment(9_500));
    const { reference, guarantee } = order;
    await stand.control('PUT', `/control/scenarios/${guarantee}`, { payment: 'silent' });
    await stand.send(order);
    expect(await executed(reference)).toEqual([]);
    const fact = {
      partner: 'bank',
      type: 'payment.settled',
      guarantee,
      occurredOn: '2026-05-05',
      data: { reference, ...payment(9_500).payload },
    };
    await stand.control('POST', '/control/facts', fact);
    await stand.control('POST', '/control/facts', fact);
    expect(await executed(reference)).toHaveLength(1);
  });

  test('is executed once over restarts of the bank', async () => {
    const order = orderOf(payment(10_000));
    await stand.send(order);
    await stand.restart();
    expect(await stand.send(order)).toMatchObject({ kind: 'accepted' });
    expect(await stand.send({ ...order, attempt: 3 })).toMatchObject({ kind: 'accepted' });
    expect(await executed(order.reference)).toHaveLength(1);
    expect(toldOf(order.guarantee)).toHaveLength(1);
  });
});
