import { describe, expect, test } from '@jest/globals';
import { day, lent, month, told, wan } from './life.js';
import { everyRecordIsSound, lives } from './lives.js';
import { namesOf, type CaseRecord } from './record.js';

const moments = [lent(day(10))];
const all = {
  filed: { partners: told, moments, until: month(4) },
  refused: { partners: { ...told, filing: 'refuse' }, moments, until: month(1) },
  unanswered: { partners: { ...told, filing: 'silent' }, moments, until: month(4) },
  notReGuaranteed: { product: 'sba-7a', partners: told, until: day(1) },
} as const;
const names = Object.keys(all) as (keyof typeof all)[];
const played = lives(all);
const { recordOf } = played;

const ofFiling = ({ events }: CaseRecord) =>
  events.filter(({ activity }) => activity === 'filing').map(({ name }) => name);

describe('a guarantee that is re-guaranteed', () => {
  test('is filed with the re-guarantor when the loan is disbursed, for its share', async () => {
    const record = await recordOf('filed');
    expect(record.orders.filter(({ kind }) => kind === 'filing')).toMatchObject([
      {
        partner: 'reGuarantor',
        payload: { party: 'reGuarantor', amountMinor: 4 * wan, disbursedOn: day(10) },
      },
    ]);
    expect(ofFiling(record)).toEqual(['GuaranteeSubmittedForFiling', 'GuaranteeFiled']);
    expect(record.facts.find(({ kind }) => kind === 'filed')?.subject).toBe('reGuarantor');
    expect(record.row).toMatchObject({ stage: 'servicing', waitingFor: 'repayment' });
  });

  test('whose filing is not answered is reminded of it, and escalated when its deadline passes', async () => {
    const record = await recordOf('unanswered');
    expect(ofFiling(record)).toEqual([
      'GuaranteeSubmittedForFiling',
      'ReminderSent',
      'DeadlinePassed',
      'WaitEscalated',
    ]);
    const expected = record.facts.find(({ kind }) => kind === 'answerExpected');
    const passed = record.events.find(({ name }) => name === 'DeadlinePassed');
    expect(passed?.at).toBe(expected?.data['dueAt']);
    expect(record.row.waitingFor).toBe('repayment');
  });

  test('whose filing is refused has that on its record, and people are told', async () => {
    const record = await recordOf('refused');
    expect(ofFiling(record)).toEqual([
      'GuaranteeSubmittedForFiling',
      'FilingRefused',
      'WaitEscalated',
    ]);
    expect(record.facts.find(({ kind }) => kind === 'filingRefused')?.data).toMatchObject({
      reason: 'outside the agreed sectors',
    });
  });
});

test('a guarantee that nobody re-guarantees is filed with nobody', async () => {
  expect(namesOf(await recordOf('notReGuaranteed'))).not.toContain('GuaranteeSubmittedForFiling');
});

everyRecordIsSound(played, names);
