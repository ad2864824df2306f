import { isBusinessDate, type BusinessDate } from '../calendar/business-date.js';
import { industries } from '../intake/enterprise-size.js';

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
      return { message: 'must be a whole number' };
    }
    if (number < least) return { message: `must be at least ${least} (is ${number})` };
    return number > most
      ? { message: `must be at most ${most} (is ${number})` }
      : { value: number };
  };

const day: Reader<BusinessDate> = (value) =>
  typeof value === 'string' && isBusinessDate(value.trim())
    ? { value: value.trim() as BusinessDate }
    : { message: 'must be a day, YYYY-MM-DD' };

const yes: Reader<boolean> = (value) => {
  if (isAbsent(value)) return { value: false };
  if (value === true || value === 'true' || value === '是') return { value: true };
  if (value === false || value === 'false' || value === '否') return { value: false };
  return { message: 'must be true or false' };
};

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
  return problems.length === 0
    ? { kind: 'read', row: row as unknown as FiledRow }
    : { kind: 'malformed', problems };
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** A cell that a spreadsheet would compute is never taken for a text. */
function isFormula(value: string): boolean {
  return /^[=+\-@\t\r]/.test(value);
}

function numberIn(value: string): number | null {
  return /^-?\d{1,16}$/.test(value.trim()) ? Number(value) : null;
}
