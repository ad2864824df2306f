import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ObligationFact } from '#domain/ledger/facts';
import { accountingPeriod } from '#domain/reserves/accounting-period';
import { statutoryPolicy } from '#domain/reserves/reserve-policy';
import { readStatementRows } from '#domain/reconciliation/statement-rows';
import { books } from '#store/ledger/books';
import { closeBook } from '#store/ledger/closing/close-book';
import { decideClosing, listClosings, proposeClosing } from '#store/ledger/closing/closings';
import { foldLedger } from '#store/ledger/fold';
import { postFact } from '#store/ledger/post-fact';
import { receiveStatement } from '#store/ledger/reconciliation/receive-statement';
import { readReconciliation, resolveDifference } from '#store/ledger/reconciliation/reconciliation';
import { verifyLedger } from '#store/ledger/verify';
import { ledgerCommand } from '../../../apps/cli/commands/ledger.js';
import { openPool } from '#store/pool';
import { inTransaction } from '#store/transaction';
import { freshDatabase, type TestDatabase } from './database.js';
import { factsOf, standardTerms } from './facts.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
}, 60_000);
afterAll(() => database.close());

const post = async (facts: readonly ObligationFact[]) => {
  for (const fact of facts) {
    const outcome = await inTransaction(database.app, (tx) => postFact(tx, fact));
    expect(outcome).toMatchObject({ kind: 'booked' });
  }
};
const terms = (book: string, period: string, netProfitMinor: number | null = null) => ({
  book,
  period,
  policy: statutoryPolicy,
  netProfitMinor,
});
const close = (book: string, period: string, profit: number | null = null) =>
  closeBook(database.app, terms(book, period, profit), 'finance-1');
const figures = async (book: string, asOf?: string) =>
  (await books(database.app, { book, ...(asOf === undefined ? {} : { asOf }) })).currencies.CNY;

/** A guarantee over the year 2026 with a premium of 365 yuan, drawn to the last 分. */
function yearLong(book: string, guarantee: string): ObligationFact[] {
  const fact = factsOf(guarantee, book);
  return [
    fact('premiumAccrued', '2025-12-30', { amountMinor: 365_00, coversMonths: 12 }),
    fact('premiumReceived', '2025-12-31', { amountMinor: 365_00 }),
    fact('issued', '2026-01-01', { amountMinor: 100_000_00, ...standardTerms }),
    fact('drawn', '2026-01-02', { drawdown: 'D1', amountMinor: 100_000_00 }),
  ];
}

