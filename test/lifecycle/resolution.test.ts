import { describe, expect, test } from '@jest/globals';
import { addDays, addMonths } from '#domain/calendar/business-date';
import { recoveryWaterfall } from '#domain/programmes/waterfall';
import {
  allPapers,
  bankTells,
  claimedOn,
  claims,
  day,
  decides,
  defaulted,
  dollarsClaimed,
  dollarsLent,
  later,
  lent,
  loanMinor,
  month,
  overdue,
  proposal,
  recovered,
  recoveredLate,
  repaid,
  told,
  wan,
} from './life.js';
import { everyRecordIsSound, lives } from './lives.js';
import { balanceOf, daysOf, eventOf, namesOf, wayOf } from './record.js';

const inArrears = [lent(day(10)), overdue(month(3), 1)];
const cost = (on: ReturnType<typeof day>, amountMinor: number) =>
  bankTells(on, 'recovery.costPaid', { costKind: 'litigation', amountMinor, currency: 'CNY' });
const all = {
  recoveredWithCosts: {
    partners: told,
    moments: [
      ...defaulted,
      recovered(later(30), 4 * wan),
      cost(later(40), 1 * wan),
      recovered(later(90), 13 * wan, 'collateral'),
    ],
  },
  papersMissing: {
    partners: told,
    moments: [
      ...inArrears,
      claims(claimedOn, loanMinor, allPapers.slice(0, 3)),
      bankTells(later(10), 'claim.papersSupplied', { claim: '1', papers: allPapers.slice(3) }),
    ],
    until: later(11),
  },
  papersNeverSupplied: {
    partners: told,
    moments: [...inArrears, claims(claimedOn, loanMinor, allPapers.slice(0, 3))],
    decisions: [decides('claimExamination', 'reject'), decides('claimReview', 'reject')],
    until: later(40),
  },
  rejected: {
    partners: told,
    moments: [...defaulted, repaid(later(30), loanMinor)],
    decisions: [decides('claimReview', 'reject')],
  },
  claimWithdrawn: {
    partners: told,
    moments: [
      ...defaulted,
      bankTells(later(3), 'claim.withdrawn', { claim: '1' }),
      repaid(later(30), loanMinor),
    ],
    decisions: [decides('claimExamination', null)],
  },
  claimTooEarly: {
    partners: told,
    moments: [...inArrears, claims(addDays(month(3), 10))],
    until: addDays(month(3), 11),
  },
  reimbursementRefused: {
    partners: { ...told, reimbursement: 'refuse' },
    moments: [...defaulted],
    until: later(1),
  },
  recoveredForUsAlone: {
    partners: { ...told, reimbursement: 'refuse' },
    moments: [...defaulted, recovered(later(30), 4 * wan)],
    until: later(31),
  },
  paymentUnknown: {
    partners: { ...told, payment: 'timeoutThenSettled' },
    moments: [...defaulted],
    until: later(1),
  },
  writtenOff: {
    partners: told,
    moments: [...defaulted, recovered(later(60), 4 * wan), proposal],
  },
  writeOffRefused: {
    partners: told,
    moments: [...defaulted, proposal],
    decisions: [decides('writeOffApproval', 'refuse')],
    until: addMonths(claimedOn, 14),
  },
  recoveredLate,
  writtenOffAtOnce: {
    product: 'sba-7a',
    partners: told,
    moments: [dollarsLent, dollarsClaimed],
  },
} as const;
const names = Object.keys(all) as (keyof typeof all)[];
const played = lives(all);
const { recordOf, payoutsOf, stand } = played;

