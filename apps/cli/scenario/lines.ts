/** The lines of a scenario file: one JSON object each, told apart by the word that says what the line is. */
import { isBusinessDate, type BusinessDate } from '#domain/calendar/business-date';
import { capCoverings, kindsOfGuarantee } from '#domain/issuance/promise';
import { endings, stages } from '#domain/lifecycle/stages';
import { taskKinds, type TaskKind } from '#domain/lifecycle/tasks';
import { relationKinds } from '#domain/limits/relations';
import { z } from 'zod';
import { partnerNames, personalActs } from '../world/case-script.js';

const name = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,79}$/u, 'must be a short name');
const day = z.custom<BusinessDate>(
  (value) => typeof value === 'string' && isBusinessDate(value),
  'must be a day that exists, as YYYY-MM-DD',
);
const amountMinor = z.int().positive();
const reasons = z.array(z.string().min(1)).default([]);
const record = z.record(z.string(), z.unknown());
const taskKind = z.enum(Object.keys(taskKinds) as [TaskKind, ...TaskKind[]]);

const namedParty = z.strictObject({
  name: z.string().min(1),
  registrationNo: z.string().min(1),
});

const application = z.strictObject({
  product: name,
  bank: z.string().min(1),
  loanMinor: amountMinor,
  amountMinor,
  tenorMonths: z.int().positive(),
  applicant: z.strictObject({
    kind: z.enum(['company', 'person']),
    name: z.string().min(1),
    registrationNo: z.string().min(1),
  }),
  form: record,
  consent: record.optional(),
  programme: z.string().min(1).optional(),
  kindOfGuarantee: z.enum(kindsOfGuarantee).optional(),
  capCovers: z.enum(capCoverings).optional(),
  beneficiaries: z
    .array(z.strictObject({ beneficiary: z.string().min(1), shareBps: z.int().positive() }))
    .optional(),
  controller: namedParty.optional(),
  relatedParties: z.array(namedParty.extend({ relation: z.enum(relationKinds) })).optional(),
});

/** By the ledger's accounts: `outstandingMinor`, `paidOutMinor`, `payoutReceivableMinor` … */
const books = z.record(z.string().regex(/^[a-z]\w*Minor$/), z.int());

const expectation = z.strictObject({
  ending: z.enum(endings).nullable().optional(),
  endedOn: day.optional(),
  stage: z.enum(stages).optional(),
  waitingFor: z.string().optional(),
  books: books.optional(),
});
export type Expectation = z.output<typeof expectation>;

const ofCase = { case: name };

/** Each kind of line under the word that it is known by. */
export const lineKinds = {
  apply: z.strictObject({
    ...ofCase,
    on: day,
    apply: application,
    clock: z.enum(['driven', 'real']).default('driven'),
    until: day.optional(),
  }),
  partners: z.strictObject({ ...ofCase, partners: record }),
  decide: z.strictObject({
    ...ofCase,
    decide: taskKind,
    outcome: z.string().nullable(),
    occurrence: z.int().positive().optional(),
    reasons,
  }),
  fact: z.strictObject({
    ...ofCase,
    on: day,
    fact: z.string().min(1),
    partner: z.enum(partnerNames).default('bank'),
    id: name.optional(),
    data: record,
  }),
  act: z.strictObject({
    ...ofCase,
    on: day,
    act: z.enum(personalActs),
    reason: z.string().default(''),
    proof: z.array(name).default([]),
  }),
  expect: z.strictObject({ ...ofCase, expect: expectation }),
} as const;

export type LineKind = keyof typeof lineKinds;
export type LineOf<Kind extends LineKind> = z.output<(typeof lineKinds)[Kind]>;
export type ScenarioLine = {
  [Kind in LineKind]: { readonly kind: Kind; readonly said: LineOf<Kind> };
}[LineKind];
