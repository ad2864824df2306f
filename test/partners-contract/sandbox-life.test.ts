import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { OrderDraft } from '#partners/adapters';
import type { PartnerOrder } from '#partners/ports';
import { sampleOrders } from './samples.js';
import { openStand, orderOf, type Stand } from './stand.js';

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
const kindsOf = (guarantee: string) => toldOf(guarantee).map(({ kind }) => kind);

function sample(kind: OrderDraft['kind']): OrderDraft {
  const draft = sampleOrders.find((candidate) => candidate.kind === kind);
  if (!draft) throw new Error(`no sample of ${kind}`);
  return draft;
}

const give = (key: string, scenario: unknown) =>
  stand.control('PUT', `/control/scenarios/${key}`, scenario);

/** Sends one order of a case that lives by the given scenario. */
async function sendUnder(scenario: unknown, kind: OrderDraft['kind']): Promise<PartnerOrder> {
  const order = orderOf(sample(kind));
  await give(order.guarantee, scenario);
  expect(await stand.send(order)).toMatchObject({ kind: 'accepted' });
  return order;
}

describe('a case without a scenario', () => {
  test('goes smoothly from the credit query to the loan paid out whole', async () => {
    const guarantee = 'G-smooth';
    const way = ['creditQuery', 'intentLetter', 'envelope', 'registration'] as const;
    for (const kind of [...way, 'premiumNotice', 'guaranteeLetter'] as const) {
      await stand.send(orderOf(sample(kind), { guarantee }));
    }
    expect(kindsOf(guarantee)).toEqual([
      'creditReported',
      'bankCommitted',
      'partySigned',
      'partySigned',
      'signingCompleted',
      'conditionMet',
      'premiumReceived',
      'disbursed',
    ]);
    expect(toldOf(guarantee).at(-1)).toMatchObject({
      data: { drawdown: '1', amountMinor: 100_000_000, currency: 'CNY', final: true },
    });
    expect(toldOf(guarantee).every(({ occurredOn }) => occurredOn === undefined)).toBe(true);
  });

  test('is paid for, reimbursed and released without another word', async () => {
    const guarantee = 'G-paid';
    for (const kind of ['payment', 'reimbursementRequest', 'releaseNotice'] as const) {
      await stand.send(orderOf(sample(kind), { guarantee }));
    }
    expect(kindsOf(guarantee)).toEqual(['payoutSettled', 'reimbursed']);
  });
});