describe('a claim', () => {
  test('accepted is requested, released and paid, each by another person', async () => {
    const record = await recordOf('recoveredWithCosts');
    const chain = ['claimExamination', 'claimReview', 'payoutRequest', 'payoutReview'];
    const deciders = record.tasks.filter(({ kind }) => chain.includes(kind));
    expect(deciders.map(({ kind }) => kind)).toEqual(chain);
    expect(daysOf(record, 'PayoutMade')).toEqual([claimedOn]);
    expect(await payoutsOf(record)).toMatchObject([{ amountMinor: 16 * wan }]);
  });

  test('with papers missing is asked for them once, all together, and the clock stands still', async () => {
    const record = await recordOf('papersMissing');
    expect(record.events.filter(({ name }) => name === 'ClaimPapersAsked')).toMatchObject([
      { transition: 'suspend', data: { missing: allPapers.slice(3) } },
    ]);
    expect(eventOf(record, 'ClaimPapersSupplied')).toMatchObject({
      transition: 'resume',
      on: later(10),
    });
    expect(daysOf(record, 'ClaimAccepted')).toEqual([later(10)]);
  });

  test('whose papers never come is examined without them', async () => {
    const record = await recordOf('papersNeverSupplied');
    expect(namesOf(record).filter((name) => name === 'ClaimPapersAsked')).toHaveLength(1);
    expect(daysOf(record, 'ClaimRejected')).toEqual([later(31)]);
    expect(record.row.stage).toBe('servicing');
  });

  test('rejected leaves the guarantee in force', async () => {
    const record = await recordOf('rejected');
    expect(wayOf(record).slice(-5)).toEqual([
      'servicing',
      'claim',
      'servicing',
      'release',
      'released',
    ]);
    expect(record.orders.filter(({ kind }) => kind === 'claimDecision')).toMatchObject([
      { payload: { decision: 'rejected', reason: 'forTheTest' } },
    ]);
    expect(await payoutsOf(record)).toEqual([]);
  });

  test('withdrawn leaves the guarantee in force, and nobody needs to examine it any more', async () => {
    const record = await recordOf('claimWithdrawn');
    expect(daysOf(record, 'ClaimWithdrawn')).toEqual([later(3)]);
    const examination = record.tasks.find(({ kind }) => kind === 'claimExamination');
    expect(examination?.status).toBe('cancelled');
    expect(record.row.ending).toBe('released');
  });

  test('within the cure period is refused, and the bank is told why', async () => {
    const record = await recordOf('claimTooEarly');
    expect(record.inbox.at(-1)).toMatchObject({ status: 'refused', reason: 'withinCurePeriod' });
    expect(record.orders.at(-1)).toMatchObject({
      kind: 'claimDecision',
      payload: { decision: 'rejected', reason: 'withinCurePeriod' },
    });
    expect(record.row.stage).toBe('servicing');
  });
});

describe('a payout', () => {
  test('is shared by the re-guarantors, who pay their parts', async () => {
    const record = await recordOf('recoveredWithCosts');
    const paid = record.events.filter(({ name }) => name === 'ReimbursementReceived');
    expect(paid.map(({ data }) => data)).toEqual([
      { party: 'reGuarantor', amountMinor: 4 * wan },
      { party: 'nationalFund', amountMinor: 4 * wan },
    ]);
  });

  test('falls back on us where the re-guarantors refuse', async () => {
    const record = await recordOf('reimbursementRefused');
    expect(daysOf(record, 'ReimbursementRefused')).toEqual([claimedOn, claimedOn]);
    expect(record.row).toMatchObject({ stage: 'recovery', waitingFor: 'recovery' });
    expect(balanceOf(record, 'payoutReceivable')).toBe(16 * wan);
    expect(balanceOf(record, 'reimbursementReceivable')).toBe(0);
  });

  test('whose answer was lost is asked for by its reference, and made once', async () => {
    const record = await recordOf('paymentUnknown');
    expect(daysOf(record, 'PayoutMade')).toHaveLength(1);
    expect(await payoutsOf(record)).toHaveLength(1);
  });
});

