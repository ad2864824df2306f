import { describe, expect, test } from '@jest/globals';
import { decide, refusalCodeOf } from '../../apps/cli/api/aval-api.js';
import { act } from '../../apps/cli/world/personal-acts.js';
import { acts, appliedOn, bankTells, day, decides, told, wan } from './life.js';
import { everyRecordIsSound, lives, patienceMs } from './lives.js';
import { daysOf, eventOf, namesOf, wayOf, type CaseRecord } from './record.js';

const forOfficer = { loanMinor: 80 * wan };
const forTwo = { loanMinor: 200 * wan };
const forCouncil = { loanMinor: 450 * wan };
const silentBank = { commitment: 'silent' } as const;

const all = {
  declinedByScreening: { form: { controlsGuarantor: true } },
  declinedByBureau: {
    partners: { bureau: { answer: 'adverse', adverseRecordedOn: day(-100) } },
  },
  approvedAutomatically: { partners: told, until: day(1) },
  approvedByTwo: { ...forTwo, partners: told, until: day(1) },
  approvedByCouncil: { ...forCouncil, partners: told, until: day(1) },
  vetoed: { ...forCouncil, decisions: [decides('councilVote', 'veto')], until: day(1) },
  declinedForGood: { ...forOfficer, decisions: [decides('officerApproval', 'decline')] },
  reconsidered: {
    ...forOfficer,
    partners: told,
    decisions: [decides('officerApproval', 'decline')],
    moments: [acts(day(3), 'requestReconsideration')],
    until: day(4),
  },
  reconsideredInVain: {
    ...forOfficer,
    decisions: [decides('officerApproval', 'decline'), decides('councilVote', 'decline')],
    moments: [acts(day(3), 'requestReconsideration')],
  },
  declinedByBank: { partners: { commitment: 'decline' } },
  withdrawnBeforeIssuance: { partners: silentBank, moments: [acts(day(5), 'withdraw')] },
  withdrawnAfterIssuance: { partners: { ...told, letterReturn: 'silent' }, until: day(5) },
  letterLapsed: { partners: told },
  signerRejects: { partners: { signing: 'reject' } },
  signerSilent: { partners: { signing: 'silent' } },
  leftOpen: { ...forOfficer, decisions: [decides('officerApproval', null)], until: day(30) },
  stagesSkipped: { product: 'sba-7a', partners: told, until: day(1) },
  handedInByOfficer: {
    ...forOfficer,
    submittedBy: 'officer-1',
    decisions: [decides('officerApproval', null)],
    until: appliedOn,
  },
} as const;
const names = Object.keys(all) as (keyof typeof all)[];
const played = lives(all);
const { recordOf, goesOn, numberOf, stand } = played;

const beforeCommitment = [
  'intake',
  'screening',
  'creditCheck',
  'assessment',
  'dueDiligence',
  'approval',
];
const tasksOf = ({ tasks }: CaseRecord, kind: string) => tasks.filter((task) => task.kind === kind);

describe('an application is declined', () => {
  test('by screening, where the applicant controls the guarantor', async () => {
    const record = await recordOf('declinedByScreening');
    expect(wayOf(record)).toEqual(['intake', 'screening', 'declined']);
    expect(record.row.endingReason).toBe('controlsGuarantor');
    expect(record.row.endedOn).toBe(appliedOn);
    expect(record.orders).toEqual([]);
  });

  test('by what the bureau reports', async () => {
    const record = await recordOf('declinedByBureau');
    expect(wayOf(record)).toEqual(['intake', 'screening', 'creditCheck', 'declined']);
    expect(namesOf(record).slice(-3)).toEqual([
      'CreditRequested',
      'ApplicationDeclined',
      'CaseEnded',
    ]);
  });

  test('by the approvers, once the time for a reconsideration has passed', async () => {
    const record = await recordOf('declinedForGood');
    expect(wayOf(record)).toEqual([...beforeCommitment, 'declined']);
    expect(record.row.endingReason).toBe('forTheTest');
    expect(daysOf(record, 'ApprovalRefused')).toEqual([appliedOn]);
    expect(daysOf(record, 'ReminderSent')).toEqual([day(12)]);
    // Fifteen days end on a Saturday, and so with the Monday after it, at 24:00.
    expect(eventOf(record, 'ApplicationDeclined')?.at).toBe(`${day(17)}T16:00:00.000Z`);
  });

  test('by the bank', async () => {
    const record = await recordOf('declinedByBank');
    expect(wayOf(record)).toEqual([...beforeCommitment, 'commitment', 'declined']);
    expect(record.row.endingReason).toBe('byBank');
    expect(eventOf(record, 'BankDeclined')?.resource).toBe('synthetic-bank');
  });
});