describe('a close', () => {
  test('books the premium earned by day, and the rest when the guarantee is over', async () => {
    await post(yearLong('earning', 'E1'));
    await post([
      ...yearLong('earning', 'E2'),
      factsOf('E2', 'earning')('repaid', '2026-02-10', {
        drawdown: 'D1',
        amountMinor: 100_000_00,
      }),
    ]);
    expect((await close('earning', '2026-01')).kind).toBe('closed');
    expect(await figures('earning')).toMatchObject({ premiumEarnedMinor: 62_00 });
    expect((await close('earning', '2026-02')).kind).toBe('closed');
    expect(await figures('earning')).toMatchObject({
      premiumEarnedMinor: 59_00 + 365_00,
      premiumUnearnedMinor: 306_00,
    });
    expect((await close('earning', '2026')).kind).toBe('closed');
    expect(await figures('earning')).toMatchObject({ premiumUnearnedMinor: 0 });
  });

  test('sets each reserve on its own basis, undoing the former period’s, and never twice', async () => {
    await post(yearLong('reserving', 'R1'));
    const january = await close('reserving', '2026-01');
    expect(january).toMatchObject({
      report: { contract: { premiumEarnedMinor: 31_00 }, regulatory: { moves: [] } },
    });
    expect(await figures('reserving')).toMatchObject({
      reportingOutstandingProvisionMinor: 1_000_00,
      regulatoryCompensationMinor: 0,
    });
    const year = await close('reserving', '2026', 10_000_00);
    expect(year.kind).toBe('closed');
    // The premium was accrued in 2025: the year of 2026 has none of its own.
    expect(await figures('reserving')).toMatchObject({
      regulatoryUnearnedPremiumMinor: 0,
      regulatoryCompensationMinor: 1_000_00,
      regulatoryGeneralRiskMinor: 1_000_00,
    });
    expect(await close('reserving', '2026')).toEqual({ kind: 'refused', reason: 'alreadyClosed' });
    expect(await close('reserving', '2026-03')).toMatchObject({ reason: 'alreadyClosed' });
    expect(await verifyLedger(database.app)).toEqual([]);
  });

  test('is frozen: what comes later changes no past answer', async () => {
    await post(yearLong('frozen', 'F1'));
    const closed = await close('frozen', '2026-01');
    if (closed.kind !== 'closed') throw new Error(closed.reason);
    const asClosed = { book: 'frozen', asOf: '2026-01-31', knownAt: closed.closedAt };
    const then = await books(database.app, asClosed);
    const late = factsOf('F1', 'frozen')('repaid', '2026-01-15', {
      drawdown: 'D1',
      amountMinor: 7,
    });
    await post([late]);
    await foldLedger(database.app);
    expect(await books(database.app, asClosed)).toEqual(then);
    expect((await figures('frozen', '2026-01-31'))?.outstandingMinor).toBe(100_000_00 - 7);
  });

  test('is proposed by one person and decided by another', async () => {
    await post(yearLong('checked', 'C1'));
    const proposed = await proposeClosing(database.app, terms('checked', '2026-01'), 'finance-1');
    if (proposed.kind !== 'proposed') throw new Error(proposed.reason);
    const again = await proposeClosing(database.app, terms('checked', '2026-02'), 'finance-2');
    expect(again).toMatchObject({ reason: 'anotherIsOpen' });
    const { id } = proposed.closing;
    const approval = { approves: true, reason: null };
    const bySelf = await decideClosing(database.app, id, { ...approval, by: 'finance-1' });
    expect(bySelf).toMatchObject({ reason: 'makerIsChecker' });
    const decided = await decideClosing(database.app, id, { ...approval, by: 'finance-2' });
    expect(decided).toMatchObject({
      closing: { outcome: 'closed', decidedBy: 'finance-2', report: { period: '2026-01' } },
    });
    expect(await listClosings(database.app, 'checked')).toHaveLength(1);
    const forced = database.owner.query(
      `update aval.period_closing set decided_by = 'finance-1' where id = $1`,
      [id],
    );
    await expect(forced).rejects.toThrow(/maker_is_not_checker/);
  });

  test('of a book in which nothing is posted is refused', async () => {
    expect(await close('nowhere', '2026')).toMatchObject({ reason: 'bookWithoutCurrency' });
  });

  test('from the command line names three bases and needs two people', async () => {
    await post(yearLong('typed', 'T1'));
    const command = ledgerCommand(() => openPool(database.appUrl, 2));
    const run = (...words: string[]) => command.parseAsync(words, { from: 'user' });
    await expect(
      run('close', 'typed', '2026-01', '--by', 'a', '--approved-by', 'a'),
    ).rejects.toThrow(/two people/);
    await run('close', 'typed', '2026-01', '--by', 'a', '--approved-by', 'b');
    expect(await close('typed', '2026-01')).toMatchObject({ reason: 'alreadyClosed' });
    expect(await listClosings(database.app, 'typed')).toMatchObject([
      { outcome: 'closed', proposedBy: 'a', decidedBy: 'b', report: { period: '2026-01' } },
    ]);
    await expect(
      run('close', 'nothing-typed', '2026-01', '--by', 'a', '--approved-by', 'b'),
    ).rejects.toThrow(/bookWithoutCurrency/);
    expect(await listClosings(database.app, 'nothing-typed')).toMatchObject([
      { outcome: 'refused', reason: 'bookWithoutCurrency' },
    ]);
  });
});

