import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verifyLimits } from '#store/limits/verify-limits';
import { keepBook } from '../../apps/cli/api/books.js';
import { liveCase } from '../../apps/cli/world/live-case.js';
import { manyAtOnce } from '../../apps/cli/world/many-at-once.js';
import { confirmed, netAssets } from '../store/limits/guarded-book.js';
import {
  acts,
  bankTells,
  day,
  lent,
  loanMinor,
  repaid,
  scriptOf,
  told,
  wan,
  type Life,
} from './life.js';
import { patienceMs } from './lives.js';
import { eventOf, namesOf, readRecord, type CaseRecord } from './record.js';
import { openStand, type Stand } from './stand.js';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
}, patienceMs);
afterAll(() => stand.close());

/** A small firm's loan of 20 万 is guaranteed for 16 万, of which we bear half; at 75 % that weighs 6 万. */
async function openBook(name: string, netAssetsMinor: number): Promise<string> {
  const book = `${stand.run}-${name}`;
  const terms = {
    guarantor: 'Guarantor of the tests',
    currency: 'CNY',
    regime: 'decree683',
    timeZone: 'Asia/Shanghai',
  } as const;
  await keepBook(stand.world.api, book, terms, stand.world.people.operations);
  await netAssets(stand.world.database, book, netAssetsMinor);
  return book;
}

async function live(book: string, name: string, applicant: string, life: Life) {
  const reference = `${book}-${name}`;
  const script = scriptOf(life, reference, book, `${book}-${applicant}`);
  const { number } = await liveCase(stand.world, script);
  return readRecord(stand.world.database, number);
}

const committed = async ({ number }: CaseRecord) => {
  const { rows } = await stand.world.database.query<object>(
    `select reserved_own_minor as reserved, undrawn_own_minor as undrawn, outstanding_own_minor as outstanding
     from aval.limit_commitment where guarantee = $1`,
    [number],
  );
  return rows[0];
};

describe('the headroom of one debtor', () => {
  test(
    'is taken at approval, carried through the letter, and free again with repayment',
    async () => {
      const book = await openBook('debtor', 60 * wan);
      const untilLent = { partners: told, moments: [lent(day(10))], until: day(11) };
      const first = await live(book, 'first', 'A', untilLent);
      expect(await committed(first)).toEqual({ reserved: 0, undrawn: 0, outstanding: 8 * wan });
      expect(eventOf(first, 'HeadroomReserved')?.data).toEqual({
        amountMinor: 16 * wan,
        until: day(180),
      });

      const second = await live(book, 'second', 'A', { partners: told, until: day(1) });
      expect(eventOf(second, 'HeadroomRefused')?.data).toMatchObject({
        findings: [
          {
            rule: 'oneDebtor',
            article: '国令683 art. 16',
            limitMinor: 6 * wan,
            usedMinor: 6 * wan,
            askedMinor: 6 * wan,
            headroomMinor: 0,
          },
        ],
        // Of two 分 nothing is ours: the others' parts are rounded up.
        largestFitMinor: 2,
      });
      expect(second.row.waitingFor).toBe('reconsideration');
      expect(eventOf(second, 'ApprovalRefused')?.data).toEqual({ reasons: ['limit:oneDebtor'] });

      const moments = [...untilLent.moments, repaid(day(20), loanMinor)];
      const over = await live(book, 'first', 'A', { ...untilLent, moments, until: day(21) });
      expect(over.row.ending).toBe('released');
      expect(await committed(over)).toEqual({ reserved: 0, undrawn: 0, outstanding: 0 });
      const third = await live(book, 'third', 'A', { partners: told, until: day(1) });
      expect(third.row.stage).toBe('disbursement');
      expect(await committed(third)).toEqual({ reserved: 0, undrawn: 8 * wan, outstanding: 0 });
      expect(await verifyLimits(stand.world.database, book)).toEqual([]);
    },
    patienceMs,
  );

  test(
    'goes back when the case ends unissued, and when the reservation expires on its clock',
    async () => {
      const book = await openBook('back', 60 * wan);
      await confirmed(stand.world.database, book, 'terms', { reservationDays: 5 });
      const silent = { partners: { commitment: 'silent' } } as const;
      const moments = [acts(day(3), 'withdraw')];
      const withdrawn = await live(book, 'withdrawn', 'B', { ...silent, moments });
      expect(eventOf(withdrawn, 'HeadroomGivenBack')?.data).toMatchObject({ reason: 'ended' });
      const waiting = await live(book, 'waiting', 'B', { ...silent, until: day(7) });
      const given = eventOf(waiting, 'HeadroomGivenBack');
      expect(given?.data).toEqual({ amountMinor: 16 * wan, reason: 'expired' });
      expect(given?.at).toBe(`${day(5)}T16:00:00.000Z`);
      expect(waiting.row.stage).toBe('commitment');
      expect(await committed(waiting)).toEqual({ reserved: 0, undrawn: 0, outstanding: 0 });
    },
    patienceMs,
  );
});

