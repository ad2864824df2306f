import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { businessDate } from '#domain/calendar/business-date';
import { loadPack } from '#products/load-pack';
import { loadProgramme } from '#products/programmes/load-programme';
import { filedRows, keepFiling, type FiledRowView } from '#store/framework/filings';
import { decideFramework, findFramework, proposeFramework } from '#store/framework/frameworks';
import { verifyLimits } from '#store/limits/verify-limits';
import { inTransaction } from '#store/transaction';
import { acceptRow } from '../../../activities/filing/accept-row.js';
import { freshDatabase, type TestDatabase } from '../ledger/database.js';
import { netAssets, openGuardedBook, wan } from '../limits/guarded-book.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
}, 60_000);
afterAll(() => database.close());

async function openFramework(book: string, netAssetsMinor: number | null): Promise<string> {
  await openGuardedBook(database.owner, book);
  if (netAssetsMinor !== null) await netAssets(database.app, book, netAssetsMinor);
  const { framework } = await proposeFramework(database.app, {
    book,
    reference: book,
    bank: 'synthetic-bank',
    product: 'bao-wei-dai',
    packVersion: loadPack('bao-wei-dai').identity,
    programme: 'zong-dui-zong',
    programmeVersion: loadProgramme('zong-dui-zong').identity,
    currency: 'CNY',
    limitMinor: 10_000 * wan,
    largestLoanMinor: null,
    premiumRateBps: 50,
    capRateBps: 300,
    lendsFrom: businessDate('2024-05-01'),
    lendsUntil: businessDate('2024-12-31'),
    capUntil: businessDate('2025-12-31'),
    proposedBy: 'officer-1',
  });
  await decideFramework(database.app, framework.id, 'inForce', 'risk-1');
  return framework.id;
}

/** 20 万 to a micro enterprise: 16 万 are guaranteed, 8 万 our own, which weigh 6 万 at 75 %. */
const loanTo = (registrationNo: string, at: number) => ({
  loanReference: `${registrationNo}-${at}`,
  name: `示例公司 ${registrationNo}`,
  registrationNo,
  applicantKind: 'enterprise',
  industry: 'software',
  employees: 8,
  annualRevenueMinor: 40 * wan,
  totalAssetsMinor: 30 * wan,
  loanMinor: 20 * wan,
  disbursedOn: '2024-06-03',
  tenorMonths: 12,
  firstLoan: false,
  controlsGuarantor: false,
});

async function fileAtOnce(framework: string, loans: readonly object[]): Promise<FiledRowView[]> {
  const filing = randomUUID();
  const rows = loans.map((content, at) => ({
    line: at + 1,
    loanReference: (content as { loanReference: string }).loanReference,
    content,
    refusal: null,
  }));
  const drivenFrom = '2024-06-04T04:00:00Z';
  const kept = { id: filing, framework, source: 'json', sha256: filing, drivenFrom, rows };
  await inTransaction(database.app, (tx) => keepFiling(tx, { ...kept, submittedBy: 'officer-1' }));
  await Promise.all(rows.map(({ line }) => acceptRow(database.app, { filing, line })));
  return filedRows(database.app, filing, { status: null, after: 0, limit: 1000 });
}

const countOf = async (table: string, book: string) => {
  const { rows } = await database.owner.query<{ count: number }>(
    `select count(*)::integer as count from aval.${table} where book = $1`,
    [book],
  );
  return rows[0]?.count;
};

const acceptedOf = (rows: readonly FiledRowView[]) =>
  rows.filter(({ status }) => status === 'accepted');

describe('a filed row', () => {
  test('that would breach a cap of Decree 683 is refused with its figures, and leaves nothing', async () => {
    const framework = await openFramework('filed-one', 60 * wan);
    const [first] = await fileAtOnce(framework, [loanTo('91A', 1)]);
    expect(first?.status).toBe('accepted');
    const [second] = await fileAtOnce(framework, [loanTo('91A', 2)]);
    expect(second).toMatchObject({
      status: 'refused',
      reason: 'limit:oneDebtor',
      field: 'loanMinor',
      guarantee: null,
      detail:
        'oneDebtor (国令683 art. 16): limit 6000000, used 6000000, asked 6000000, headroom 0; ' +
        'guaranteed amount that would fit: 2',
    });
    expect(await countOf('guarantee', 'filed-one')).toBe(1);
    expect(await countOf('limit_commitment', 'filed-one')).toBe(1);
    const found = await findFramework(database.app, framework);
    expect(found).toMatchObject({ acceptedMinor: 16 * wan, acceptedRows: 1 });
    expect(await verifyLimits(database.app, 'filed-one')).toEqual([]);
  });

  test('takes its debtor’s headroom to the last whole request, however many are filed at once', async () => {
    // 10 % of 1,000 万 are 100 万: sixteen rows of 6 万.
    const framework = await openFramework('filed-many', 1000 * wan);
    const rows = await fileAtOnce(
      framework,
      Array.from({ length: 24 }, (_, at) => loanTo('91B', at)),
    );
    expect(acceptedOf(rows)).toHaveLength(16);
    const refused = rows.filter(({ status }) => status === 'refused');
    expect(new Set(refused.map(({ reason }) => reason))).toEqual(new Set(['limit:oneDebtor']));
    expect(await countOf('guarantee', 'filed-many')).toBe(16);
    expect(await verifyLimits(database.app, 'filed-many')).toEqual([]);
  });

  test('without recorded net assets is accepted, and the breach says that they are missing', async () => {
    const framework = await openFramework('filed-bare', null);
    const rows = await fileAtOnce(framework, [loanTo('91C', 1), loanTo('91D', 1)]);
    expect(acceptedOf(rows)).toHaveLength(2);
    expect(await countOf('limit_breach', 'filed-bare')).toBe(1);
  });
});
