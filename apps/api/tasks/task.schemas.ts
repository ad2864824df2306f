import { z } from 'zod';
import { roles, taskKinds, type TaskKind } from '#domain/lifecycle/tasks';
import { taskStatuses } from '#store/reading/tasks';
import { cursor, limit } from '../guarantees/guarantee.schemas.js';
import {
  businessDate,
  guaranteeNumber,
  identifier,
  proof,
  storedInstant,
  text,
} from '../schemas.js';

const kinds = Object.keys(taskKinds) as [TaskKind, ...TaskKind[]];

/** A human task: who may decide it, with which outcomes, and until when. */
export const task = z
  .object({
    id: z.string(),
    guarantee: z.string(),
    kind: z.enum(kinds),
    role: z.enum(roles),
    stage: z.string(),
    subject: z.string().nullable(),
    status: z.enum(taskStatuses),
    outcomes: z.array(z.string()),
    /** The outcomes that stand only with a reason, each with the usual reason codes. */
    reasonsWanted: z.record(z.string(), z.array(z.string())).meta({
      description:
        'The outcomes that stand only with a reason, each with the usual reason codes; others may be given.',
    }),
    openedAt: storedInstant,
    dueAt: storedInstant.nullable(),
    /** People who made what this task checks: none of them may decide it. */
    makers: z.array(z.string()),
    votesNeeded: z.int(),
    votes: z.int(),
    claimedBy: z.string().nullable(),
    claimedAt: storedInstant.nullable(),
    decidedBy: z.string().nullable(),
    decidedAt: storedInstant.nullable(),
    outcome: z.string().nullable(),
    reasons: z.array(z.string()),
    case: z.object({
      book: z.string(),
      product: z.string(),
      bank: z.string(),
      currency: z.string(),
      amountMinor: z.int(),
      grade: z.string().nullable(),
    }),
  })
  .meta({ id: 'Task' });

export const taskList = z
  .object({ items: z.array(task), next: z.string().nullable() })
  .meta({ id: 'TaskList' });

export const taskQuery = z
  .object({
    /** Left out: the caller's own roles. */
    role: z.enum(roles).optional(),
    /** Left out: open and claimed ones. */
    status: z.enum(taskStatuses).optional(),
    book: identifier.optional(),
    guarantee: guaranteeNumber.optional(),
    limit,
    cursor: cursor.optional(),
  })
  .meta({ id: 'TaskQuery' });
export type TaskQuery = z.output<typeof taskQuery>;

/** Where money is to go: who holds the account, at which bank, under which number. */
const payeeAccount = z
  .strictObject({
    holder: text(80),
    bank: text(80),
    number: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9 -]{3,39}$/, { error: 'needs 4 to 40 letters or digits' }),
  })
  .meta({ id: 'PayeeAccount' });

export const decision = z
  .strictObject({
    /** One of the task's `outcomes`. */
    outcome: z.string().regex(/^[A-Za-z]{1,40}$/),
    /** Codes of the reasons. */
    reasons: z
      .array(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/))
      .max(50)
      .default([])
      .meta({
        description:
          'Codes of the reasons. At least one for an outcome that the task names in `reasonsWanted`: without, the decision is refused with `reasonsMissing`.',
      }),
    /** For people; may hold personal data, and stays in the database. */
    comment: text(4000).optional(),
    /** Of `determinationConfirmation`: the day on which the claims were determined, where not the day that the bank told. */
    determinedOn: businessDate.optional().meta({
      description:
        'Of `determinationConfirmation`: the day on which the claims were determined; left out, the day that the bank told.',
    }),
    /** The papers that the decision rests on. */
    proof: proof.min(1).optional(),
    /** Of `rejectedPayment`, ordered again: another account than the order went to. */
    account: payeeAccount.optional().meta({
      description:
        'Of `rejectedPayment` with the outcome `orderAgain`: another account than the order went to; a second person then releases it.',
    }),
    /** Of `rejectedPayment`, settled otherwise: on which day. */
    settledOn: businessDate.optional().meta({
      description:
        'Of `rejectedPayment` with the outcome `settledOtherwise`, which also needs `proof`: the day of the settlement; left out, today.',
    }),
  })
  .meta({ id: 'Decision' });
export type DecisionRequest = z.output<typeof decision>;

export const taskId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,199}$/);
