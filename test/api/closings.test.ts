import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openStand, type Stand } from '../lifecycle/stand.js';

let stand: Stand;
let book: string;
beforeAll(async () => {
  stand = await openStand();
  book = await stand.bookOf('bao-wei-dai');
}, 120_000);
afterAll(() => stand.close());

const call = async (method: 'GET' | 'POST', path: string, person: string, body?: object) => {
  const { api, people } = stand.world;
  const asked = people.all.find(({ id }) => id === person);
  if (asked === undefined) throw new Error(`nobody is called ${person}`);
  const token = await api.tokens.of(asked);
  const answer = await api.door.call({
    method,
    path,
    token,
    ...(body === undefined ? {} : { body }),
  });
  return answer.body as Record<string, unknown>;
};

describe('a book over the API', () => {
  test('is closed by another person than the one who proposed it', async () => {
    const path = `/books/${book}/closings`;
    const proposed = await call('POST', path, 'finance-1', { period: '2023-01' });
    expect(proposed).toMatchObject({ outcome: null, proposedBy: 'finance-1' });
    const decision = `${path}/${String(proposed['id'])}/decision`;
    await expect(call('POST', decision, 'finance-1', { outcome: 'approve' })).rejects.toThrow(
      /makerIsChecker/,
    );
    const closed = await call('POST', decision, 'risk-1', { outcome: 'approve' });
    expect(closed).toMatchObject({ outcome: 'closed', report: { period: '2023-01' } });
    await expect(call('POST', path, 'finance-1', { period: '2023-01' })).rejects.toThrow(
      /closingRefused/,
    );
  });

  test('is held against a bank’s statement, and a difference is resolved once', async () => {
    const path = `/books/${book}/statements`;
    const csv =
      'guarantee,drawdown,currency,loanOutstandingMinor,guaranteedOutstandingMinor\nX,1,CNY,,5\n';
    const found = await call('POST', path, 'finance-1', { bank: 'nobody', period: '2023-01', csv });
    expect(found).toMatchObject({ openCount: 1, items: [{ standing: 'missingHere' }] });
    const resolutions = `${path}/${String(found['statement'])}/resolutions`;
    const said = { guarantee: 'X', drawdown: '1', reason: 'another guarantor’s' };
    expect(await call('POST', resolutions, 'finance-1', said)).toMatchObject({ openCount: 0 });
    await expect(call('POST', resolutions, 'finance-1', said)).rejects.toThrow(/differenceNotOpen/);
  });
});
