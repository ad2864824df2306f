import { beforeAll, describe, expect, test } from '@jest/globals';
import { keepBook } from '../../apps/cli/api/books.js';
import { cohorts } from '../../apps/cli/portfolio/cohorts.js';
import { keepDemonstrationLimits } from '../../apps/cli/portfolio/demonstration-limits.js';
import { drawPortfolio } from '../../apps/cli/portfolio/portfolio.js';
import { playCase } from '../../apps/cli/portfolio/play-portfolio.js';
import { workAt } from '../../apps/cli/session.js';
import { manyAtOnce } from '../../apps/cli/world/many-at-once.js';
import { businessDateOf } from '../../libs/domain/calendar/instant.js';
import { stages } from '../../libs/domain/lifecycle/stages.js';
import { taskKinds } from '../../libs/domain/lifecycle/tasks.js';
import { testStack } from '../stack/stack.js';

const timeZone = 'Asia/Shanghai';
const book = 'portfolio';
const terms = { guarantor: 'portfolio', currency: 'CNY', regime: 'decree683', timeZone } as const;

/** One case of each life, as the demonstration draws it. */
function oneOfEach() {
  const today = businessDateOf(new Date().toISOString(), timeZone);
  const drawn = drawPortfolio({ book, seed: 683, today });
  return new Map(drawn.map((script) => [lifeOf(script.application.clientReference), script]));
}

const lifeOf = (clientReference: string): string => clientReference.replace(/^demo-\d+-/, '');

interface Standing {
  readonly life: string;
  readonly stage: string;
  readonly ending: string | null;
  readonly reason: string | null;
  readonly waitingFor: string | null;
  readonly tasks: readonly string[];
}

/** Where each case stands by the facts in PostgreSQL, and what is asked of people there. */
const readStandings = (): Promise<Standing[]> =>
  workAt(testStack().urls, {}, { patienceMs: 60_000 }, async ({ database }) => {
    const { rows } = await database.query<Standing>(
      `select regexp_replace(g.client_reference, '^demo-\\d+-', '') as life, g.stage, g.ending,
              g.ending_reason as reason, g.waiting_for as "waitingFor",
              array(select t.kind from aval.task t where t.guarantee = g.number
                     and t.status in ('open', 'claimed')) as tasks
         from aval.guarantee g where g.book = $1`,
      [book],
    );
    return rows;
  });

describe('the demonstration’s portfolio, played today', () => {
  let standings: readonly Standing[] = [];
  const open = () => standings.filter(({ ending }) => ending === null);

  beforeAll(async () => {
    await workAt(testStack().urls, {}, { patienceMs: 60_000 }, async (session) => {
      await keepBook(session.api, book, terms, session.people.operations);
      await keepDemonstrationLimits(session, book, '2025-12-31');
      await manyAtOnce(oneOfEach().values(), { concurrency: 16 }, async (script) => {
        await playCase(session, script);
      });
    });
    standings = await readStandings();
  }, 300_000);

  test('has a case of every life', () => {
    const lives = new Set(cohorts.map(({ life }) => life));
    expect(new Set(standings.map(({ life }) => life))).toEqual(lives);
  });

  test('leaves a case open in every stage that can wait, and at each of its waits', () => {
    const waits = open().map(({ stage, waitingFor }) => `${stage}: ${waitingFor ?? 'nothing'}`);
    expect([...new Set(waits)].sort()).toEqual([
      'approval: boardApproval',
      'approval: councilVote',
      'approval: officerApproval',
      'approval: reconsideration',
      'approval: riskApproval',
      'claim: claimExamination',
      'claim: claimPapers',
      'claim: claimReview',
      'commitment: bankDecision',
      'contracting: signatures',
      'creditCheck: creditReport',
      'disbursement: disbursement',
      'dueDiligence: leadReport',
      'payout: payoutRequest',
      'payout: payoutReview',
      'payout: payoutSettlement',
      'premium: premiumReceipt',
      'recovery: recovery',
      'reimbursement: reimbursement',
      'screening: screeningReview',
      'securing: conditions',
      'servicing: cure',
      'servicing: repayment',
      'writeOff: writeOffApproval',
    ]);
  });

  test('only stages that are passed within one step hold no open case', () => {
    const waiting = new Set<string>(open().map(({ stage }) => stage));
    const momentary = ['intake', 'assessment', 'issuance', 'release'];
    expect(stages.filter((stage) => !waiting.has(stage))).toEqual(momentary);
  });

  test('leaves a task of every kind for somebody to decide', () => {
    const kinds = new Set(open().flatMap(({ tasks }) => tasks));
    // Claims are determined under a maximum-amount guarantee alone, which the portfolio has none of; and its bank
    // pays every refund that it is ordered to pay, once.
    const absent = [
      'determinationConfirmation',
      'rejectedPayment',
      'rejectedPaymentReview',
      'paymentMadeTwice',
    ];
    const asked = Object.keys(taskKinds).filter((kind) => !absent.includes(kind));
    expect([...kinds].sort()).toEqual(asked.sort());
  });

  test.each([
    ['repaid', 'released', 'release', 'repaid'],
    ['recovered', 'recovered', 'recovery', 'recoveredInFull'],
    ['writtenOff', 'writtenOff', 'writeOff', 'irrecoverable'],
    ['discharged', 'discharged', 'servicing', 'guaranteePeriodOver'],
    ['lapsed', 'lapsed', 'disbursement', 'disbursementOverdue'],
    ['withdrawn', 'withdrawn', 'commitment', 'byApplicant'],
    ['declinedByOfficer', 'declined', 'approval', 'weakCashFlow'],
    ['declinedOnCredit', 'declined', 'creditCheck', 'dishonestDebtor'],
    ['declinedByBank', 'declined', 'commitment', 'byBank'],
  ])('the life %s ends %s in %s, because %s', (life, ending, stage, reason) => {
    const standing = standings.find((each) => each.life === life);
    expect(standing).toMatchObject({ ending, stage, reason, tasks: [] });
  });
});