test(
  'a group of related debtors that apply at once get what fits, to the last case',
  async () => {
    const book = await openBook('group', 200 * wan);
    const applicants = Array.from({ length: 12 }, (_, at) => `R${at}`);
    const records: CaseRecord[] = [];
    await manyAtOnce(applicants, { concurrency: 12 }, async (applicant) => {
      const form = { relatedGroup: 'one-family' };
      records.push(await live(book, applicant, applicant, { partners: told, form, until: day(1) }));
    });
    const reserved = records.filter((record) => namesOf(record).includes('HeadroomReserved'));
    // 15 % of 200 万 are 30 万: five cases of 6 万.
    expect(reserved).toHaveLength(5);
    expect(await verifyLimits(stand.world.database, book)).toEqual([]);
  },
  patienceMs,
);

test(
  'debtors whom an application declares as related share fifteen hundredths at approval',
  async () => {
    const book = await openBook('declared', 60 * wan);
    const party = (name: string) => ({ name, registrationNo: `91TEST${book}-${name}` });
    const first = await live(book, 'first', 'mother', { partners: told, until: day(1) });
    expect(namesOf(first)).toContain('HeadroomReserved');
    const relations = {
      controller: party('owner'),
      relatedParties: [{ ...party('mother'), relation: 'parent' }],
    } as const;
    const second = await live(book, 'second', 'daughter', {
      partners: told,
      relations,
      until: day(1),
    });
    expect(second.facts.find(({ kind }) => kind === 'relatedDebtors')?.data).toMatchObject({
      joined: 1,
      controllerDeclared: true,
      partiesDeclared: 1,
    });
    // 15 % of 60 万 are 9 万: beside the mother's 6 万 there is room for 3 万.
    expect(eventOf(second, 'HeadroomRefused')?.data).toMatchObject({
      findings: [{ rule: 'relatedDebtors', limitMinor: 9 * wan, headroomMinor: 3 * wan }],
    });
    const silent = await live(book, 'third', 'owner', { partners: told, until: day(1) });
    expect(eventOf(silent, 'HeadroomRefused')?.data).toMatchObject({
      findings: [{ rule: 'relatedDebtors' }],
    });
    expect(JSON.stringify([first, second, silent].map(({ facts }) => facts))).not.toContain(
      '91TEST',
    );
    expect(await verifyLimits(stand.world.database, book)).toEqual([]);
  },
  patienceMs,
);

test(
  'lower net assets stop a letter that was approved under higher ones',
  async () => {
    const book = await openBook('fallen', 60 * wan);
    const partners = { ...told, commitment: 'silent' } as const;
    const approved = await live(book, 'approved', 'C', { partners, until: day(1) });
    expect(approved.row.stage).toBe('commitment');
    await netAssets(stand.world.database, book, 59 * wan, '2026-02-01');
    const commits = bankTells(day(2), 'commitment.decided', { decision: 'committed' });
    const stopped = await live(book, 'approved', 'C', {
      partners,
      moments: [commits],
      until: day(3),
    });
    expect(stopped.row).toMatchObject({ ending: 'declined', endingReason: 'limit:oneDebtor' });
    expect(await committed(stopped)).toEqual({ reserved: 0, undrawn: 0, outstanding: 0 });
  },
  patienceMs,
);

test(
  'a guarantee for a related party is reported within thirty days of its letter',
  async () => {
    const book = await openBook('related', 1000 * wan);
    const form = { relatedToGuarantor: true };
    const record = await live(book, 'related', 'D', { partners: told, form, until: day(1) });
    const [report] = record.tasks.filter(({ kind }) => kind === 'relatedPartyReport');
    expect(report).toMatchObject({ status: 'decided', outcome: 'reported' });
    expect(record.row.stage).toBe('disbursement');
    expect(record.facts.map(({ kind }) => kind)).toContain('relatedPartyReported');
    expect(record.facts.find(({ kind }) => kind === 'relatedPartyTerms')?.data).toMatchObject({
      kind: 'notBetter',
    });
  },
  patienceMs,
);
