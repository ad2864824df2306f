import { describe, expect, test } from '@jest/globals';
import type { TaskKind } from '#domain/lifecycle/tasks';
import { receiveEvent } from '#store/inbox/receive-event';
import { decide, refusalCodeOf, type Decision } from '../../apps/cli/api/aval-api.js';
import { call } from '../api/client.js';
import { until } from '../stack/until.js';
import { bankTells, day, lent, loanMinor, month, repaid, told, wan } from './life.js';
import { everyRecordIsSound, lives } from './lives.js';
import { eventOf, namesOf, postedTo, type CaseRecord, type TaskRecord } from './record.js';

const rejected = {
  partners: { ...told, refund: 'reject' },
  moments: [lent(day(1)), repaid(month(3), loanMinor)],
} as const;
const all = {
  orderedAgain: rejected,
  settledOtherwise: rejected,
  paidAfterAll: rejected,
  paidTwice: rejected,
  reopened: {
    ...rejected,
    moments: [
      ...rejected.moments,
      bankTells(month(4), 'repayment.clawedBack', { amountMinor: 2 * wan, currency: 'CNY' }),
    ],
    decisions: [{ task: 'rejectedPayment', outcome: null, reasons: [] }],
    until: month(5),
  },
} as const;
const names = Object.keys(all) as (keyof typeof all)[];
type Name = keyof typeof all;
const played = lives(all);
const { recordOf, paymentsOf, stand } = played;

const account = { holder: '示例公司', bank: '示例银行', number: '6222 0000 1111 4321' };
const proof = [{ kind: 'transferVoucher' }];

const openTask = (record: CaseRecord, kind: TaskKind): TaskRecord | undefined =>
  record.tasks.find((task) => task.kind === kind && task.status === 'open');

/** The record once a task of this kind is open. */
const recordWith = (name: Name, kind: TaskKind) =>
  until(
    `${name} has an open task ${kind}`,
    () => recordOf(name),
    (record) => openTask(record, kind) !== undefined,
  );

async function decideOpen(name: Name, kind: TaskKind, decision: Decision): Promise<string | null> {
  const task = openTask(await recordWith(name, kind), kind);
  const { api, people } = stand().world;
  const person = people.one(kind === 'rejectedPaymentReview' ? 'risk' : 'finance');
  const decided = decide(api, task?.id ?? '', decision, person);
  return decided.then(() => null, refusalCodeOf);
}

const refundPaid = (name: Name) =>
  until(
    `the refund of ${name} is paid`,
    () => recordOf(name),
    (record) => namesOf(record).includes('PremiumRefundPaid'),
  );

/** The orders of the refund, the earliest first. */
const refundsOf = ({ events }: CaseRecord) =>
  events
    .filter(({ name }) => name === 'PremiumRefundOrdered')
    .map(({ data }) => ({
      reference: String(data['reference']),
      amountMinor: Number(data['amountMinor']),
    }));

/** Late, the bank says that it has executed one of the orders after all. */
async function paysLate(name: Name, index: number, id = ''): Promise<CaseRecord> {
  const before = await recordOf(name);
  const { [index]: order } = refundsOf(before);
  await receiveEvent(stand().world.database, {
    source: 'bank',
    eventId: `${before.number}.late.${index}${id}`,
    guarantee: before.number,
    kind: 'premiumRefundSettled',
    occurredOn: null,
    data: { ...order, currency: 'CNY' },
  });
  return until(
    `${name}: the bank’s late answer is taken`,
    () => recordOf(name),
    ({ inbox }) =>
      inbox.length > before.inbox.length &&
      inbox.every(({ status }) => status === 'taken' || status === 'refused'),
  );
}

