import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Link } from '#domain/limits/relations';
import { reserveHeadroom } from '#store/limits/commitments';
import { relateApplicant } from '#store/limits/relate';
import { verifyLimits } from '#store/limits/verify-limits';
import { inTransaction } from '#store/transaction';
import { freshDatabase, type TestDatabase } from '../ledger/database.js';
import { alone, guaranteeOf, netAssets, openGuardedBook, wan } from './guarded-book.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
}, 60_000);
afterAll(() => database.close());

const party = (value: string): Link => ({ kind: 'relatedParty', value });
const registrationNoOf = (book: string, name: string) => `${book}-${name}`;

/** A party with a case in the book: what an application leaves before it is taken in. */
async function apply(book: string, name: string): Promise<number> {
  const { rows } = await database.owner.query<{ id: number }>(
    `insert into aval.party (kind, name, registration_no) values ('company', $1, $1) returning id`,
    [registrationNoOf(book, name)],
  );
  const id = rows[0]?.id ?? 0;
  await database.owner.query(
    `insert into aval.guarantee (number, book, product, pack_version, currency, bank, applicant, loan_minor,
       amount_minor, tenor_months, applied_on, stage, clock, clock_at, programme, programme_version, opening,
       submitted_by)
     values ($1, $2, 'p', 'p@1', 'CNY', 'b', $3, 1, 1, 1, '2026-01-01', 'intake', 'driven', now(), 's', 's@1', '{}', 'x')`,
    [`AV${String(id).padStart(8, '0')}`, book, id],
  );
  return id;
}

const relate = (book: string, name: string, customer: number, links: readonly Link[]) =>
  inTransaction(database.app, (tx) =>
    relateApplicant(
      tx,
      guaranteeOf(book, `${book}/${name}`, customer),
      { registrationNo: registrationNoOf(book, name), links },
      '2026-01-01',
    ),
  );

const reserve = (book: string, customer: number, amountMinor: number) =>
  inTransaction(database.app, (tx) =>
    reserveHeadroom(tx, guaranteeOf(book, `${book}/${customer}`, customer), {
      amountMinor,
      bearers: alone,
      until: '2026-06-30',
    }),
  );

async function openBook(book: string): Promise<void> {
  await openGuardedBook(database.owner, book);
  await netAssets(database.app, book, 1000 * wan);
}

describe('the fifteen hundredths of related debtors', () => {
  test('see a related party that is a customer already, and was silent itself', async () => {
    await openBook('older');
    const [silent, speaks] = [await apply('older', 'silent'), await apply('older', 'speaks')];
    expect(await relate('older', 'silent', silent, [])).toBeNull();
    expect(await reserve('older', silent, 90 * wan)).toMatchObject({ kind: 'taken' });
    const related = await relate('older', 'speaks', speaks, [party('older-silent')]);
    expect(related).toMatchObject({ joined: 1 });
    expect(await reserve('older', speaks, 70 * wan)).toMatchObject({
      kind: 'exceeded',
      findings: [{ rule: 'relatedDebtors', usedMinor: 90 * wan, headroomMinor: 60 * wan }],
    });
    expect(await reserve('older', speaks, 60 * wan)).toMatchObject({ kind: 'taken' });
    expect(await verifyLimits(database.app, 'older')).toEqual([]);
  });

  test('see an applicant whom others declared before it came', async () => {
    await openBook('younger');
    const first = await apply('younger', 'first');
    await relate('younger', 'first', first, [party('younger-second')]);
    await reserve('younger', first, 100 * wan);
    const second = await apply('younger', 'second');
    expect(await relate('younger', 'second', second, [])).toMatchObject({ joined: 0 });
    expect(await relate('younger', 'second', second, [])).toBeNull();
    expect(await reserve('younger', second, 51 * wan)).toMatchObject({
      findings: [{ rule: 'relatedDebtors' }],
    });
  });

  test('see two firms of one controller, one of which only calls it a related party', async () => {
    await openBook('ruled');
    const [one, other] = [await apply('ruled', 'one'), await apply('ruled', 'other')];
    const controller = { kind: 'controller', value: 'person' } as const;
    const owned = await relate('ruled', 'one', one, [controller, party('person')]);
    const named = await relate('ruled', 'other', other, [party('person')]);
    expect(named?.group).toBe(owned?.group);
  });

  test('are one group, whoever declares whom, all at once', async () => {
    await openBook('ring');
    const names = Array.from({ length: 12 }, (_, at) => `m${at}`);
    const ids: number[] = [];
    for (const name of names) ids.push(await apply('ring', name));
    const next = (at: number) => party(`ring-m${(at + 1) % names.length}`);
    await Promise.all(
      names.flatMap((name, at) => [
        relate('ring', name, ids[at] ?? 0, [next(at)]),
        reserve('ring', ids[at] ?? 0, 5 * wan),
      ]),
    );
    const { rows } = await database.app.query<{ groups: number; used: number }>(
      `select count(distinct coalesce(g.merged_into, g.id))::int as groups,
         (select sum(committed_gross) / 100 from aval.limit_group where book = 'ring')::int as used
       from aval.limit_customer c join aval.limit_group g on g.id = c.group_id where c.book = 'ring'`,
    );
    expect(rows).toEqual([{ groups: 1, used: 60 * wan }]);
    expect(await verifyLimits(database.app, 'ring')).toEqual([]);
  });
});
