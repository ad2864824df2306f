import { beforeAll, describe, expect, test } from '@jest/globals';
import { day, guaranteedMinor, lent, loanMinor, month, repaid, told } from '../lifecycle/life.js';
import { lives } from '../lifecycle/lives.js';
import { apply, call, openBook } from './client.js';

interface Detail {
  readonly version: number;
  readonly money: Readonly<Record<string, number>>;
  readonly tasks: { readonly kind: string; readonly status: string; readonly outcomes: string[] }[];
  readonly documents: {
    readonly name: string;
    readonly sha256: string | null;
    readonly validUntil: string | null;
  }[];
}

const detailOf = async (number: string) =>
  (await call<Detail>('risk-1', 'GET', `/guarantees/${number}`)).body;

const { numberOf } = lives({
  halfRepaid: {
    partners: told,
    moments: [lent(day(30)), repaid(month(3), loanMinor / 2)],
    until: month(4),
  },
});

beforeAll(openBook);

describe('a case', () => {
  test('in force shows what the ledger holds of it', async () => {
    const { money } = await detailOf(numberOf('halfRepaid'));
    expect(money).toEqual({
      issuedMinor: guaranteedMinor,
      undrawnMinor: 0,
      outstandingMinor: guaranteedMinor / 2,
      releasedMinor: guaranteedMinor / 2,
      claimedMinor: 0,
      paidOutMinor: 0,
      paidOutAccessoryMinor: 0,
      recoveredMinor: 0,
      writtenOffMinor: 0,
      payoutReceivableMinor: 0,
      recoveredAccessoryMinor: 0,
      writtenOffAccessoryMinor: 0,
      payoutReceivableAccessoryMinor: 0,
    });
  });

  test('shows its contracts and its letter, each with its digest', async () => {
    const { documents } = await detailOf(numberOf('halfRepaid'));
    const digests = documents.map(({ sha256 }) => sha256);
    expect(digests.length).toBeGreaterThan(1);
    for (const digest of digests) expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(digests).size).toBe(digests.length);
    const [letter] = documents.filter(({ name }) => name === 'guaranteeLetter');
    expect(letter?.validUntil).toMatch(/^2024-/);
  });

  test('at its approval has no money and no documents, and one open task', async () => {
    const { tasks, money, documents } = await detailOf((await apply()).body.number);
    expect(tasks.map(({ kind, status }) => [kind, status])).toEqual([['officerApproval', 'open']]);
    expect(tasks[0]?.outcomes).toContain('approve');
    expect(new Set(Object.values(money))).toEqual(new Set([0]));
    expect(documents).toEqual([]);
  });
});
