import { isCurrency } from '../money/currency.js';

/** One drawdown as the bank states it at a month's end. At least one of the two amounts is stated. */
export interface StatementRow {
  readonly guarantee: string;
  readonly drawdown: string;
  readonly currency: string;
  /** Principal of the loan that is still owed, in minor units. */
  readonly loanOutstandingMinor: number | null;
  /** The part of it that the bank holds guaranteed, in minor units. */
  readonly guaranteedOutstandingMinor: number | null;
}

/** A row that cannot be read: from 1, the header not counted. */
export interface RowProblem {
  readonly row: number;
  readonly problem: string;
}

export type StatementReading =
  | { readonly kind: 'rows'; readonly rows: readonly StatementRow[] }
  | { readonly kind: 'malformed'; readonly problems: readonly RowProblem[] };

const fields = [
  'guarantee',
  'drawdown',
  'currency',
  'loanOutstandingMinor',
  'guaranteedOutstandingMinor',
] as const;

/**
 * Reads a bank's rows, as JSON or a CSV file holds them (there amounts are text). A statement is taken whole or not at
 * all: half of one would report the other half as missing.
 */
export function readStatementRows(values: readonly unknown[]): StatementReading {
  const problems: RowProblem[] = [];
  const rows: StatementRow[] = [];
  const seen = new Set<string>();
  values.forEach((value, index) => {
    const row = readRow(value);
    if (typeof row === 'string') {
      problems.push({ row: index + 1, problem: row });
      return;
    }
    const key = `${row.guarantee}\u001f${row.drawdown}`;
    if (seen.has(key)) problems.push({ row: index + 1, problem: 'names a drawdown twice' });
    seen.add(key);
    rows.push(row);
  });
  return problems.length > 0 ? { kind: 'malformed', problems } : { kind: 'rows', rows };
}

function readRow(value: unknown): StatementRow | string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'is no object';
  const record = value as Readonly<Record<string, unknown>>;
  const stranger = Object.keys(record).find((name) => !fields.some((field) => field === name));
  if (stranger !== undefined) return `${stranger} is no column of a statement`;
  const [guarantee, drawdown, currency] = [
    record['guarantee'],
    record['drawdown'],
    record['currency'],
  ];
  if (!isName(guarantee)) return 'guarantee is no text of 1 to 100 characters';
  if (!isName(drawdown)) return 'drawdown is no text of 1 to 100 characters';
  if (!isCurrency(currency)) return 'currency is no code of ISO 4217';
  const loan = amountOf(record['loanOutstandingMinor']);
  const guaranteed = amountOf(record['guaranteedOutstandingMinor']);
  if (loan === undefined) return 'loanOutstandingMinor is no whole number of minor units';
  if (guaranteed === undefined)
    return 'guaranteedOutstandingMinor is no whole number of minor units';
  if (loan === null && guaranteed === null) return 'states neither amount';
  return {
    guarantee,
    drawdown,
    currency,
    loanOutstandingMinor: loan,
    guaranteedOutstandingMinor: guaranteed,
  };
}

const isName = (value: unknown): value is string =>
  typeof value === 'string' &&
  value !== '' &&
  value.length <= 100 &&
  !/[\p{Cc}\p{Cs}]/u.test(value);

/** `null` where it is left out, `undefined` where it cannot be read. */
function amountOf(value: unknown): number | null | undefined {
  if (value === undefined || value === null || value === '') return null;
  const isText = typeof value === 'string' && /^\d{1,16}$/.test(value);
  const amount = isText ? Number(value) : value;
  return typeof amount === 'number' && Number.isSafeInteger(amount) && amount >= 0
    ? amount
    : undefined;
}