describe('what was paid out', () => {
  test('is recovered, the costs first, and the case ends recovered', async () => {
    const record = await recordOf('recoveredWithCosts');
    expect(daysOf(record, 'RecoveryReceived')).toEqual([later(30), later(90)]);
    expect(daysOf(record, 'CostAdvanced')).toEqual([later(40)]);
    expect(record.row).toMatchObject({ ending: 'recovered', endedOn: later(90) });
    expect(balanceOf(record, 'payoutReceivable')).toBe(0);
  });

  test('goes to those who bore it: each sharer is passed on its part of every receipt', async () => {
    const record = await recordOf('recoveredWithCosts');
    const owed = { nationalFund: 4 * wan, reGuarantor: 4 * wan, guarantor: 8 * wan };
    const partsOf = (receivedMinor: number, costsMinor: number) => {
      const sharers = Object.entries(owed).map(([party, borneMinor]) => ({ party, borneMinor }));
      const parts = recoveryWaterfall(receivedMinor, { costsMinor, sharers }).sharers;
      return parts.filter(({ party }) => party !== 'guarantor');
    };
    const shared = record.events.filter(({ name }) => name === 'RecoveryShared');
    expect(shared).toMatchObject([
      ...partsOf(4 * wan, 0).map((data) => ({ on: later(30), data })),
      ...partsOf(13 * wan, 1 * wan).map((data) => ({ on: later(90), data })),
    ]);
    expect(record.orders.filter(({ kind }) => kind === 'recoveryShare')).toMatchObject(
      shared.map(({ data: { party, amountMinor } }) => ({ payload: { party, amountMinor } })),
    );
    expect(balanceOf(record, 'recoveryPayable')).toBe(0);
  });

  test('is all ours where the sharers have refused to bear it', async () => {
    const record = await recordOf('recoveredForUsAlone');
    expect(daysOf(record, 'RecoveryReceived')).toEqual([later(30)]);
    expect(namesOf(record)).not.toContain('RecoveryShared');
  });

  test('is written off on a proposal with proof, approved by another person', async () => {
    const record = await recordOf('writtenOff');
    const [approval] = record.tasks.filter(({ kind }) => kind === 'writeOffApproval');
    expect(approval).toMatchObject({ decidedBy: 'risk-1', outcome: 'approve' });
    expect(approval?.makers).toContain('claims-1');
    expect(record.row).toMatchObject({ ending: 'writtenOff', endedOn: proposal.on });
    expect(balanceOf(record, 'writtenOff')).toBe(12 * wan);
  });

  test('is not written off by the one who proposed it: the database refuses', async () => {
    const record = await recordOf('writtenOff');
    const [approval] = record.tasks.filter(({ kind }) => kind === 'writeOffApproval');
    const forced = stand().world.database.query(
      `update aval.task set decided_by = 'claims-1' where id = $1`,
      [approval?.id],
    );
    await expect(forced).rejects.toMatchObject({ constraint: 'maker_is_not_checker' });
  });

  test('stays receivable where the write-off is refused', async () => {
    const record = await recordOf('writeOffRefused');
    expect(wayOf(record).slice(-3)).toEqual(['recovery', 'writeOff', 'recovery']);
    expect(balanceOf(record, 'payoutReceivable')).toBe(16 * wan);
  });

  test('is still booked when it comes in after the write-off, which waived nothing', async () => {
    const record = await recordOf('recoveredLate');
    expect(wayOf(record).slice(-4)).toEqual(['writeOff', 'writtenOff', 'recovery', 'writtenOff']);
    expect(daysOf(record, 'RecoveryReceived')).toEqual([addMonths(claimedOn, 20)]);
    expect(balanceOf(record, 'recoveryPayable')).toBe(0);
    expect(record.row.endingReason).toBe('lateRecovery');
  });

  test('is written off on the day of payout where the product says so', async () => {
    const record = await recordOf('writtenOffAtOnce');
    expect(record.row).toMatchObject({ ending: 'writtenOff', endedOn: day(300) });
    expect(balanceOf(record, 'writtenOff')).toBe((loanMinor * 3) / 4);
  });
});

everyRecordIsSound(played, names);