describe('a refund that the bank rejects', () => {
  test('is a task of finance, claimed and decided after the ending, and ordered again under a new reference', async () => {
    const first = openTask(await recordWith('orderedAgain', 'rejectedPayment'), 'rejectedPayment');
    const claimed = await call<{ status: string; claimedBy: string }>(
      'finance-1',
      'POST',
      `/tasks/${first?.id ?? ''}/claim`,
      undefined,
      { 'if-match': '*' },
    );
    expect([claimed.status, claimed.body.status]).toEqual([200, 'claimed']);
    const { api, people } = stand().world;
    await decide(
      api,
      first?.id ?? '',
      { outcome: 'orderAgain', reasons: [] },
      people.one('finance'),
    );
    const again = await until(
      'the bank has rejected it once more',
      () => recordOf('orderedAgain'),
      ({ tasks }) => tasks.filter(({ kind }) => kind === 'rejectedPayment').length === 2,
    );
    const references = again.events
      .filter(({ name }) => name === 'PremiumRefundOrdered')
      .map(({ data }) => data['reference']);
    expect(new Set(references).size).toBe(2);
    expect(again.row.ending).toBe('released');
  });

  test('goes to another account only after a second person has released it', async () => {
    const decision = { outcome: 'orderAgain', reasons: ['accountCorrected'], account };
    expect(await decideOpen('orderedAgain', 'rejectedPayment', decision)).toBeNull();
    const waiting = await recordWith('orderedAgain', 'rejectedPaymentReview');
    expect(waiting.orders.filter(({ kind }) => kind === 'premiumRefund')).toHaveLength(2);
    expect(openTask(waiting, 'rejectedPaymentReview')?.makers).toContain('finance-1');

    const released = { outcome: 'release', reasons: [] };
    expect(await decideOpen('orderedAgain', 'rejectedPaymentReview', released)).toBeNull();
    const record = await refundPaid('orderedAgain');
    expect(record.orders.at(-1)).toMatchObject({ kind: 'premiumRefund', payload: { account } });
    expect(JSON.stringify(record.events)).not.toContain(account.number);
    expect(await paymentsOf(record)).toHaveLength(1);
    expect(postedTo(record, 'premiumRefundPayable')).toBe(0);
    expect(record.row.ending).toBe('released');
  });

  test('that was settled otherwise needs the papers that show it, and a day that has come', async () => {
    const name = 'settledOtherwise';
    const settled = { outcome: 'settledOtherwise', reasons: ['paidByTransfer'] };
    expect(await decideOpen(name, 'rejectedPayment', settled)).toBe('outcomeNotOffered');
    const tomorrow = { ...settled, proof, settledOn: '2199-01-01' };
    expect(await decideOpen(name, 'rejectedPayment', tomorrow)).toBe('outcomeNotOffered');
    const before = { ...settled, proof, settledOn: '2024-01-01' };
    expect(await decideOpen(name, 'rejectedPayment', before)).toBe('outcomeNotOffered');
    const unreasoned = { outcome: 'settledOtherwise', reasons: [], proof };
    expect(await decideOpen(name, 'rejectedPayment', unreasoned)).toBe('reasonsMissing');
  });

  test('is settled otherwise once the second person agrees; returned, it is proposed again', async () => {
    const name = 'settledOtherwise';
    const settled = { outcome: 'settledOtherwise', reasons: ['paidByTransfer'], proof };
    const returned = { outcome: 'return', reasons: ['evidenceInsufficient'] };
    expect(await decideOpen(name, 'rejectedPayment', settled)).toBeNull();
    expect(await decideOpen(name, 'rejectedPaymentReview', returned)).toBeNull();
    expect(await decideOpen(name, 'rejectedPayment', settled)).toBeNull();
    const released = { outcome: 'release', reasons: [] };
    expect(await decideOpen(name, 'rejectedPaymentReview', released)).toBeNull();

    const record = await refundPaid(name);
    expect(eventOf(record, 'PremiumRefundPaid')).toMatchObject({
      resource: 'risk-1',
      role: 'risk',
    });
    expect(record.facts.at(-1)).toMatchObject({
      kind: 'premiumRefundPaid',
      data: { settledOtherwise: true, by: 'finance-1', releasedBy: 'risk-1', proof },
    });
    expect(postedTo(record, 'premiumRefundPayable')).toBe(0);
    expect(postedTo(record, 'premiumRefunded')).not.toBe(0);
    expect(await paymentsOf(record)).toEqual([]);
  });

  test('and pays after all is paid: nothing is left for finance to order again', async () => {
    const name = 'paidAfterAll';
    const again = { outcome: 'orderAgain', reasons: [] };
    expect(await decideOpen(name, 'rejectedPayment', again)).toBeNull();
    await until(
      'the bank has rejected it once more',
      () => recordOf(name),
      ({ tasks }) => tasks.filter(({ kind }) => kind === 'rejectedPayment').length === 2,
    );
    const record = await paysLate(name, 0);
    expect(record.facts.at(-1)).toMatchObject({
      kind: 'premiumRefundPaid',
      subject: refundsOf(record)[0]?.reference,
      data: { afterRejection: true },
    });
    expect(openTask(record, 'rejectedPayment')).toBeUndefined();
    expect(postedTo(record, 'premiumRefundPayable')).toBe(0);
    expect(record.row.ending).toBe('released');

    const told = await paysLate(name, 0, 'again');
    expect(told.inbox.at(-1)).toMatchObject({ status: 'refused', reason: 'alreadyAnswered' });
    const second = await paysLate(name, 1);
    expect(namesOf(second)).toContain('PremiumRefundPaidTwice');
    expect(openTask(second, 'paymentMadeTwice')).toBeDefined();
    expect(postedTo(second, 'premiumRefundPayable')).toBe(0);
  });

  test('and pays after all, when another account has got it already, is told to finance and not booked twice', async () => {
    const name = 'paidTwice';
    const elsewhere = { outcome: 'orderAgain', reasons: [], account };
    expect(await decideOpen(name, 'rejectedPayment', elsewhere)).toBeNull();
    const released = { outcome: 'release', reasons: [] };
    expect(await decideOpen(name, 'rejectedPaymentReview', released)).toBeNull();
    const paid = await refundPaid(name);

    const twice = await paysLate(name, 0);
    expect(eventOf(twice, 'PremiumRefundPaidTwice')?.data).toMatchObject(refundsOf(paid)[0] ?? {});
    expect(postedTo(twice, 'premiumRefundPayable')).toBe(0);
    expect(postedTo(twice, 'premiumRefunded')).toBe(postedTo(paid, 'premiumRefunded'));
    expect(twice.row.ending).toBe('released');
    const unreasoned = { outcome: 'givenUp', reasons: [] };
    expect(await decideOpen(name, 'paymentMadeTwice', unreasoned)).toBe('reasonsMissing');
    const reclaimed = { outcome: 'reclaimed', reasons: [], proof };
    expect(await decideOpen(name, 'paymentMadeTwice', reclaimed)).toBeNull();
    const solved = await recordOf(name);
    expect(openTask(solved, 'paymentMadeTwice')).toBeUndefined();
    expect(solved.facts.at(-1)).toMatchObject({
      kind: 'paymentMadeTwiceSolved',
      data: { outcome: 'reclaimed', by: 'finance-1' },
    });
  });

  test('is decided while the guarantee is in force again', async () => {
    const record = await recordWith('reopened', 'rejectedPayment');
    expect(record.row).toMatchObject({ stage: 'servicing', ending: null });
    const elsewhere = { outcome: 'orderAgain', reasons: [], account };
    expect(await decideOpen('reopened', 'rejectedPayment', elsewhere)).toBeNull();
    const released = { outcome: 'release', reasons: [] };
    expect(await decideOpen('reopened', 'rejectedPaymentReview', released)).toBeNull();
    expect(postedTo(await refundPaid('reopened'), 'premiumRefundPayable')).toBe(0);
  });
});

everyRecordIsSound(played, names);