describe('a case with a scenario', () => {
  test.each([
    [{ bureau: { answer: 'adverse' } }, 'creditQuery', ['creditReported']],
    [{ bureau: { answer: 'noRecord' } }, 'creditQuery', ['creditReported']],
    [{ bureau: { answer: 'fault' } }, 'creditQuery', ['creditReported']],
    [{ bureau: { answer: 'silent' } }, 'creditQuery', []],
    [{ commitment: 'decline' }, 'intentLetter', ['bankDeclined']],
    [{ commitment: 'silent' }, 'intentLetter', []],
    [{ signing: 'reject' }, 'envelope', ['signingRejected']],
    [{ signing: 'expire' }, 'envelope', ['signingExpired']],
    [{ signing: 'silent' }, 'envelope', []],
    [{ conditions: 'silent' }, 'registration', []],
    [{ premium: 'silent' }, 'premiumNotice', []],
    [{ disbursement: { mode: 'told' } }, 'guaranteeLetter', []],
    [{ disbursement: { mode: 'silent' } }, 'guaranteeLetter', []],
    [{ letterReturn: 'silent' }, 'letterReturnRequest', []],
    [{}, 'letterReturnRequest', ['letterReturned']],
    [{ payment: 'silent' }, 'payment', []],
    [{}, 'filing', ['filed']],
    [{ filing: 'refuse' }, 'filing', ['filingRefused']],
    [{ filing: 'silent' }, 'filing', []],
    [{ reimbursement: 'refuse' }, 'reimbursementRequest', ['reimbursementRefused']],
    [{ reimbursement: 'silent' }, 'reimbursementRequest', []],
  ] as const)('%j answers %s with %j', async (scenario, kind, told) => {
    const order = await sendUnder(scenario, kind);
    expect(kindsOf(order.guarantee)).toEqual(told);
  });

  test('draws its loan down in parts, the last one final, each at its date', async () => {
    const drawdowns = [
      { drawdown: 'a', amountMinor: 30, occurredOn: '2026-01-10' },
      { drawdown: 'b', amountMinor: 70, occurredOn: '2026-02-10' },
    ];
    const scenario = { disbursement: { mode: 'atOnce', drawdowns } };
    const order = await sendUnder(scenario, 'guaranteeLetter');
    expect(toldOf(order.guarantee)).toMatchObject([
      { occurredOn: '2026-01-10', data: { drawdown: 'a', amountMinor: 30, final: false } },
      { occurredOn: '2026-02-10', data: { drawdown: 'b', amountMinor: 70, final: true } },
    ]);
  });

  test('is found by the applicant’s reference, and more nearly by its own number', async () => {
    const clientReference = 'loan/1 二';
    await give(encodeURIComponent(clientReference), { commitment: 'decline', premium: 'silent' });
    const order = orderOf(sample('intentLetter'), { clientReference });
    await stand.send(order);
    expect(kindsOf(order.guarantee)).toEqual(['bankDeclined']);
    const nearer = orderOf(sample('intentLetter'), { clientReference });
    await give(nearer.guarantee, { commitment: 'commit' });
    await stand.send(nearer);
    expect(kindsOf(nearer.guarantee)).toEqual(['bankCommitted']);
  });

  test('takes from the default scenario what it leaves open, also after a restart', async () => {
    await stand.control('PUT', '/control/default-scenario', { commitment: 'decline' });
    await stand.restart();
    const order = await sendUnder({ premium: 'silent' }, 'intentLetter');
    expect(kindsOf(order.guarantee)).toEqual(['bankDeclined']);
    await stand.control('PUT', '/control/default-scenario', {});
    const other = orderOf(sample('intentLetter'));
    await stand.send(other);
    expect(kindsOf(other.guarantee)).toEqual(['bankCommitted']);
  });

  test('that knows a word too many is refused, and the word is named', async () => {
    const answer = await give('G-1', { comitment: 'decline' });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ detail: expect.stringContaining('comitment') });
  });
});

describe('webhooks told of a case', () => {
  test('come doubled and out of order on demand, each under one id', async () => {
    const scenario = { delivery: { copies: 3, shuffle: true } };
    const order = await sendUnder(scenario, 'envelope');
    const ids = toldOf(order.guarantee).map(({ eventId }) => eventId);
    expect(ids).toHaveLength(9);
    expect(new Set(ids).size).toBe(3);
    expect(ids).not.toEqual([...ids].sort());
  });

  test('come late on demand: the order is answered first', async () => {
    const order = await sendUnder({ delivery: { delayMs: 300 } }, 'intentLetter');
    expect(kindsOf(order.guarantee)).toEqual([]);
    await untilTold(order.guarantee, 1);
    expect(kindsOf(order.guarantee)).toEqual(['bankCommitted']);
  });

  test('that the engine cannot take hold the answer back until it can', async () => {
    stand.engine.status = 503;
    const order = orderOf(sample('intentLetter'));
    const sent = stand.send(order);
    await untilOwed(1);
    stand.engine.status = 202;
    expect(await sent).toMatchObject({ kind: 'accepted' });
    expect(kindsOf(order.guarantee)).toEqual(['bankCommitted']);
  });

  test('are still owed after a restart, and the order is not acknowledged before', async () => {
    stand.engine.status = 500;
    const order = orderOf(sample('intentLetter'));
    const sent = stand.send(order);
    await untilOwed(1);
    await stand.restart();
    expect(await sent).toMatchObject({ kind: 'unknown' });
    stand.engine.status = 202;
    expect(await stand.send({ ...order, attempt: 2 })).toMatchObject({ kind: 'accepted' });
    expect(kindsOf(order.guarantee)).toEqual(['bankCommitted']);
    expect(await owed()).toBe(0);
  });

  test('that the engine refuses for good are not sent for ever', async () => {
    stand.engine.status = 422;
    const order = orderOf(sample('intentLetter'));
    expect(await stand.send(order)).toMatchObject({ kind: 'accepted' });
    stand.engine.status = 202;
    expect(await owed()).toBe(0);
    const log = await stand.control(
      'GET',
      `/control/log?kind=webhook&guarantee=${order.guarantee}`,
    );
    expect(log.body).toMatchObject([{ outcome: 'refused', status: 422, attempt: 1 }]);
  });
});

