import type { RefusalCode } from '#domain/lifecycle/messages';
import type { ProblemKind } from './problem-kind.js';

/** What a case answers when it refuses a person's command; a refusal changes nothing. */
export const refusals = {
  caseHasEnded: {
    status: 409,
    title: 'The case has ended',
    explanation:
      'After its ending a case takes late facts from partners and decisions of the tasks that outlive it, no other commands.',
  },
  notAwaitedNow: {
    status: 409,
    title: 'The case does not await this now',
    explanation: 'The case stands in a stage in which this command has no meaning. Read it again.',
  },
  taskNotOpen: {
    status: 409,
    title: 'The task is not open',
    explanation: 'It was decided or cancelled in the meantime. Read it again.',
  },
  taskClaimedByAnother: {
    status: 409,
    title: 'Another person has claimed the task',
    explanation: 'Only the person who claimed a task may decide it.',
  },
  outcomeNotOffered: {
    status: 422,
    title: 'The task does not offer this outcome',
    explanation: 'A task names the outcomes that it offers in `outcomes`.',
  },
  reasonsMissing: {
    status: 422,
    title: 'A reason is wanted',
    explanation:
      'This outcome stands only with a reason, which the applicant or the bank is told and an auditor asks for. Send at least one code in `reasons`; the task names the usual ones in `reasonsWanted`.',
  },
  roleMissing: {
    status: 403,
    title: 'A role is missing',
    explanation: 'The task is for people of another role than yours.',
  },
  makerIsChecker: {
    status: 403,
    title: 'Maker and checker must be two people',
    explanation: 'You made what this task checks. Another person of the role must decide it.',
  },
  alreadyVoted: {
    status: 409,
    title: 'You have voted already',
    explanation: 'A member of the council has one vote, and it stands.',
  },
  withdrawalTooLate: {
    status: 409,
    title: 'The guarantee can no longer be withdrawn',
    explanation: 'The loan was disbursed: the guarantee is in force.',
  },
  reconsiderationUsed: {
    status: 409,
    title: 'The reconsideration was used',
    explanation: 'A declined application is reconsidered once.',
  },
  nothingToWriteOff: {
    status: 409,
    title: 'There is nothing to write off',
    explanation: 'Nothing that was paid out is still receivable.',
  },
  notDeterminable: {
    status: 409,
    title: 'These claims cannot be determined so',
    explanation: 'Only of a maximum-amount guarantee, once (民法典 423). The detail says more.',
  },
  limitExceeded: {
    status: 409,
    title: 'A limit would be exceeded',
    explanation: 'The detail names the rule, its article and the headroom.',
  },
} as const satisfies Record<RefusalCode, ProblemKind>;
