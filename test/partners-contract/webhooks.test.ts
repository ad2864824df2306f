import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { messageKinds, ownMessages } from '#domain/lifecycle/messages';
import { partnerNames } from '#partners/adapters';
import { adapterNamed } from './stand.js';
import { sampleWebhooks } from './samples.js';

const secret = `whsec_${Buffer.alloc(32, 'ours').toString('base64')}`;
const otherSecret = `whsec_${Buffer.alloc(32, 'theirs').toString('base64')}`;

function bytes(body: unknown): Buffer {
  return Buffer.from(JSON.stringify(body));
}

function signed(raw: Buffer, { at = new Date(), key = secret, id = 'e-1' } = {}) {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(key).sign(id, at, raw),
  };
}

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

describe.each(partnerNames)('a webhook of the partner %s', (partner) => {
  const { webhook } = adapterNamed(partner);
  const samples = sampleWebhooks.filter((sample) => sample.partner === partner);
  const raw = bytes({ type: samples[0]?.type, guarantee: 'G-1', data: samples[0]?.data });

  test('is believed when its signature fits, and keeps its id on redelivery', () => {
    const verified = { kind: 'verified', eventId: 'e-1' };
    expect(webhook.verify(signed(raw), raw, [secret])).toEqual(verified);
    expect(webhook.verify(signed(raw, { at: minutesAgo(4) }), raw, [secret])).toEqual(verified);
  });

  test('is believed under the old secret and the new while one replaces the other', () => {
    const secrets = [otherSecret, secret];
    expect(webhook.verify(signed(raw), raw, secrets).kind).toBe('verified');
    expect(webhook.verify(signed(raw, { key: otherSecret }), raw, secrets).kind).toBe('verified');
  });

  test.each([
    ['forged with another secret', signed(raw, { key: otherSecret }), 'signatureMismatch'],
    ['of another event', { ...signed(raw), 'webhook-id': 'e-2' }, 'signatureMismatch'],
    ['six minutes old', signed(raw, { at: minutesAgo(6) }), 'timestampTooOld'],
    ['six minutes ahead', signed(raw, { at: minutesAgo(-6) }), 'timestampTooNew'],
    ['dated by a word', { ...signed(raw), 'webhook-timestamp': '12x' }, 'timestampMalformed'],
    ['without a signature', { ...signed(raw), 'webhook-signature': undefined }, 'headersMissing'],
    [
      'signed in a scheme unknown',
      { ...signed(raw), 'webhook-signature': 'v9,xx' },
      'signatureMismatch',
    ],
  ])('is rejected with a reason when %s', (_name, headers, code) => {
    const judged = webhook.verify(headers, raw, [secret]);
    expect(judged).toMatchObject({ kind: 'rejected', code });
    expect(judged.kind === 'rejected' && judged.reason).not.toBe('');
  });

  test('is rejected when any byte of its body was changed', () => {
    fc.assert(
      fc.property(fc.nat(raw.length - 1), fc.integer({ min: 1, max: 127 }), (place, change) => {
        const changed = Buffer.from(raw);
        changed[place] = ((changed[place] ?? 0) + change) % 128;
        return webhook.verify(signed(raw), changed, [secret]).kind === 'rejected';
      }),
      { numRuns: 50 },
    );
  });

  test.each(samples)('$type becomes the fact $kind', ({ type, kind, data }) => {
    const body = { type, guarantee: 'G-1', occurredOn: '2026-05-31', data };
    expect(webhook.parse(bytes(body))).toEqual({
      kind: 'parsed',
      fact: { guarantee: 'G-1', kind, occurredOn: '2026-05-31', data },
    });
  });

  test.each([
    ['is no JSON', Buffer.from('{"type":'), 'body: not JSON'],
    ['is no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'body: not JSON'],
    ['is a list', bytes([]), 'body: '],
    ['names no guarantee', bytes({ type: 'x', data: {} }), 'guarantee: '],
    ['has a type unknown', bytes({ type: 'moon.rose', guarantee: 'G-1', data: {} }), 'moon.rose'],
    ['has an inherited type', bytes({ type: 'toString', guarantee: 'G-1', data: {} }), 'toString'],
    [
      'has a date that is none',
      bytes({ ...JSON.parse(raw.toString()), occurredOn: '2026-02-30' }),
      'occurredOn: ',
    ],
    ['says more than agreed', bytes({ ...JSON.parse(raw.toString()), more: 1 }), 'more'],
  ])('is malformed, with the place named, when it %s', (_name, body, place) => {
    expect(webhook.parse(body)).toMatchObject({
      kind: 'malformed',
      detail: expect.stringContaining(place),
    });
  });

  test.each(samples)('$type with a word more than agreed is malformed', ({ type, data }) => {
    const body = { type, guarantee: 'G-1', data: { ...data, surprise: true } };
    expect(webhook.parse(bytes(body))).toMatchObject({
      kind: 'malformed',
      detail: expect.stringContaining('surprise'),
    });
  });

  test('never throws, whatever it holds', () => {
    const kinds = ['parsed', 'malformed'];
    fc.assert(
      fc.property(fc.json(), (text) => kinds.includes(webhook.parse(Buffer.from(text)).kind)),
    );
  });
});

test('between them the partners can tell every fact that a case takes in, but for our own', () => {
  const told = [...sampleWebhooks.map(({ kind }) => kind), ...ownMessages];
  expect(told.sort()).toEqual([...messageKinds].sort());
});

test.each([
  ['half a cent', 1_000.5],
  ['nothing', 0],
  ['less than nothing', -1],
  ['a text', '1000'],
  ['more than can be counted', 2 ** 53],
])('a premium of %s is malformed', (_name, amountMinor) => {
  const { webhook } = adapterNamed('bank');
  const data = { amountMinor, currency: 'CNY' };
  const body = bytes({ type: 'premium.received', guarantee: 'G-1', data });
  expect(webhook.parse(body)).toMatchObject({
    kind: 'malformed',
    detail: expect.stringMatching(/^data\.amountMinor: /),
  });
});
