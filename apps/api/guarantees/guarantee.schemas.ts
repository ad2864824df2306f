import { z } from 'zod';
import { waitOwners } from '#domain/lifecycle/agenda';
import { capCoverings, kindsOfGuarantee } from '#domain/issuance/promise';
import { endings, phases, stages, type Phase, type Stage } from '#domain/lifecycle/stages';
import { inboxStatuses } from '#store/reading/inbox';
import { businessDate, identifier, instant, storedInstant, text } from '../schemas.js';

const stage = z.enum(stages as [Stage, ...Stage[]]);
const phase = z.enum(phases as [Phase, ...Phase[]]);

export const wait = z.object({
  for: z.string(),
  on: z.enum(waitOwners),
  since: storedInstant.nullable(),
  dueAt: storedInstant.nullable(),
});

/** A guarantee: its fixed terms, where it stands and what it waits for. */
export const guarantee = z
  .object({
    number: z.string(),
    book: z.string(),
    clientReference: z.string().nullable(),
    product: z.string(),
    packVersion: z.string(),
    /** Who shares the risk; `programmeVersion` is the identity that the case keeps. */
    programme: z.string(),
    programmeVersion: z.string(),
    /** Under which framework a bank has filed it; null where it was applied for. */
    framework: z.string().nullable(),
    bank: z.string(),
    kindOfGuarantee: z.enum(kindsOfGuarantee),
    capCovers: z.enum(capCoverings).nullable().meta({
      description:
        'What the ceiling of a maximum-amount guarantee covers; null for an ordinary one.',
    }),
    beneficiaries: z.array(z.object({ beneficiary: z.string(), shareBps: z.int() })).meta({
      description: 'To whom it is owed: the bank alone, or a joint loan’s banks by their shares.',
    }),
    currency: z.string(),
    loanMinor: z.int(),
    amountMinor: z.int(),
    tenorMonths: z.int(),
    applicant: z.object({
      kind: z.enum(['company', 'person']),
      name: z.string(),
      registrationNo: z.string(),
    }),
    appliedOn: z.string(),
    issuedOn: z.string().nullable(),
    maturityOn: z.string().nullable(),
    endedOn: z.string().nullable(),
    stage,
    phase,
    ending: z.enum(endings).nullable(),
    endingReason: z.string().nullable(),
    waiting: wait.nullable(),
    nextDueAt: storedInstant.nullable(),
    stageEnteredAt: storedInstant.nullable(),
    grade: z.string().nullable(),
    classification: z.string().nullable(),
    clock: z.object({ kind: z.enum(['real', 'driven']), at: storedInstant }),
    version: z.int(),
    createdAt: storedInstant,
    updatedAt: storedInstant,
  })
  .meta({ id: 'Guarantee' });

export const guaranteeList = z
  .object({ items: z.array(guarantee), next: z.string().nullable() })
  .meta({ id: 'GuaranteeList' });

export const limit = z.coerce.number().int().min(1).max(200).default(50);
export const cursor = z.string().max(1000);

/** `sort`: a leading minus turns it round. */
export const guaranteeQuery = z
  .object({
    book: identifier.optional(),
    product: identifier.optional(),
    bank: text(120).optional(),
    kindOfGuarantee: z.enum(kindsOfGuarantee).optional(),
    stage: stage.optional(),
    phase: phase.optional(),
    ending: z.enum(endings).optional(),
    open: z.enum(['true', 'false']).optional(),
    waitingOn: z.enum(waitOwners).optional(),
    dueBefore: instant.optional(),
    text: text(200).optional(),
    sort: z
      .enum([
        'number',
        '-number',
        'dueAt',
        '-dueAt',
        'amountMinor',
        '-amountMinor',
        'appliedOn',
        '-appliedOn',
      ])
      .default('-number'),
    limit,
    cursor: cursor.optional(),
  })
  .meta({ id: 'GuaranteeQuery' });
export type GuaranteeQuery = z.output<typeof guaranteeQuery>;

export const pageOfCase = z.object({
  after: z.coerce.number().int().min(0).max(2_000_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});

export const fact = z
  .object({
    no: z.int(),
    kind: z.string(),
    subject: z.string().nullable(),
    businessDate,
    occurredAt: storedInstant,
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Fact' });

export const factList = z
  .object({ items: z.array(fact), next: z.int().nullable() })
  .meta({ id: 'FactList' });

export const processEvent = z
  .object({
    no: z.int(),
    step: z.int(),
    name: z.string(),
    activity: z.string(),
    transition: z.string(),
    stage: z.string(),
    resource: z.string().nullable(),
    role: z.string().nullable(),
    occurredAt: storedInstant,
    businessDate,
    recordedAt: storedInstant,
    attempt: z.int(),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'ProcessEvent' });

export const eventList = z
  .object({ items: z.array(processEvent), next: z.int().nullable() })
  .meta({ id: 'ProcessEventList' });

export const livePosition = z
  .object({
    number: z.string(),
    place: z.string(),
    ending: z.enum(endings).nullable(),
    clockAt: storedInstant,
    wait: z
      .object({
        for: z.string(),
        on: z.enum(waitOwners),
        since: z.string(),
        dueAt: z.string().nullable(),
      })
      .nullable(),
    nextDueAt: storedInstant.nullable(),
    lastMessageNo: z.int(),
    atRest: z.boolean(),
  })
  .meta({ id: 'Position' });

export const partnerFact = z
  .object({
    no: z.int(),
    source: z.string(),
    kind: z.string(),
    occurredOn: z.string().nullable(),
    status: z.enum(inboxStatuses).meta({
      description:
        'received, delivered, then taken or refused (with the reason); held: it came before its stage and is taken when that comes, or refused when the case ends before.',
    }),
    heldFor: z.array(stage),
    reason: z.string().nullable(),
    receivedAt: storedInstant,
    deliveredAt: storedInstant.nullable(),
  })
  .meta({ id: 'PartnerFact' });
export const partnerFactList = z
  .object({ items: z.array(partnerFact) })
  .meta({ id: 'PartnerFactList' });
