import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { brokenIdentities } from '#domain/ledger/identities';
import { postFact } from '#store/ledger/post-fact';
import { readPosition } from '#store/ledger/read-position';
import { inTransaction } from '#store/transaction';
import { freshDatabase, type TestDatabase } from './database.js';
import { factsOf, lifeInDefault, standardTerms } from './facts.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
}, 60_000);
afterAll(() => database.close());

const post = (fact: Parameters<typeof postFact>[1]) =>
  inTransaction(database.app, (tx) => postFact(tx, fact));

const count = async (table: 'ledger_entry' | 'ledger_posting', guarantee: string) => {
  const { rows } = await database.app.query<{ count: number }>(
    `select count(*) from aval.${table} where guarantee = $1`,
    [guarantee],
  );
  return rows[0]?.count;
};

describe('posting a fact', () => {
  test('a whole life in default is booked, and what is kept is what was decided', async () => {
    for (const fact of lifeInDefault('G-life')) {
      const outcome = await post(fact);
      expect(outcome).toMatchObject({ kind: 'booked', isRepeated: false });
      if (outcome.kind !== 'booked') continue;
      const kept = await readPosition(database.app, 'demo', 'G-life');
      expect(new Map([...kept.balances].sort())).toEqual(
        new Map([...outcome.position.balances].sort()),
      );
      expect(brokenIdentities(kept)).toEqual([]);
    }
  });

  test('the same fact twice is one entry, and the second answer is the first', async () => {
    const fact = factsOf('G-twice')('issued', '2026-01-01', { amountMinor: 100, ...standardTerms });
    const first = await post(fact);
    const second = await post({ ...fact });
    expect(first).toMatchObject({ kind: 'booked', isRepeated: false });
    if (first.kind !== 'booked') return;
    const { entry, bookedAt } = first;
    expect(second).toMatchObject({ kind: 'booked', isRepeated: true, entry, bookedAt });
    expect(await count('ledger_entry', 'G-twice')).toBe(1);
  });

  test('a reference used for another fact is refused, for ever and for any guarantee of the book', async () => {
    const fact = factsOf('G-ref')(
      'issued',
      '2026-01-01',
      { amountMinor: 100, ...standardTerms },
      'ref',
    );
    await post(fact);
    expect(await post({ ...fact, amountMinor: 101 })).toMatchObject({ reason: 'referenceReused' });
    expect(await post({ ...fact, guarantee: 'G-ref-2' })).toMatchObject({
      reason: 'referenceReused',
    });
    expect(await post({ ...fact, book: 'other' })).toMatchObject({ kind: 'booked' });
  });

  test('a refused fact names the headroom and leaves nothing', async () => {
    const fact = factsOf('G-refused');
    await post(fact('issued', '2026-01-01', { amountMinor: 100, ...standardTerms }));
    const refused = await post(fact('drawn', '2026-01-02', { drawdown: 'D1', amountMinor: 101 }));
    expect(refused).toEqual({ kind: 'refused', reason: 'aboveUndrawn', headroomMinor: 100 });
    expect(await count('ledger_entry', 'G-refused')).toBe(1);
  });

  test('one fact posted by sixteen at once is booked once', async () => {
    const fact = factsOf('G-race')('issued', '2026-01-01', { amountMinor: 100, ...standardTerms });
    const outcomes = await Promise.all(Array.from({ length: 16 }, () => post(fact)));
    expect(
      new Set(outcomes.map((each) => (each.kind === 'booked' ? each.entry : 'refused'))).size,
    ).toBe(1);
    expect(outcomes.filter((each) => each.kind === 'booked' && !each.isRepeated)).toHaveLength(1);
  });

  test('sixteen who draw at once use what is undrawn to the last 分 and no further', async () => {
    const fact = factsOf('G-draws');
    await post(fact('issued', '2026-01-01', { amountMinor: 100, ...standardTerms }));
    const outcomes = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        post(
          fact('drawn', '2026-01-02', { drawdown: `D${index}`, amountMinor: 10 }, `draw ${index}`),
        ),
      ),
    );
    expect(outcomes.filter((each) => each.kind === 'booked')).toHaveLength(10);
    const after = await readPosition(database.app, 'demo', 'G-draws');
    expect(brokenIdentities(after)).toEqual([]);
  });

  test('a correction is a reversing entry; the corrected one stays, and is reversed once', async () => {
    const fact = factsOf('G-correct');
    await post(fact('issued', '2026-01-01', { amountMinor: 100, ...standardTerms }));
    await post(fact('drawn', '2026-01-02', { drawdown: 'D1', amountMinor: 60 }, 'wrong draw'));
    const back = fact('reversed', '2026-01-03', { reverses: 'wrong draw' }, 'correction');
    expect(await post(back)).toMatchObject({ kind: 'booked' });
    expect(await post({ ...back, reference: 'again' })).toMatchObject({
      reason: 'alreadyReversed',
    });
    const whole = fact('drawn', '2026-01-04', { drawdown: 'D1', amountMinor: 100 });
    expect(await post(whole)).toMatchObject({ kind: 'booked' });
    expect(await count('ledger_entry', 'G-correct')).toBe(4);
  });

  test('an issuance that is reversed may be issued anew, on other terms', async () => {
    const fact = factsOf('G-anew');
    await post(fact('issued', '2026-01-01', { amountMinor: 100, ...standardTerms }, 'first'));
    await post(fact('reversed', '2026-01-02', { reverses: 'first' }));
    const [own] = standardTerms.shares;
    if (own === undefined) throw new Error('no sharer');
    const anew = fact('issued', '2026-01-03', {
      amountMinor: 7,
      beneficiary: 'bank-b',
      shares: [own],
    });
    expect(await post(anew)).toMatchObject({ kind: 'booked' });
    expect((await readPosition(database.app, 'demo', 'G-anew')).terms).toMatchObject({
      beneficiary: 'bank-b',
    });
  });

  test('a rolled back transaction leaves no entry and no balance', async () => {
    const fact = factsOf('G-back')('issued', '2026-01-01', { amountMinor: 100, ...standardTerms });
    const failing = inTransaction(database.app, async (tx) => {
      await postFact(tx, fact);
      throw new Error('the step failed');
    });
    await expect(failing).rejects.toThrow('the step failed');
    expect((await readPosition(database.app, 'demo', 'G-back')).balances.size).toBe(0);
    expect(await post(fact)).toMatchObject({ kind: 'booked', isRepeated: false });
  });
});
