import { Command, InvalidArgumentError } from 'commander';
import { accountNames } from '#domain/ledger/accounts';
import { isCurrency } from '#domain/money/currency';
import { readRates, type DatedRate } from '#domain/money/convert';
import { books, type Books, type BooksQuery, type Figures } from '#store/ledger/books';
import {
  convertBooks,
  dayOfConversion,
  type Conversion,
  type ConvertedBooks,
} from '#store/ledger/convert-books';
import { CommandFailure, exitCodes } from '../failure.js';
import { formatMinor, parseDate, parseInstant } from './business-values.js';
import { connectFromSettings, onDatabase, type Connect } from './connect.js';
import { rowsOfFile } from './rows-of-file.js';

interface Options extends BooksQuery {
  readonly in?: string;
  readonly rates?: string;
  readonly json?: true;
}

type PrintableBooks = Books & { readonly converted?: ConvertedBooks };

/** `aval books`: the trial balance by value date, as then known; summed over currencies only by dated rates. */
export function booksCommand(connect: Connect = connectFromSettings): Command {
  return new Command('books')
    .description('the trial balance: what is owed, and who bears it')
    .option('--as-of <date>', 'value dates up to and with this day', parseDate)
    .option('--known-at <instant>', 'as it was known at this instant', parseInstant)
    .option('--book <book>', 'one book alone')
    .option('--product <product>', 'one product alone')
    .option('--in <currency>', 'also the sum of all currencies in this one', parseCurrency)
    .option('--rates <file>', 'for --in: CSV or JSON with date, from, to, rate (docs/ledger.md)')
    .option('--json', 'print one JSON object')
    .action(async ({ json, in: currency, rates: file, ...query }: Options) => {
      const rates = ratesFor(currency, file);
      await onDatabase(connect, async (pool) => {
        const found = await books(pool, query);
        const told = currency === undefined ? found : inCurrency(found, currency, rates);
        console.log(json ? JSON.stringify(told, null, 2) : printedBooks(told));
      });
    });
}

function ratesFor(currency: string | undefined, file: string | undefined): readonly DatedRate[] {
  if (currency === undefined && file === undefined) return [];
  if (currency === undefined || file === undefined) {
    throw new CommandFailure(
      'a sum over currencies needs both --in and --rates',
      'Name the currency and a file of dated rates: --in CNY --rates rates.csv',
      exitCodes.misused,
    );
  }
  const reading = readRates(rowsOfFile(file));
  if (reading.kind === 'rates') return reading.rates;
  throw new CommandFailure(
    `${file} holds what is no rate:\n${reading.problems.slice(0, 20).join('\n')}`,
    'Each row is date,from,to,rate as 2026-03-31,USD,CNY,7.1884; in JSON the rate is a text.',
    exitCodes.misused,
  );
}

function inCurrency(
  found: Books,
  currency: string,
  rates: readonly DatedRate[],
): Books & { readonly converted: ConvertedBooks } {
  const on = dayOfConversion(found);
  const conversion = convertBooks(found.currencies, { currency, on, rates });
  if (conversion.kind !== 'converted') throw notConverted(conversion);
  return { ...found, converted: conversion.converted };
}

function notConverted(why: Exclude<Conversion, { kind: 'converted' }>): CommandFailure {
  if (why.kind === 'tooLarge') {
    const advice = 'Look at the decimals of the rates.';
    return new CommandFailure(`a sum in ${why.to} is beyond exact integers`, advice);
  }
  const { from, to, on } = why;
  return new CommandFailure(
    `no rate from ${from} to ${to} on or before ${on} is given`,
    `Add a row to the file of rates, as ${on},${from},${to},<how many ${to} one ${from} is worth>`,
    exitCodes.misused,
  );
}

function parseCurrency(text: string): string {
  if (isCurrency(text)) return text;
  throw new InvalidArgumentError('give a currency of ISO 4217, as CNY.');
}

/** A table a currency: an account a line, its sharers beneath. Accounts at zero are left out. */
export function printedBooks({ asOf, knownAt, currencies, converted }: PrintableBooks): string {
  const title = `Books${asOf === null ? '' : ` as of ${asOf}`}${
    knownAt === null ? '' : `, known at ${knownAt}`
  }`;
  const tables = Object.entries(currencies).map(([currency, figures]) =>
    [currency, ...booksLines(figures, currency)].join('\n'),
  );
  return [
    title,
    ...(tables.length === 0 ? ['Nothing is booked.'] : tables),
    ...(converted === undefined ? [] : [printedConversion(converted)]),
  ].join('\n\n');
}

function printedConversion({ currency, on, rates, figures }: ConvertedBooks): string {
  const used = Object.entries(rates).map(
    ([from, { date, rate, source }]) =>
      `  1 ${from} = ${rate} ${currency} on ${date}${source === undefined ? '' : ` (${source})`}`,
  );
  return [
    `All in ${currency}, by the latest rates on or before ${on}`,
    ...used,
    ...booksLines(figures, currency),
  ].join('\n');
}

function booksLines(figures: Books['currencies'][string], currency: string): string[] {
  return [
    ...figureLines(figures, currency, '  '),
    ...Object.entries(figures.sharers).flatMap(([party, borne]) => [
      `  borne by ${party}`,
      ...figureLines(borne, currency, '    '),
    ]),
  ];
}

function figureLines(figures: Partial<Figures>, currency: string, indent: string): string[] {
  return accountNames.flatMap((name) => {
    const amountMinor = figures[`${name}Minor`] ?? 0;
    if (amountMinor === 0) return [];
    return [`${indent}${name.padEnd(32)}${formatMinor(amountMinor, currency).padStart(22)}`];
  });
}
