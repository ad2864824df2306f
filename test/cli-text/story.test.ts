import { describe, expect, test } from '@jest/globals';
import pc from 'picocolors';
import { printedStory } from '../../apps/cli/timeline/print-story.js';
import { storyOf } from '../../apps/cli/timeline/story.js';
import { codeOf, inWords, lastDayText } from '../../apps/cli/timeline/words.js';
import type { EventView } from '../../libs/store/reading/life-of-case.js';

const shanghai = { currency: 'CNY', timeZone: 'Asia/Shanghai' };
const plain = pc.createColors(false);

const event = (name: string, at: string, more: Partial<EventView> = {}): EventView => ({
  ...{ no: 1, step: 1, name, activity: 'approval', transition: 'complete', stage: 'approval' },
  ...{ resource: null, role: null, occurredAt: at, businessDate: '2026-03-26' },
  ...{ recordedAt: at, attempt: 1, data: {} },
  ...more,
});

const told = (events: readonly EventView[], waits: Parameters<typeof storyOf>[1] = []) => {
  const stay = { stage: 'approval', enteredAt: '', leftAt: null, waitedMs: null, events };
  return storyOf([stay], waits, shanghai);
};
const textOf = (name: string, data: EventView['data'], more: Partial<EventView> = {}) =>
  told([event(name, '2026-03-26T04:00:00.000Z', { data, ...more })])[0]?.text;

describe('the story of a guarantee', () => {
  test('shows the local day of the book where the day in UTC is still the one before', () => {
    const [line] = told([event('IntentLetterSent', '2026-03-25T16:30:00.000Z')]);
    expect(line).toMatchObject({ day: '2026-03-26', text: 'intent letter sent' });
  });

  test('names the value date of a fact that was told late', () => {
    const [line] = told([event('OverdueCured', '2026-03-28T04:00:00.000Z')]);
    expect(line).toMatchObject({ day: '2026-03-28', text: 'overdue cured, as of 2026-03-26' });
  });

  test('shows a deadline as the last day on which there is still time', () => {
    expect(lastDayText('2026-03-26T16:00:00.000Z', 'Asia/Shanghai')).toBe('2026-03-26');
    expect(lastDayText('2026-03-27T04:00:00.000Z', 'America/New_York')).toBe('2026-03-26');
  });

  test('tells amounts with their currency, and hashes cut short', () => {
    expect(textOf('RepaymentReceived', { principalMinor: 125_000_000, outstandingMinor: 0 })).toBe(
      'repaid CNY 1,250,000.00, still guaranteed CNY 0.00',
    );
    expect(textOf('CreditRequested', { consentHash: '7c56f7ad'.repeat(8) })).toBe(
      'credit report asked for, consent 7c56f7ad…',
    );
    expect(textOf('SomethingNew', { feeMinor: 5, newClass: 'specialMention' })).toBe(
      'something new: fee CNY 0.05, new class special mention',
    );
  });

  test('tells what an accepted claim pays beside the principal', () => {
    const accessories = [
      { accessory: 'interest', claimedMinor: 150_002, payableMinor: 100_001, limitedBy: 'due' },
    ];
    const data = { claim: '1', payableMinor: 8_000_001, coveredMinor: 8_000_001 };
    const principal = 'claim 1 accepted: CNY 80,000.01 to pay of CNY 80,000.01 covered';
    expect(textOf('ClaimAccepted', data)).toBe(principal);
    expect(textOf('ClaimAccepted', { ...data, accessories })).toBe(
      `${principal}, and interest CNY 1,000.01 of CNY 1,500.02 claimed`,
    );
  });

  test('tells why an application was declined, and by whom', () => {
    const reasons = ['weakCashFlow', 'listed:watchList'];
    expect(textOf('ApplicationDeclined', { reasons }, { resource: 'officer-1' })).toBe(
      'application declined (weak cash flow, listed: watch list), by officer-1',
    );
  });

  test('tells how long it was waited for whom, and how much of it was too long', () => {
    const wait = { for: 'bankDecision', on: 'bank', since: '2026-03-16T04:00:00.000Z' } as const;
    const until = '2026-03-26T04:00:00.000Z';
    const never = { remindedAt: null, deadlinePassedAt: null, escalatedAt: null };
    const dueAt = '2026-03-20T16:00:00.000Z';
    const ended = { ...wait, ...never, stage: 'commitment', dueAt, until, endedByStep: 3 };
    const lines = told([event('BankCommitted', until, { step: 3 })], [ended]);
    expect(lines.map(({ text }) => text)).toEqual([
      'waited 10 days for the bank (bank decision), 5 days beyond the deadline',
      'bank committed',
    ]);
  });

  test('keeps an amount in one piece where a narrow terminal breaks a line', () => {
    const lines = told([
      event('LetterIssued', '2026-03-26T04:00:00.000Z', {
        data: { amountMinor: 8_000_000, validUntil: '2026-06-30' },
      }),
    ]);
    expect(printedStory(lines, { colours: plain, columns: 52 })).toEqual([
      '2026-03-26  approval  letter issued for',
      '                      CNY 80,000.00, valid until',
      '                      2026-06-30',
    ]);
  });
});

describe('a code', () => {
  test('is shown as words, and may be asked for as it is shown', () => {
    expect(inWords('creditCheck')).toBe('credit check');
    expect(inWords('reGuarantor')).toBe('re-guarantor');
    expect(inWords('officer-1')).toBe('officer-1');
    expect(codeOf('credit check')).toBe('creditCheck');
    expect(codeOf('write-off')).toBe('writeOff');
    expect(codeOf('servicing')).toBe('servicing');
  });
});
