import { isBusinessDate, type BusinessDate } from '../calendar/business-date.js';
import { industries } from '../intake/enterprise-size.js';
import { problemsOfRelations, type DeclaredRelations } from '../limits/relations.js';
import { readController, readRelatedParties } from './filed-relations.js';
import type { FiledController, FiledRelatedParties } from './filed-relations.js';
import { isFormula } from './formula-text.js';

export const filedApplicantKinds = [
  'enterprise',
  'soleProprietor',
  'individual',
  'farmer',
] as const;
export type FiledApplicantKind = (typeof filedApplicantKinds)[number];

/** One loan that a bank files under a framework, after it has lent. Amounts in minor units. */
export interface FiledRow {
  /** The bank's own reference of the loan (借据号): the row's identity within its framework, for ever. */
  readonly loanReference: string;
  readonly name: string;
  readonly registrationNo: string;
  readonly applicantKind: FiledApplicantKind;
  readonly industry: string | null;
  readonly employees: number | null;
  readonly annualRevenueMinor: number | null;
  readonly totalAssetsMinor: number | null;
  readonly loanMinor: number;
  readonly disbursedOn: BusinessDate;
  readonly tenorMonths: number;
  readonly firstLoan: boolean;
  readonly controlsGuarantor: boolean;
  /** A code that ties related debtors to one group. */
  readonly relatedGroup: string | null;
  readonly controller: FiledController | null;
  readonly relatedParties: FiledRelatedParties | null;
}

export type FiledField = keyof FiledRow;

/** Why a row cannot be read, by field. */
export interface RowProblem {
  readonly field: string;
  readonly message: string;
}

export type RowReading =
  | { readonly kind: 'read'; readonly row: FiledRow }
  | { readonly kind: 'malformed'; readonly problems: readonly RowProblem[] };

type Fields = Readonly<Record<string, unknown>>;
type Read<Value> = { readonly value: Value } | { readonly message: string };
type Reader<Value> = (value: unknown) => Read<Value>;

const largestAmountMinor = 10_000_000_000_000;

const text =
  (longest: number): Reader<string> =>
  (value) => {
    if (typeof value !== 'string' || value.trim() === '') return { message: 'is missing' };
    if (isFormula(value)) return { message: 'begins like a formula of a spreadsheet' };
    return value.trim().length > longest
      ? { message: `is longer than ${longest} characters` }
      : { value: value.trim() };
  };

const oneOf =
  <Name extends string>(names: readonly Name[]): Reader<Name> =>
  (value) => {
    const found = names.find((name) => name === String(value).trim());
    return found === undefined
      ? { message: `must be one of ${names.join(', ')}` }
      : { value: found };
  };

const whole =
  (least: number, most: number): Reader<number> =>
  (value) => {
    const number = typeof value === 'string' ? numberIn(value) : value;
    if (typeof number !== 'number' || !Number.isSafeInteger(number)) {
      return { message: `must be a whole number, in digits alone${is(value)}` };
    }
    if (number < least) return { message: `must be at least ${least} (is ${number})` };
    return number > most
      ? { message: `must be at most ${most} (is ${number})` }
      : { value: number };
  };

const day: Reader<BusinessDate> = (value) =>
  typeof value === 'string' && isBusinessDate(value.trim())
    ? { value: value.trim() as BusinessDate }
    : { message: `must be a day, YYYY-MM-DD${is(value)}` };

const yes: Reader<boolean> = (value) => {
  if (isAbsent(value)) return { value: false };
  if (value === true || value === 'true' || value === '是') return { value: true };
  if (value === false || value === 'false' || value === '否') return { value: false };
  return { message: 'must be true or false' };
};

/** What was given instead, as far as it is a short text. */
const is = (value: unknown): string =>
  typeof value === 'string' && value !== '' && value.length <= 40 ? ` (is "${value}")` : '';

const optional =
  <Value>(read: Reader<Value>): Reader<Value | null> =>
  (value) =>
    isAbsent(value) ? { value: null } : read(value);

const readers: { readonly [Field in FiledField]: Reader<FiledRow[Field]> } = {
  loanReference: text(80),
  name: text(200),
  registrationNo: text(80),
  applicantKind: oneOf(filedApplicantKinds),
  industry: optional(oneOf(industries)),
  employees: optional(whole(0, 10_000_000)),
  annualRevenueMinor: optional(whole(0, largestAmountMinor * 100)),
  totalAssetsMinor: optional(whole(0, largestAmountMinor * 100)),
  loanMinor: whole(1, largestAmountMinor),
  disbursedOn: day,
  tenorMonths: whole(1, 600),
  firstLoan: yes,
  controlsGuarantor: yes,
  relatedGroup: optional(text(60)),
  controller: optional(readController),
  relatedParties: optional(readRelatedParties),
};

/** The columns of a file of rows. */
export const filedFields = Object.keys(readers) as FiledField[];

/** Columns that a file may leave out. */
export const optionalFields: readonly FiledField[] = [
  'industry',
  'employees',
  'annualRevenueMinor',
  'totalAssetsMinor',
  'firstLoan',
  'controlsGuarantor',
  'relatedGroup',
  'controller',
  'relatedParties',
];

/** Reads a row as a file or a request gives it; names everything that is wrong with it at once. */
export function readFiledRow(fields: Fields): RowReading {
  const problems: RowProblem[] = Object.keys(fields)
    .filter((field) => !(filedFields as string[]).includes(field))
    .map((field) => ({ field, message: 'is no field of a row' }));
  const row: Record<string, unknown> = {};
  for (const field of filedFields) {
    const outcome = readers[field](fields[field]);
    if ('message' in outcome) problems.push({ field, message: outcome.message });
    else row[field] = outcome.value;
  }
  problems.push(...problemsOfDeclared(row));
  return problems.length === 0
    ? { kind: 'read', row: row as unknown as FiledRow }
    : { kind: 'malformed', problems };
}

/** Nobody is related to itself, or named twice. */
function problemsOfDeclared(row: Readonly<Record<string, unknown>>): RowProblem[] {
  const { controller, relatedParties, registrationNo } = row as Partial<FiledRow>;
  if (registrationNo === undefined) return [];
  const found = problemsOfRelations(relationsOf({ controller, relatedParties }), registrationNo);
  return found.map(({ field, message }) => ({ field: field.split('/')[0] ?? field, message }));
}

/** What a row declares of the debtor's relations, as an application declares them; a row of before knew none. */
export function relationsOf({
  controller,
  relatedParties,
}: Partial<Pick<FiledRow, 'controller' | 'relatedParties'>>): DeclaredRelations {
  return {
    ...(controller == null ? {} : { controller }),
    ...(relatedParties == null ? {} : { relatedParties }),
  };
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function numberIn(value: string): number | null {
  return /^-?\d{1,16}$/.test(value.trim()) ? Number(value) : null;
}
