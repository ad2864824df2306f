import type { BookReport, CustomerReport, RuleReport } from '#store/limits/report';
import type { WhatIfAnswer } from '#domain/limits/what-if';
import type { Command } from 'commander';
import { written, type AvalApi } from '../api/aval-api.js';
import type { Person } from '../api/people.js';
import { moneyText } from '../money-text.js';
import { withSession } from '../session.js';
import { present, type Terminal } from '../terminal.js';
import { textTable } from '../text-table.js';
import { withJson, type AddCommand, type JsonOption } from './command.js';
import { connectAsOwnerAt, connectAt } from './connect.js';
import { addLimitDecisions } from './limit-proposals.js';
import { limitsVerifyCommand } from './limits-verify.js';

interface LimitsOptions extends JsonOption {
  readonly book?: string;
  readonly customer?: string;
  readonly whatIf?: readonly string[];
}

interface Answers {
  readonly books?: readonly BookReport[];
  readonly customer?: CustomerReport;
  readonly whatIf?: readonly WhatIfAnswer[];
}

/** `aval limits`: headroom per rule, how much more a customer could get, and what if cases were approved. */
export const addLimits: AddCommand = (program, terminal) => {
  const limits: Command = withJson(program.command('limits'))
    .description('headroom under Decree 683 and the book’s own caps')
    .option('--book <book>', 'of one book; without it of every book under limits')
    .option('--customer <name>', 'how much more this customer could get: its registration number')
    .option('--what-if <cases...>', 'what if these pending cases were approved, in this order')
    .action((options: LimitsOptions) => tellLimits(terminal, options));
  // What follows `propose` or `decide` is theirs: they take a `--book` and a `--json` of their own.
  limits.enablePositionalOptions();
  addLimitDecisions(limits, terminal);
  limits.addCommand(limitsVerifyCommand(connectAt(terminal), connectAsOwnerAt(terminal)));
};

async function tellLimits(terminal: Terminal, options: LimitsOptions): Promise<void> {
  const answers = await withSession(terminal, ({ api, people }) =>
    ask(api, people.operations, options),
  );
  present(terminal, options, answers, describe);
}

async function ask(api: AvalApi, by: Person, options: LimitsOptions): Promise<Answers> {
  const { customer, whatIf } = options;
  const books = await booksUnderLimits(api, by, options.book);
  const [book] = books;
  if (book === undefined || (customer === undefined && whatIf === undefined)) {
    return {
      books: await Promise.all(books.map((name) => call<BookReport>(api, by, limitsOf(name)))),
    };
  }
  if (customer !== undefined) {
    const path = `/books/${encodeURIComponent(book)}/customer-limits${written({ customer })}`;
    return { customer: await call<CustomerReport>(api, by, path) };
  }
  const answered = await call<{ items: WhatIfAnswer[] }>(api, by, `${limitsOf(book)}/what-if`, {
    cases: whatIf,
  });
  return { whatIf: answered.items };
}

const limitsOf = (book: string): string => `/books/${encodeURIComponent(book)}/limits`;

async function booksUnderLimits(
  api: AvalApi,
  by: Person,
  named: string | undefined,
): Promise<string[]> {
  if (named !== undefined) return [named];
  const { items } = await call<{ items: { id: string; regime: string }[] }>(api, by, '/books');
  return items.filter(({ regime }) => regime === 'decree683').map(({ id }) => id);
}

async function call<Body>(
  { door, tokens }: AvalApi,
  by: Person,
  path: string,
  body?: object,
): Promise<Body> {
  const token = await tokens.of(by);
  const asked =
    body === undefined
      ? await door.call({ method: 'GET', path, token })
      : await door.call({ method: 'POST', path, body, token });
  return asked.body as Body;
}

function describe({ books, customer, whatIf }: Answers): string {
  if (whatIf !== undefined) return whatIf.map(answerText).join('\n');
  if (customer !== undefined) {
    const more = customer.largestFitMinor;
    const largest = more === null ? 'any amount: nothing limits it' : amount(more);
    return `${rulesTable(customer.rules)}\n\nCould still get, on the terms of ${customer.onTermsOf}: ${largest}`;
  }
  if (books === undefined || books.length === 0) return 'no book is under limits';
  return books.map(bookText).join('\n\n');
}

function bookText(book: BookReport): string {
  const net =
    book.adjustedNetAssetsMinor === null
      ? 'net assets are missing: the rules of Decree 683 cannot be computed'
      : `adjusted net assets ${amount(book.adjustedNetAssetsMinor)} as of ${book.netAssetsOn ?? ''}`;
  const weighted = `weighted liability ${amount(book.reported.gross)} (threshold on gross), ${amount(book.reported.own)} (on own share)`;
  const breaches = book.breaches.map(
    (breach) =>
      `${breach.severity}: ${nameOf(breach)} (${breach.article}), ${breach.caseCount} ${breach.caseCount === 1 ? 'case' : 'cases'}${firstOf(breach.cases)}`,
  );
  const small = book.mainlySmall
    ? 'mainly small firms and farmers: leverage of fifteen times'
    : 'not mainly small firms and farmers: leverage of ten times';
  const head = [`${book.book}: ${net}`, small, weighted].join('\n');
  const tail = breaches.length === 0 ? 'no breach' : breaches.join('\n');
  return [head, rulesTable(book.rules), tail].join('\n\n');
}

const nameOf = ({ rule, key }: { readonly rule: string; readonly key: string }): string =>
  key === '' ? rule : `${rule} ${key}`;

const firstOf = (cases: readonly string[]): string =>
  cases.length === 0 ? '' : `, the largest ${cases.slice(0, 5).join(', ')}`;

function rulesTable(rules: readonly RuleReport[]): string {
  const figure = (of: number | null): string => (of === null ? '–' : amount(of));
  return textTable(rules, [
    { title: 'rule', of: nameOf },
    { title: 'article', of: ({ article }) => article },
    { title: 'limit', of: ({ limitMinor }) => figure(limitMinor), right: true },
    { title: 'used', of: ({ usedMinor }) => figure(usedMinor), right: true },
    { title: 'of it', of: partUsed, right: true },
    { title: 'warns at', of: ({ warningBps }) => `${warningBps / 100} %`, right: true },
    { title: 'stops at', of: ({ stopMinor }) => figure(stopMinor), right: true },
    { title: 'standing', of: ({ state }) => state },
    { title: 'headroom', of: ({ headroomMinor }) => figure(headroomMinor), right: true },
    { title: 'reported', of: ({ reportedMinor }) => figure(reportedMinor), right: true },
  ]);
}

function partUsed({ limitMinor, usedMinor }: RuleReport): string {
  if (limitMinor === null || limitMinor === 0) return '–';
  return `${((100 * usedMinor) / limitMinor).toFixed(1)} %`;
}

function answerText(answer: WhatIfAnswer): string {
  if (answer.kind === 'fits') return `${answer.number}: fits`;
  const why = answer.findings.map(
    ({ rule, article, limitMinor, usedMinor, askedMinor, headroomMinor }) =>
      `${rule} (${article}): limit ${amount(limitMinor)}, used ${amount(usedMinor)}, asked ${amount(askedMinor)}, headroom ${amount(headroomMinor)}`,
  );
  return `${answer.number}: refused; ${why.join('; ')}; ${amount(answer.largestFitMinor)} would fit`;
}

/** Decree 683 counts in yuan. */
const amount = (amountMinor: number): string => moneyText(amountMinor, 'CNY');
