import { z } from 'zod';
import { waitOwners } from '#domain/lifecycle/agenda';
import { storedInstant } from '../schemas.js';
import { document } from './guarantee-detail.js';
import { partnerFact, processEvent, wait } from './guarantee.schemas.js';

const stay = z.object({
  stage: z.string(),
  enteredAt: storedInstant,
  /** Absent while the case is there. */
  leftAt: storedInstant.nullable(),
  to: z.string().nullable(),
  waitedMs: z.int().nullable(),
  workedMs: z.int().nullable(),
  events: z.array(processEvent),
});

const waitOfLife = z
  .object({
    for: z.string(),
    on: z.enum(waitOwners),
    stage: z.string(),
    since: storedInstant,
    until: storedInstant.nullable(),
    endedByStep: z.int().nullable(),
    dueAt: storedInstant.nullable(),
    remindedAt: storedInstant.nullable(),
    deadlinePassedAt: storedInstant.nullable(),
    escalatedAt: storedInstant.nullable(),
  })
  .meta({ id: 'WaitOfLife' });

const taskOfLife = z
  .object({
    id: z.string(),
    kind: z.string(),
    role: z.string(),
    stage: z.string(),
    subject: z.string().nullable(),
    status: z.string(),
    openedAt: storedInstant,
    dueAt: storedInstant.nullable(),
    claimedBy: z.string().nullable(),
    claimedAt: storedInstant.nullable(),
    decidedBy: z.string().nullable(),
    decidedAt: storedInstant.nullable(),
    outcome: z.string().nullable(),
  })
  .meta({ id: 'TaskOfLife' });

const commandOfLife = z
  .object({
    id: z.string(),
    kind: z.string(),
    task: z.string().nullable(),
    person: z.string(),
    /** `done`, or the code of the refusal; null while unanswered. */
    answer: z.string().nullable(),
    createdAt: storedInstant,
  })
  .meta({ id: 'CommandOfLife' });

const moneyEntry = z
  .object({
    entry: z.int(),
    kind: z.string(),
    reference: z.string(),
    currency: z.string(),
    valueDate: z.string(),
    bookedAt: storedInstant,
    lines: z.array(
      z.object({
        account: z.string(),
        party: z.string(),
        drawdown: z.string(),
        debitMinor: z.int(),
        creditMinor: z.int(),
      }),
    ),
  })
  .meta({ id: 'MoneyEntry' });

/** A case's whole life. */
export const timeline = z
  .object({
    number: z.string(),
    stages: z.array(stay),
    waiting: wait.nullable(),
    waits: z.array(waitOfLife),
    tasks: z.array(taskOfLife),
    messages: z.array(partnerFact),
    commands: z.array(commandOfLife),
    documents: z.array(document),
    money: z.array(moneyEntry),
  })
  .meta({ id: 'Timeline' });
