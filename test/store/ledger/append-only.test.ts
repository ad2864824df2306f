import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { accountNames, accounts, viewsByCell } from '#domain/ledger/accounts';
import { postFact } from '#store/ledger/post-fact';
import { inTransaction } from '#store/transaction';
import { freshDatabase, type TestDatabase } from './database.js';
import { lifeInDefault } from './facts.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  for (const fact of lifeInDefault('G1')) {
    await inTransaction(database.app, (tx) => postFact(tx, fact));
  }
}, 60_000);
afterAll(() => database.close());

const tables = [
  'ledger_entry',
  'ledger_posting',
  'ledger_balance',
  'ledger_day_total',
  'ledger_period',
];
const postingOf = (entry: string, account: string, debit: number, credit: number, no = 1) => `
  insert into aval.ledger_posting (entry, no, book, guarantee, product, drawdown, beneficiary, party, claim,
    account, currency, value_date, booked_at, debit_minor, credit_minor)
  select id, ${no}, book, guarantee, '', '', '', '', '', '${account}', currency, value_date, booked_at,
    ${debit}, ${credit} from aval.ledger_entry where ${entry}`;
const newEntry = (reference: string, lines: number) => `
  insert into aval.ledger_entry (book, reference, guarantee, kind, currency, value_date, line_count, fact)
  values ('demo', '${reference}', 'G1', 'depositReceived', 'CNY', '2026-01-01', ${lines}, '{}')`;

const overdrawing = `select aval.post_ledger_entry($1, $2, null, null, '{depositsHeld, cash}', '{"", ""}',
  '{"", ""}', '{demo, demo}', '{"", ""}', '{1, 0}', '{0, 1}')`;

describe('what is booked', () => {
  test('cannot be written, changed, deleted or emptied by the application', async () => {
    for (const table of tables) {
      for (const sql of [
        `insert into aval.${table} (book) values ('x')`,
        `update aval.${table} set book = 'x'`,
        `delete from aval.${table}`,
        `truncate aval.${table}`,
      ]) {
        await expect(database.app.query(sql)).rejects.toThrow(/permission denied/);
      }
    }
  });

  test('cannot be changed even by the owner of the tables', async () => {
    for (const table of ['ledger_entry', 'ledger_posting']) {
      for (const sql of [
        `update aval.${table} set book = 'x'`,
        `delete from aval.${table}`,
        `truncate aval.${table} cascade`,
      ]) {
        await expect(database.owner.query(sql)).rejects.toThrow(/append-only/);
      }
    }
  });

  test('is balanced whoever writes it', async () => {
    await database.owner.query(newEntry('half', 2));
    await expect(
      database.owner.query(postingOf("reference = 'half'", 'cash', 5, 0)),
    ).rejects.toThrow(/not posted whole/);
    await database.owner.query(newEntry('one-legged', 1));
    await expect(
      database.owner.query(postingOf("reference = 'one-legged'", 'cash', 5, 0)),
    ).rejects.toThrow(/out of balance/);
  });

  test('takes no more lines once it is posted', async () => {
    await expect(
      database.owner.query(postingOf("kind = 'issued'", 'cash', 1, 0, 99)),
    ).rejects.toThrow(/not posted whole/);
  });

  test('never overdraws a balance, whatever the decision said', async () => {
    const overdraw = database.app.query(overdrawing, [
      JSON.stringify({
        book: 'demo',
        reference: 'overdraw',
        guarantee: 'G1',
        kind: 'depositReturned',
        currency: 'CNY',
        valueDate: '2026-01-01',
      }),
      '',
    ]);
    await expect(overdraw).rejects.toThrow(/never_overdrawn/);
  });

  test('adds up to the balances that were kept beside it', async () => {
    const { rows } = await database.owner.query(`
      with rebuilt as (
        select p.book, p.guarantee, p.account, p.drawdown, p.beneficiary, p.party, p.claim,
          sum(case a.side when 'debit' then debit_minor - credit_minor else credit_minor - debit_minor end)
            as balance_minor
        from aval.ledger_posting p join aval.ledger_account a on a.name = p.account
        group by 1, 2, 3, 4, 5, 6, 7)
      select * from rebuilt full join aval.ledger_balance b
        using (book, guarantee, account, drawdown, beneficiary, party, claim)
      where rebuilt.balance_minor is distinct from b.balance_minor`);
    expect(rows).toEqual([]);
  });

  test('stands on the chart of accounts that the domain knows', async () => {
    const { rows } = await database.app.query<{ name: string }>(
      'select name, side, view, is_free, by_cell from aval.ledger_account order by name',
    );
    const chart = [...accountNames].sort().map((name) => ({
      name,
      side: accounts[name].side,
      view: accounts[name].view,
      is_free: accounts[name].free === true,
      by_cell: viewsByCell.includes(accounts[name].view),
    }));
    expect(rows.sort((one, other) => (one.name < other.name ? -1 : 1))).toEqual(chart);
  });
});
