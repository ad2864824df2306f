import { describe, expect, test } from '@jest/globals';
import { acts, bankTells, day, lent, month, told } from '../lifecycle/life.js';
import { lives } from '../lifecycle/lives.js';
import { call } from './client.js';

interface PartnerFact {
  readonly kind: string;
  readonly status: string;
  readonly heldFor: readonly string[];
  readonly reason: string | null;
}
interface Detail {
  readonly ending: string | null;
  readonly heldFacts: readonly PartnerFact[];
  readonly alsoAwaiting: readonly { for: string; on: string; dueAt: string }[];
}

const extension = bankTells(day(2), 'extension.requested', { newMaturity: month(20) });
const silentBank = { commitment: 'silent', ...told } as const;
const committed = bankTells(day(7), 'commitment.decided', { decision: 'committed' });

const { numberOf } = lives({
  toldEarly: { partners: silentBank, moments: [extension], until: day(5) },
  toldEarlyAndTaken: {
    partners: silentBank,
    moments: [extension, committed, lent(day(10))],
    until: day(11),
  },
  toldEarlyInVain: {
    partners: silentBank,
    moments: [extension, acts(day(5), 'withdraw')],
  },
  letterOut: { partners: { ...told, letterReturn: 'silent' }, until: day(5) },
});

const detailOf = async (number: string) =>
  (await call<Detail>('risk-1', 'GET', `/guarantees/${number}`)).body;
const inboxOf = async (number: string) =>
  (await call<{ items: PartnerFact[] }>('risk-1', 'GET', `/guarantees/${number}/inbox`)).body.items;
const extensionOf = async (number: string) =>
  (await inboxOf(number)).find(({ kind }) => kind === 'extensionRequested');

describe('a fact that comes before its stage', () => {
  test('is shown as held, with the stages that it waits for', async () => {
    const held = { kind: 'extensionRequested', status: 'held', heldFor: ['servicing'] };
    const number = numberOf('toldEarly');
    expect((await detailOf(number)).heldFacts).toMatchObject([held]);
    expect(await extensionOf(number)).toMatchObject(held);
  });

  test('is taken when its stage comes', async () => {
    const number = numberOf('toldEarlyAndTaken');
    expect(await extensionOf(number)).toMatchObject({ status: 'taken', heldFor: [] });
    expect((await detailOf(number)).heldFacts).toEqual([]);
  });

  test('is refused when the case ends before, and kept with the reason', async () => {
    const number = numberOf('toldEarlyInVain');
    expect((await detailOf(number)).ending).toBe('withdrawn');
    expect(await extensionOf(number)).toMatchObject({ status: 'refused', reason: 'caseHasEnded' });
    expect((await detailOf(number)).heldFacts).toEqual([]);
  });
});

describe('a withdrawal after issuance', () => {
  test('is under way until the bank returns the letter, and is asked of the bank once', async () => {
    const number = numberOf('letterOut');
    const withdraw = () =>
      call<{ ending: string | null }>(
        'operations-1',
        'POST',
        `/guarantees/${number}/withdrawal`,
        { reason: 'the loan is not needed any more' },
        { 'if-match': '*' },
      );
    for (const answer of [await withdraw(), await withdraw()]) {
      expect([answer.status, answer.body.ending]).toEqual([202, null]);
    }
    const { alsoAwaiting } = await detailOf(number);
    expect(alsoAwaiting).toMatchObject([{ for: 'letterReturn', on: 'bank' }]);
    const { body } = await call<{ items: { name: string }[] }>(
      'risk-1',
      'GET',
      `/guarantees/${number}/events?limit=500`,
    );
    const asked = body.items.filter(({ name }) => name === 'LetterReturnRequested');
    expect(asked).toHaveLength(1);
  });
});