describe('a fact told through the control door', () => {
  const repaid = (guarantee: string, more: object = {}) => ({
    partner: 'bank',
    type: 'loan.repaid',
    guarantee,
    occurredOn: '2026-06-30',
    data: { drawdown: '1', principalMinor: 100, currency: 'CNY' },
    ...more,
  });

  test('is with the engine when it is answered, as often as asked for', async () => {
    const fact = repaid('G-told', { eventId: 'e-told', copies: 2 });
    const answer = await stand.control('POST', '/control/facts', fact);
    expect(answer).toEqual({ status: 200, body: { eventId: 'e-told', outcome: 'taken' } });
    expect(toldOf('G-told')).toMatchObject([
      { kind: 'repaid', eventId: 'e-told', occurredOn: '2026-06-30' },
      { kind: 'repaid', eventId: 'e-told', occurredOn: '2026-06-30' },
    ]);
  });

  test('is on its way when it is told late', async () => {
    const answer = await stand.control(
      'POST',
      '/control/facts',
      repaid('G-late', { delayMs: 300 }),
    );
    expect(answer).toMatchObject({ status: 202, body: { outcome: 'pending' } });
    await untilTold('G-late', 1);
  });

  test('is refused when it does not fit the partner’s words', async () => {
    const half = repaid('G-half', {
      data: { drawdown: '1', principalMinor: 0.5, currency: 'CNY' },
    });
    const answer = await stand.control('POST', '/control/facts', half);
    expect(answer).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('principalMinor') },
    });
    expect(toldOf('G-half')).toEqual([]);
  });

  test('goes in its place in a batch, and batches run side by side', async () => {
    const guarantees = Array.from({ length: 20 }, (_, no) => `G-batch-${no}`);
    const dates = ['2026-01-31', '2026-02-28', '2026-03-31'];
    const facts = dates.flatMap((occurredOn) =>
      guarantees.map((guarantee) => repaid(guarantee, { occurredOn })),
    );
    const answer = await stand.control('POST', '/control/facts/batch', { facts });
    expect(answer.status).toBe(200);
    for (const guarantee of guarantees) {
      expect(toldOf(guarantee).map(({ occurredOn }) => occurredOn)).toEqual(dates);
    }
  });

  test('comes out of order and doubled in a batch on demand', async () => {
    const facts = ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'].map((occurredOn) =>
      repaid('G-shuffled', { occurredOn, eventId: `s-${occurredOn}` }),
    );
    await stand.control('POST', '/control/facts/batch', { facts, copies: 2, shuffle: true });
    const dates = toldOf('G-shuffled').map(({ occurredOn }) => occurredOn);
    expect(dates).toHaveLength(8);
    expect(dates).not.toEqual([...dates].sort());
  });
});

async function owed(): Promise<number> {
  return ((await stand.control('GET', '/control/owed')).body as { count: number }).count;
}

async function untilOwed(count: number): Promise<void> {
  while ((await owed()) < count) await turn();
}

async function untilTold(guarantee: string, count: number): Promise<void> {
  while (toldOf(guarantee).length < count) await turn();
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 10));
