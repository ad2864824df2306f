import { randomUUID } from 'node:crypto';
import { until } from '../stack/until.js';
import { call } from './client.js';

export const wan = 1_000_000;
/** Three people: nobody confirms what they have proposed. */
export const maker = 'officer-1';
export const checker = 'risk-1';

export interface Framework {
  readonly id: string;
  readonly status: string;
  readonly code?: string;
  readonly detail?: string;
  readonly errors?: readonly { pointer: string; message: string }[];
  readonly acceptedMinor: number;
  readonly acceptedRows: number;
  readonly payableMinor: number;
  readonly keptMinor: number;
  readonly use: {
    headroomMinor: number;
    capMinor: number;
    capHeadroomMinor: number;
    capState: string;
  };
}

export interface Progress {
  readonly id: string;
  readonly rows: number;
  readonly pending: number;
  readonly accepted: number;
  readonly known: number;
  readonly refused: number;
}

export interface RowView {
  readonly line: number;
  readonly loanReference: string | null;
  readonly status: string;
  readonly reason: string | null;
  readonly field: string | null;
  readonly detail: string | null;
  readonly guarantee: string | null;
}

/** Opens a book in yuan for a test file. */
export async function openYuanBook(book: string): Promise<void> {
  await call('operations-1', 'PUT', `/books/${book}`, {
    guarantor: 'Guarantor of the batches',
    currency: 'CNY',
    regime: 'decree683',
    timeZone: 'Asia/Shanghai',
  });
}

export const termsFor = (book: string, changes: Record<string, unknown> = {}) => ({
  book,
  reference: randomUUID(),
  bank: 'synthetic-bank',
  product: 'bao-wei-dai',
  programme: 'zong-dui-zong',
  currency: 'CNY',
  limitMinor: 1000 * wan,
  premiumRateBps: 50,
  capRateBps: 300,
  lendsFrom: '2024-05-01',
  lendsUntil: '2024-12-31',
  capUntil: '2025-12-31',
  ...changes,
});

export const propose = (terms: Record<string, unknown>) =>
  call<Framework>(maker, 'POST', '/frameworks', terms);

/** A framework that another person has confirmed. */
export async function confirmed(
  book: string,
  changes: Record<string, unknown> = {},
): Promise<string> {
  const { body } = await propose(termsFor(book, changes));
  await call(checker, 'POST', `/frameworks/${body.id}/decision`, { outcome: 'confirm' });
  return body.id;
}

export const see = async (id: string): Promise<Framework> =>
  (await call<Framework>(maker, 'GET', `/frameworks/${id}`)).body;

/** A loan of 200,000 yuan to a micro enterprise, lent on the day before the cases' clocks begin. */
export const rowOf = (loanReference: string, changes: Record<string, unknown> = {}) => ({
  loanReference,
  name: `示例公司 ${loanReference}`,
  registrationNo: `91${loanReference}`,
  applicantKind: 'enterprise',
  industry: 'software',
  employees: 8,
  annualRevenueMinor: 40 * wan,
  totalAssetsMinor: 30 * wan,
  loanMinor: 20 * wan,
  disbursedOn: '2024-06-03',
  tenorMonths: 12,
  firstLoan: false,
  controlsGuarantor: false,
  ...changes,
});

export const drivenFrom = '2024-06-04T04:00:00Z';

export async function file(
  framework: string,
  rows: readonly object[] | string,
  contentType?: string,
): Promise<Progress> {
  const path = `/frameworks/${framework}/filings?drivenFrom=${drivenFrom}`;
  const body = typeof rows === 'string' ? rows : { rows };
  const headers: Record<string, string> =
    contentType === undefined ? {} : { 'content-type': contentType };
  const kept = await call<Progress>(maker, 'POST', path, body, headers);
  if (kept.status !== 202) throw new Error(JSON.stringify(kept.body));
  return kept.body;
}

/** Files rows and waits until each of them is decided. */
export async function fileAll(
  framework: string,
  rows: readonly object[] | string,
  contentType?: string,
): Promise<{ progress: Progress; rows: RowView[] }> {
  const { id } = await file(framework, rows, contentType);
  const path = `/frameworks/${framework}/filings/${id}`;
  const { body } = await until(
    'every filed row is decided',
    () => call<Progress>(maker, 'GET', path),
    (answer) => answer.body.pending === 0,
  );
  const listed = await call<{ items: RowView[] }>(maker, 'GET', `${path}/rows?limit=1000`);
  return { progress: body, rows: listed.body.items };
}
