import { beforeAll, expect, test } from '@jest/globals';
import { call } from './client.js';
import { confirmed, fileAll, openYuanBook, rowOf, wan } from './filing-desk.js';

const book = 'api-filed-relations';
const patienceMs = 300_000;

/** Net assets of 80万: one debtor 8万, related debtors together 12万. A row of 20万 weighs 6万, by our half and 75 %. */
beforeAll(async () => {
  await openYuanBook(book);
  const proposal = {
    kind: 'netAssets',
    data: { amountMinor: 80 * wan },
    asOf: '2024-01-01',
    source: 'the balance sheet of the test',
  };
  const path = `/books/${book}/limit-proposals`;
  const { body } = await call<{ id: number }>('finance-1', 'POST', path, proposal);
  await call('risk-1', 'POST', `${path}/${body.id}/decision`, { outcome: 'confirmed' });
}, patienceMs);

test(
  'filed rows of debtors under one controller are summed, and the one that would breach 15 % is refused',
  async () => {
    const framework = await confirmed(book);
    const controller = { name: '某人', registrationNo: 'C-FILED' };
    const under = (loanReference: string) => rowOf(loanReference, { controller });
    const { rows } = await fileAll(framework, [
      under('related-1'),
      under('related-2'),
      under('related-3'),
      rowOf('alone'),
    ]);
    const refused = rows.filter(({ status }) => status === 'refused');
    expect(rows.filter(({ status }) => status === 'accepted')).toHaveLength(3);
    expect(refused).toMatchObject([{ reason: 'limit:relatedDebtors' }]);
    expect(refused[0]?.detail).toMatch(/art. 16/);
    expect(refused[0]?.loanReference).toMatch(/^related/);
  },
  patienceMs,
);

test(
  'a row whose declared parent is a debtor already joins its group, from a file too',
  async () => {
    const framework = await confirmed(book);
    const parent = rowOf('parent');
    await fileAll(framework, [parent]);
    const columns = Object.keys(parent);
    const lineOf = (reference: string) =>
      [...Object.values(rowOf(reference)), `母公司|${parent.registrationNo}|parent`].join(',');
    const csv = [
      [...columns, 'relatedParties'].join(','),
      lineOf('child-1'),
      lineOf('child-2'),
    ].join('\n');
    const { rows } = await fileAll(framework, csv, 'text/csv');
    expect(rows.map(({ status }) => status).sort()).toEqual(['accepted', 'refused']);
    expect(rows.map(({ reason }) => reason)).toContain('limit:relatedDebtors');
  },
  patienceMs,
);
