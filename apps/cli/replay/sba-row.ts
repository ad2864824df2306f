/** One row of the public SBA loan-guarantee format, read and checked. */
import { isBusinessDate, type BusinessDate } from '#domain/calendar/business-date';
import { CommandFailure, exitCodes } from '../failure.js';

/** A row as it stands in the file: amounts in cents, no judgement about whether it makes sense. */
export interface SbaRow {
  /** Number of the row in the file, the first after the header being 1. */
  readonly no: number;
  /** `loan_nr_chk_dgt`: the identity of the row within a book. */
  readonly loan: string;
  readonly bank: string;
  readonly approvedOn: BusinessDate;
  readonly disbursedOn: BusinessDate | null;
  readonly chargedOffOn: BusinessDate | null;
  readonly termMonths: number;
  readonly status: 'PIF' | 'CHGOFF';
  /** `gr_appv`: the loan that the guarantee stands for. */
  readonly loanMinor: number;
  /** `sba_appv`: its guaranteed part. */
  readonly guaranteedMinor: number;
  /** `disbursement_gross`: all draws together; a revolving line's may exceed the loan. */
  readonly disbursedMinor: number;
  /** `chg_off_prin_gr`: the bank's loss of principal. */
  readonly lossMinor: number;
  /** What the file tells of the borrower; columns that it does not have are left out. */
  readonly borrower: BorrowerFacts;
}

/** By the names of the pack's form; codes of the file are put into words. */
export type BorrowerFacts = Readonly<Record<string, string | number | boolean>>;

/** The columns without which a row cannot be acted out. */
export const requiredColumns = [
  'loan_nr_chk_dgt',
  'approval_date',
  'term',
  'chg_off_date',
  'disbursement_date',
  'disbursement_gross',
  'mis_status',
  'chg_off_prin_gr',
  'gr_appv',
  'sba_appv',
] as const;

type RequiredColumn = (typeof requiredColumns)[number];
export type RawRow = Readonly<Record<string, string>>;

const centsInDollar = 100;

/**
 * Reads one raw row. A row that cannot be read stops the replay before anything has begun, naming row and
 * column: it is another matter than a row that reads well and contradicts itself, which is set aside.
 */
export function readSbaRow(raw: RawRow, no: number): SbaRow {
  const cell = cellsOf(raw, no);
  const row: SbaRow = {
    no,
    loan: cell.text('loan_nr_chk_dgt'),
    bank: raw.bank?.trim() ?? '',
    approvedOn: cell.date('approval_date'),
    disbursedOn: cell.dateOrNone('disbursement_date'),
    chargedOffOn: cell.dateOrNone('chg_off_date'),
    termMonths: cell.whole('term'),
    status: cell.status('mis_status'),
    loanMinor: cell.dollars('gr_appv'),
    guaranteedMinor: cell.dollars('sba_appv'),
    disbursedMinor: cell.dollars('disbursement_gross'),
    lossMinor: cell.dollars('chg_off_prin_gr'),
    borrower: readBorrower(raw),
  };
  if (row.loanMinor === 0) cell.fail('gr_appv', 'a loan above 0');
  if (row.guaranteedMinor === 0 || row.guaranteedMinor > row.loanMinor) {
    cell.fail('sba_appv', 'an amount above 0 and not above gr_appv');
  }
  if (row.disbursedOn !== null && row.disbursedMinor === 0) {
    cell.fail('disbursement_gross', 'an amount above 0, since there is a disbursement_date');
  }
  return row;
}

function cellsOf(raw: RawRow, no: number) {
  const text = (column: RequiredColumn): string => raw[column]?.trim() ?? '';
  const fail = (column: RequiredColumn, expected: string): never => {
    throw new CommandFailure(
      `row ${no}: ${column} is "${text(column)}", expected ${expected}`,
      'Correct the row, or leave it out; docs/replay.md describes the format.',
      exitCodes.misused,
    );
  };
  const date = (column: RequiredColumn): BusinessDate => {
    const value = text(column);
    return isBusinessDate(value) ? value : fail(column, 'a day that exists, as YYYY-MM-DD');
  };
  const whole = (column: RequiredColumn): number => {
    const value = text(column);
    return /^\d{1,12}$/.test(value) ? Number(value) : fail(column, 'a whole number');
  };
  return {
    fail,
    date,
    whole,
    text: (column: RequiredColumn) => text(column) || fail(column, 'a text'),
    dateOrNone: (column: RequiredColumn) => (text(column) === '' ? null : date(column)),
    dollars: (column: RequiredColumn) => whole(column) * centsInDollar,
    status: (column: RequiredColumn): SbaRow['status'] => {
      const value = text(column);
      return value === 'PIF' || value === 'CHGOFF' ? value : fail(column, 'PIF or CHGOFF');
    },
  };
}

/** In the file `new_exist` 2 is a new business and `urban_rural` 1 urban; 0 is unknown in both. */
function readBorrower(raw: RawRow): BorrowerFacts {
  const text = (column: string): string | undefined => raw[column]?.trim() || undefined;
  const whole = (column: string): number | undefined => {
    const value = text(column);
    return value !== undefined && /^\d{1,7}$/.test(value) ? Number(value) : undefined;
  };
  const coded = <Meaning>(
    column: string,
    meanings: Readonly<Record<string, Meaning>>,
  ): Meaning | undefined => meanings[text(column) ?? ''];
  const yesNo = { Y: true, N: false };
  return known({
    bankState: text('bank_state'),
    city: text('city'),
    state: text('state'),
    zip: text('zip'),
    naics: text('naics') === '0' ? undefined : text('naics'),
    employees: whole('no_emp'),
    newBusiness: coded('new_exist', { '0': 'unknown', '1': 'existing', '2': 'new' }),
    jobsCreated: whole('create_job'),
    jobsRetained: whole('retained_job'),
    franchiseCode: text('franchise_code'),
    urbanRural: coded('urban_rural', { '0': 'undefined', '1': 'urban', '2': 'rural' }),
    revolving: coded('rev_line_cr', yesNo),
    lowDocumentation: coded('low_doc', yesNo),
  });
}

function known(
  facts: Readonly<Record<string, string | number | boolean | undefined>>,
): BorrowerFacts {
  const pairs = Object.entries(facts).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return Object.fromEntries(pairs);
}
