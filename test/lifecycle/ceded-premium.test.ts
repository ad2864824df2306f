import { beforeAll, describe, expect, test } from '@jest/globals';
import { decide, refusalCodeOf } from '../../apps/cli/api/aval-api.js';
import { call } from '../api/client.js';
import { until } from '../stack/until.js';
import { day, decides, lent, loanMinor, month, repaid, told, yuan } from './life.js';
import { everyRecordIsSound, lives, patienceMs } from './lives.js';
import { eventOf, namesOf, postedTo, type CaseRecord } from './record.js';

const all = {
  inForce: { partners: told, moments: [lent(day(1))], until: month(1) },
  releasedBefore: { partners: told, moments: [lent(day(1)), repaid(month(3), loanMinor)] },
  releasedAfter: { partners: told, moments: [lent(day(1))], until: month(1) },
  neverLent: { partners: told, moments: [] },
  rejected: {
    partners: { ...told, cededPremium: 'reject' },
    moments: [lent(day(1))],
    decisions: [decides('rejectedPayment', null)],
    until: month(1),
  },
} as const;
type Name = keyof typeof all;
const names = Object.keys(all) as Name[];
const played = lives(all);
const { recordOf, goesOn, stand } = played;

interface Account {
  readonly party: string;
  readonly cededMinor: number;
  readonly payableMinor: number;
  readonly receivableMinor: number;
  readonly openGuarantees: number;
}

const path = async (door: string): Promise<string> =>
  `/books/${await stand().bookOf('bao-wei-dai')}/${door}`;
const settle = async (said: object, person = 'finance-1') =>
  call<{ guarantees: number; code?: string }>(
    person,
    'POST',
    await path('re-guarantee-settlements'),
    said,
  );
const accounts = async () =>
  (await call<{ items: Account[] }>('auditor-1', 'GET', await path('re-guarantee-accounts'))).body
    .items;

const paid = ({ events }: CaseRecord) =>
  events
    .filter(({ name }) => name === 'CededPremiumPaid')
    .map(({ data }) => [data['party'], data['amountMinor']])
    .sort();

const recordWith = (name: Name, what: string, isSo: (record: CaseRecord) => boolean) =>
  until(`${name}: ${what}`, () => recordOf(name), isSo);

let before: Account[] = [];
beforeAll(async () => {
  before = await accounts();
  await settle({ month: '2024-03' });
}, patienceMs);

describe('the premium that is ceded to re-guarantors', () => {
  test('is owed in the running account of the book, and to nobody for a letter that was never used', async () => {
    expect(before.map(({ party }) => party)).toEqual(['nationalFund', 'reGuarantor']);
    for (const { openGuarantees, receivableMinor } of before)
      expect([openGuarantees, receivableMinor]).toEqual([4, 0]);
    const owed = before.reduce((sum, { payableMinor }) => sum + payableMinor, 0);
    expect(owed).toBeGreaterThan(300 * yuan);
    expect(owed).toBeLessThan(400 * yuan);
    expect(namesOf(await recordOf('neverLent'))).not.toContain('CededPremiumOrdered');
  });

  test('is paid by an order of the bank to each of them when a month is settled', async () => {
    const record = await recordWith('inForce', 'is paid', (one) => paid(one).length === 2);
    expect(paid(record)).toEqual([
      ['nationalFund', 40 * yuan],
      ['reGuarantor', 60 * yuan],
    ]);
    expect(postedTo(record, 'cededPremiumPayable')).toBe(0);
    expect(record.row.stage).toBe('servicing');
  });

  test('is paid less what an early release took back, after the ending too', async () => {
    const record = await recordWith('releasedBefore', 'is paid', (one) => paid(one).length === 2);
    const sum = paid(record).reduce((total, [, amountMinor]) => total + Number(amountMinor), 0);
    expect(sum).toBe(postedTo(record, 'premiumCeded'));
    expect(sum).toBeLessThan(30 * yuan);
    expect(postedTo(record, 'cededPremiumPayable')).toBe(0);
    expect(record.row.ending).toBe('released');
  });

  test('is told to no case twice of a month, and only finance may settle one', async () => {
    await recordWith('inForce', 'is paid', (one) => paid(one).length === 2);
    await settle({ month: '2024-03' });
    const record = await recordOf('inForce');
    expect(record.inbox.filter(({ kind }) => kind === 'cededPremiumDue')).toHaveLength(1);
    expect((await settle({ month: '2024-03' }, 'officer-1')).status).toBe(403);
    expect((await settle({ month: '2024-13' })).status).toBe(422);
  });

  test('that was paid before an early release comes back from the re-guarantor when the next month is settled', async () => {
    await recordWith('releasedAfter', 'is paid', (one) => paid(one).length === 2);
    const moments = [lent(day(1)), repaid(month(3), loanMinor)];
    const ended = await goesOn('releasedAfter', { moments, until: month(4) });
    expect(ended.row.ending).toBe('released');
    expect(postedTo(ended, 'cededPremiumPayable')).toBeGreaterThan(70 * yuan);

    await settle({ month: '2024-06' });
    const record = await recordWith(
      'releasedAfter',
      'the re-guarantors have paid back',
      (one) => namesOf(one).filter((name) => name === 'CededPremiumReturnReceived').length === 2,
    );
    expect(postedTo(record, 'cededPremiumPayable')).toBe(0);
    expect(record.row.ending).toBe('released');
  });

  test('and that the bank rejects is finance’s to order again, to another account with a second person', async () => {
    const rejected = await recordWith(
      'rejected',
      'both are rejected',
      ({ tasks }) => tasks.filter(({ kind }) => kind === 'rejectedPayment').length === 2,
    );
    expect(postedTo(rejected, 'cededPremiumPayable')).toBe(-100 * yuan);
    const { api, people } = stand().world;
    const account = { holder: 'National Fund', bank: 'Example Bank', number: '6222 0000' };
    for (const { id } of rejected.tasks.filter(({ kind }) => kind === 'rejectedPayment')) {
      const asked = { outcome: 'orderAgain', reasons: ['accountCorrected'], account };
      await decide(api, id, asked, people.one('finance'));
    }
    const { tasks } = await recordOf('rejected');
    const released = { outcome: 'release', reasons: [] };
    for (const { id } of tasks.filter(({ kind }) => kind === 'rejectedPaymentReview'))
      await decide(api, id, released, people.one('risk'));
    const record = await recordWith('rejected', 'is paid', (one) => paid(one).length === 2);
    expect(postedTo(record, 'cededPremiumPayable')).toBe(0);
    expect(eventOf(record, 'CededPremiumRejected')).toMatchObject({ resource: 'bank' });
    const late = decide(api, tasks.at(-1)?.id ?? '', released, people.one('risk'));
    expect(refusalCodeOf(await late.catch((error: unknown) => error))).toBe('taskNotOpen');
  });
});

everyRecordIsSound(played, names);