describe('a close that was cut off between proposal and decision', () => {
  const proposeLate = async (book: string, by: string) => {
    await post(yearLong(book, `${book}1`));
    const proposed = await proposeClosing(database.app, terms(book, '2026-01'), by);
    expect(proposed.kind).toBe('proposed');
    const command = ledgerCommand(() => openPool(database.appUrl, 2));
    return (...words: string[]) =>
      command.parseAsync(['close', book, ...words, '--approved-by', 'b'], { from: 'user' });
  };

  test('goes on with its own proposal when it is given again, and two people stay two', async () => {
    const run = await proposeLate('cut-off', 'a');
    await run('2026-01', '--by', 'a');
    expect(await listClosings(database.app, 'cut-off')).toMatchObject([
      { outcome: 'closed', proposedBy: 'a', decidedBy: 'b', report: { period: '2026-01' } },
    ]);
    await expect(run('2026-01', '--by', 'a')).rejects.toThrow(/alreadyClosed/);
  });

  test('is named to anybody else, and for another period, with how to decide it', async () => {
    const run = await proposeLate('in-the-way', 'a');
    const ownerNamed = (wayOut: string) => ({
      message: expect.stringContaining('a proposed 2026-01'),
      whatToDo: expect.stringContaining(wayOut),
    });
    await expect(run('2026-01', '--by', 'c')).rejects.toMatchObject(ownerNamed('--by a'));
    await expect(run('2026-02', '--by', 'a')).rejects.toMatchObject(ownerNamed('/decision'));
    await expect(run('2026-01', '--by', 'a', '--net-profit', '5')).rejects.toThrow(/anotherIsOpen/);
    expect(await listClosings(database.app, 'in-the-way')).toMatchObject([{ outcome: null }]);
  });
});

describe('a bank’s statement', () => {
  const month = accountingPeriod('2026-01');
  if (month === null) throw new Error('January is a month');
  const row = (guarantee: string, guaranteedOutstandingMinor: number) => ({
    guarantee,
    drawdown: 'D1',
    currency: 'CNY',
    loanOutstandingMinor: null,
    guaranteedOutstandingMinor,
  });
  const rows = [row('B1', 100_000_00), row('B2', 99_999_99), row('B9', 5)];
  const incoming = { book: 'banked', bank: 'bank', period: month, rows, by: 'finance-1' };

  test('is matched, differs, or lacks a side, once whatever is sent again', async () => {
    for (const guarantee of ['B1', 'B2', 'B3']) await post(yearLong('banked', guarantee));
    const first = await receiveStatement(database.app, incoming);
    const shuffled = { ...incoming, rows: [...rows].reverse(), by: 'finance-2' };
    expect(await receiveStatement(database.app, shuffled)).toEqual({
      statement: first.statement,
      isRepeated: true,
    });
    const found = await readReconciliation(database.app, first.statement);
    expect(found).toMatchObject({
      counts: { matched: 1, differing: 1, missingHere: 1, missingAtBank: 1 },
      openCount: 3,
      items: [
        { guarantee: 'B2', standing: 'differing', ourGuaranteedMinor: 100_000_00 },
        { guarantee: 'B3', standing: 'missingAtBank', bankGuaranteedMinor: null },
        { guarantee: 'B9', standing: 'missingHere', ourGuaranteedMinor: null },
      ],
    });
  });

  test('differences are resolved by a person, with a reason, once', async () => {
    const { statement } = await receiveStatement(database.app, incoming);
    const of = { statement, guarantee: 'B2', drawdown: 'D1' };
    const by = { person: 'finance-1', reason: 'the bank rounds to the yuan' };
    expect(await resolveDifference(database.app, of, by)).toEqual({ kind: 'resolved' });
    expect(await resolveDifference(database.app, of, by)).toMatchObject({ reason: 'notOpen' });
    const matched = { ...of, guarantee: 'B1' };
    expect(await resolveDifference(database.app, matched, by)).toMatchObject({ reason: 'notOpen' });
    const found = await readReconciliation(database.app, statement);
    expect(found).toMatchObject({ openCount: 2, items: [{ resolvedBy: 'finance-1' }, {}, {}] });
  });

  test('is read from a CSV file, and refused whole where a row cannot be read', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'aval-statement-')), 'statement.csv');
    const header = 'guarantee,drawdown,currency,loanOutstandingMinor,guaranteedOutstandingMinor';
    writeFileSync(file, `\uFEFF${header}\r\nB1,D1,CNY,,10000000\r\n`);
    const command = ledgerCommand(() => openPool(database.appUrl, 2));
    const words = ['reconcile', 'banked', 'bank', '2026-01', file, '--by', 'finance-1'];
    await command.parseAsync(words, { from: 'user' });
    writeFileSync(file, `${header}\nB1,D1,CNY,1.5,\n`);
    await expect(command.parseAsync(words, { from: 'user' })).rejects.toThrow(/row 1 loanOut/);
    expect(readStatementRows([rows[0], rows[0]])).toMatchObject({
      problems: [{ row: 2, problem: 'names a drawdown twice' }],
    });
  });
});