describe('an application is approved', () => {
  test('automatically below the product’s bound, and nobody is troubled', async () => {
    const record = await recordOf('approvedAutomatically');
    expect(eventOf(record, 'GuaranteeApproved')?.data).toMatchObject({ path: 'automatic' });
    expect(tasksOf(record, 'officerApproval')).toEqual([]);
    expect(record.row.stage).toBe('disbursement');
  });

  test('by an officer and risk above the officer’s bound', async () => {
    const record = await recordOf('approvedByTwo');
    expect(tasksOf(record, 'officerApproval')).toMatchObject([{ decidedBy: 'officer-1' }]);
    expect(tasksOf(record, 'riskApproval')).toMatchObject([{ decidedBy: 'risk-1' }]);
    expect(eventOf(record, 'GuaranteeApproved')?.data).toMatchObject({ path: 'officerAndRisk' });
  });

  test('by the council, with its quorum and the holder of the veto heard', async () => {
    const record = await recordOf('approvedByCouncil');
    const voters = record.events.filter(({ name }) => name === 'VoteCast');
    expect(voters).toHaveLength(5);
    expect(voters.at(-1)?.resource).toBe('council-risk');
    expect(eventOf(record, 'GuaranteeApproved')?.data).toMatchObject({ path: 'council' });
  });

  test('not when risk lays its veto, whatever the others say', async () => {
    const record = await recordOf('vetoed');
    expect(namesOf(record).filter((name) => name === 'VoteCast')).toHaveLength(1);
    expect(eventOf(record, 'VoteCast')?.resource).toBe('council-risk');
    expect(record.row.waitingFor).toBe('reconsideration');
    const declined = record.facts.find(({ kind }) => kind === 'declined');
    expect(declined?.data).toMatchObject({ outcome: { reasonCodes: ['vetoed', 'forTheTest'] } });
  });
});

describe('a refusal is reconsidered', () => {
  test('once, by the council', async () => {
    const record = await recordOf('reconsidered');
    expect(daysOf(record, 'ReconsiderationRequested')).toEqual([day(3)]);
    expect(eventOf(record, 'ReconsiderationRequested')?.attempt).toBe(2);
    expect(tasksOf(record, 'councilVote')).toMatchObject([{ outcome: 'approved' }]);
    expect(record.row.stage).toBe('disbursement');
  });

  test('and never a second time', async () => {
    const record = await recordOf('reconsideredInVain');
    expect(record.row.ending).toBe('declined');
    expect(record.row.endedOn).toBe(day(3));
    const { world } = stand();
    const again = act(
      world.api,
      numberOf('reconsideredInVain'),
      acts(day(4), 'requestReconsideration'),
      world.people,
    );
    expect(refusalCodeOf(await again.catch((error: unknown) => error))).toBe('caseHasEnded');
    expect(await recordOf('reconsideredInVain')).toEqual(record);
  });
});

