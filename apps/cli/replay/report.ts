/** What a replay says at its end: totals read back from the facts, and where they differ from the file's. */
import type { Ending } from '#domain/lifecycle/stages';
import { moneyText } from '../money-text.js';
import type { SetAsideRow } from './set-aside.js';
import type { RunTotals } from './totals.js';

/** The one object that `--json` prints. */
export interface ReplayReport extends RunTotals {
  readonly rows: number;
  readonly setAside: number;
  readonly setAsideRows: readonly SetAsideRow[];
  readonly endings: Partial<Readonly<Record<Ending | 'open', number>>>;
  readonly seconds: number;
  readonly book: string;
  readonly differences: readonly Difference[];
}

/** A total that the facts and the file do not agree on. */
export interface Difference {
  readonly total: string;
  readonly recorded: number | string;
  readonly expected: number | string;
}

/** Every key in which what is recorded differs from what the file says. */
export function differencesBetween(
  recorded: Readonly<Record<string, number>>,
  expected: Readonly<Record<string, number>>,
  prefix = '',
): Difference[] {
  return Object.entries(expected).flatMap(([total, amount]) => {
    const found = recorded[total] ?? 0;
    return found === amount ? [] : [{ total: prefix + total, recorded: found, expected: amount }];
  });
}

export function describeReport(report: ReplayReport): string {
  const lines = [
    `book ${report.book}: ${report.rows} rows, ${report.setAside} set aside, in ${report.seconds} s`,
    ...report.setAsideRows.map(({ loan, reasons }) => `  set aside ${loan}: ${reasons.join(', ')}`),
    `  loans       ${dollars(report.loanMinor)}`,
    `  guaranteed  ${dollars(report.guaranteedMinor)}`,
    `  disbursed   ${dollars(report.disbursedMinor)}`,
    `  claimed     ${dollars(report.claimedMinor)} in ${report.claims} claims`,
    `  paid out    ${dollars(report.payoutMinor)}`,
    `  endings     ${Object.entries(report.endings)
      .map(([ending, count]) => `${ending} ${count}`)
      .join(', ')}`,
  ];
  const verdict =
    report.differences.length === 0 ? ['every total in the books equals the file'] : [];
  return [...lines, ...verdict].join('\n');
}

function dollars(amountMinor: number): string {
  return moneyText(amountMinor, 'USD').padStart(20);
}
