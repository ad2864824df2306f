import { describe, expect, test } from '@jest/globals';
import { decide } from '../../apps/cli/api/aval-api.js';
import { appliedOn, day, decides, told, wan } from './life.js';
import { everyRecordIsSound, lives, patienceMs } from './lives.js';
import { eventOf, namesOf, type CaseRecord } from './record.js';

const forCouncil = { loanMinor: 450 * wan };
const all = {
  nobodyVotes: { ...forCouncil, decisions: [decides('councilVote', null)] },
  vetoHolderSilent: {
    ...forCouncil,
    partners: told,
    decisions: [decides('councilVote', null)],
    until: appliedOn,
  },
} as const;
const names = Object.keys(all) as (keyof typeof all)[];
const played = lives(all);
const { recordOf, goesOn, stand } = played;

const tasksOf = ({ tasks }: CaseRecord, kind: string) => tasks.filter((task) => task.kind === kind);

describe('a council that lets its deadline pass', () => {
  test('without a quorum is given as long again, then the case is declined for want of it', async () => {
    const record = await recordOf('nobodyVotes');
    const ofVote = record.events.filter(({ activity }) => activity === 'councilVote');
    const spoken = ['DeadlinePassed', 'WaitEscalated', 'VoteReopened', 'TaskDecided'];
    expect(ofVote.map(({ name }) => name).filter((name) => spoken.includes(name))).toEqual([
      'DeadlinePassed',
      'WaitEscalated',
      'VoteReopened',
      'DeadlinePassed',
      'WaitEscalated',
      'TaskDecided',
    ]);
    expect(tasksOf(record, 'councilVote')).toMatchObject([
      { status: 'decided', outcome: 'declined', decidedBy: 'council' },
    ]);
    expect(eventOf(record, 'ApprovalRefused')?.data).toEqual({ reasons: ['noQuorum'] });
    expect(record.row).toMatchObject({ ending: 'declined', endingReason: 'noQuorum' });
  });

  test(
    'with votes enough, and only the holder of the veto unheard, has approved',
    async () => {
      const { world } = stand();
      const [task] = tasksOf(await recordOf('vetoHolderSilent'), 'councilVote');
      const members = world.people
        .holding('council')
        .filter(({ roles }) => !roles.includes('risk'));
      for (const member of members) {
        const vote = { outcome: 'approve', reasons: [] };
        await decide(world.api, task?.id ?? '', vote, member);
      }
      const voted = await recordOf('vetoHolderSilent');
      expect(voted.row).toMatchObject({ stage: 'approval', waitingFor: 'councilVote' });
      const record = await goesOn('vetoHolderSilent', {
        decisions: [decides('councilVote', null)],
        until: day(12),
      });
      expect(eventOf(record, 'GuaranteeApproved')?.resource).toBe('council');
      expect(namesOf(record)).not.toContain('VoteReopened');
    },
    patienceMs,
  );
});

everyRecordIsSound(played, names);