describe('a withdrawal', () => {
  test('before issuance ends the case at once', async () => {
    const record = await recordOf('withdrawnBeforeIssuance');
    expect(record.row).toMatchObject({ ending: 'withdrawn', endedOn: day(5), issuedOn: null });
    expect(eventOf(record, 'ApplicationWithdrawn')?.resource).toBe('applicant-1');
  });

  test(
    'after issuance needs the letter’s return by the bank',
    async () => {
      const { world } = stand();
      const number = numberOf('withdrawnAfterIssuance');
      await act(world.api, number, acts(day(5), 'withdraw'), world.people);
      await act(world.api, number, acts(day(5), 'withdraw'), world.people);
      const asked = await recordOf('withdrawnAfterIssuance');
      expect(asked.row.ending).toBeNull();
      expect(asked.orders.filter(({ kind }) => kind === 'letterReturnRequest')).toHaveLength(1);
      expect(daysOf(asked, 'LetterReturnRequested')).toEqual([appliedOn]);
      const record = await goesOn('withdrawnAfterIssuance', {
        moments: [bankTells(day(6), 'letter.returned', {})],
        until: day(7),
      });
      expect(record.row).toMatchObject({ ending: 'withdrawn', endingReason: 'letterReturned' });
      expect(daysOf(record, 'LetterReturned')).toEqual([day(6)]);
      expect(record.postings.at(-1)?.on).toBe(day(6));
    },
    patienceMs,
  );
});

describe('what nobody acts on', () => {
  test('a letter that nobody draws on lapses with its validity, after a reminder', async () => {
    const record = await recordOf('letterLapsed');
    expect(wayOf(record).slice(-2)).toEqual(['disbursement', 'lapsed']);
    expect(daysOf(record, 'ReminderSent')).toEqual([day(75)]);
    expect(eventOf(record, 'DeadlinePassed')?.at).toBe(`${day(90)}T16:00:00.000Z`);
  });

  test('a signer who rejects ends the case withdrawn', async () => {
    const record = await recordOf('signerRejects');
    expect(wayOf(record).slice(-2)).toEqual(['contracting', 'withdrawn']);
    expect(eventOf(record, 'SigningFailed')?.data).toEqual({ reason: 'signerRejected' });
  });

  test('contracts that nobody signs lapse', async () => {
    const record = await recordOf('signerSilent');
    expect(wayOf(record).slice(-2)).toEqual(['contracting', 'lapsed']);
    expect(record.row.endingReason).toBe('signaturesOverdue');
  });

  test('a task left open is reminded of before its deadline, and escalated when that passes', async () => {
    const record = await recordOf('leftOpen');
    const spoken = ['ReminderSent', 'DeadlinePassed', 'WaitEscalated'];
    const told = record.events.filter(({ name }) => spoken.includes(name));
    expect(told.map(({ name }) => name)).toEqual(spoken);
    // Friday's task is due on Tuesday at 24:00, two working days later; the reminder comes a working day before.
    expect(told.map(({ at }) => at)).toEqual([
      '2024-03-03T16:00:00.000Z',
      '2024-03-05T16:00:00.000Z',
      '2024-03-05T16:00:00.000Z',
    ]);
    expect(record.row).toMatchObject({ stage: 'approval', waitingFor: 'officerApproval' });
  });
});

describe('what a product or a rule rules out', () => {
  test('stages that a product skips are entered and left visibly', async () => {
    const record = await recordOf('stagesSkipped');
    const skipped = record.events.filter(({ name }) => name === 'StageSkipped');
    expect(skipped.map(({ stage }) => stage)).toContain('creditCheck');
    expect(skipped.every(({ data }) => data['reason'] !== undefined)).toBe(true);
    const between = wayOf(record);
    for (const { stage } of skipped) expect(between).toContain(stage);
  });

  test('who handed a case in approves nothing of it: the decision refuses, and so does the database', async () => {
    const { world } = stand();
    const record = await recordOf('handedInByOfficer');
    const [task] = tasksOf(record, 'officerApproval');
    expect(task?.makers).toContain('officer-1');

    const decided = decide(
      world.api,
      task?.id ?? '',
      { outcome: 'approve', reasons: [] },
      { id: 'officer-1', roles: ['officer'] },
    );
    expect(refusalCodeOf(await decided.catch((error: unknown) => error))).toBe('makerIsChecker');
    const forced = world.database.query(
      `update aval.task set status = 'decided', outcome = 'approve', decided_by = 'officer-1' where id = $1`,
      [task?.id],
    );
    await expect(forced).rejects.toMatchObject({ constraint: 'maker_is_not_checker' });
    expect(await recordOf('handedInByOfficer')).toEqual(record);
  });
});

everyRecordIsSound(played, names);
