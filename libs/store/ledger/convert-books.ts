import { convertMinor, rateOn, type DatedRate } from '#domain/money/convert';
import { toSafeNumber } from '#domain/money/half-up';
import { minorDigits } from '#domain/money/money';
import { emptyBooks, type Books, type CurrencyBooks, type Figures } from './books.js';

export type UsedRate = Pick<DatedRate, 'date' | 'rate' | 'source'>;

/** The books of all currencies in one, each figure by the rate that is named beside it. */
export interface ConvertedBooks {
  readonly currency: string;
  /** The day whose rates were asked for; each used is the latest on or before it. */
  readonly on: string;
  readonly rates: Readonly<Record<string, UsedRate>>;
  readonly figures: CurrencyBooks;
}

export type Conversion =
  | { readonly kind: 'converted'; readonly converted: ConvertedBooks }
  | {
      readonly kind: 'rateMissing';
      readonly from: string;
      readonly to: string;
      readonly on: string;
    }
  /** A sum leaves exact integers: such a rate is a slip of its decimals. */
  | { readonly kind: 'tooLarge'; readonly to: string };

/** Currency and day to convert to, and the rates to take. */
export interface ConversionTerms {
  readonly currency: string;
  readonly on: string;
  readonly rates: readonly DatedRate[];
}

/** The day whose rates convert an answer: its value date, else the day on which it was known, else today (UTC). */
export function dayOfConversion({ asOf, knownAt }: Pick<Books, 'asOf' | 'knownAt'>): string {
  if (asOf !== null) return asOf;
  return (knownAt === null ? new Date() : new Date(knownAt)).toISOString().slice(0, 10);
}

/**
 * Adds the books of all currencies in one currency. Each figure of each currency is rounded half-up by itself, so a
 * converted sum may differ from its converted parts by minor units; the books balance in their own currencies.
 */
export function convertBooks(
  books: Readonly<Record<string, CurrencyBooks>>,
  terms: ConversionTerms,
): Conversion {
  const { currency, on } = terms;
  const used: Record<string, UsedRate> = {};
  for (const from of Object.keys(books)) {
    if (from === currency) continue;
    const found = rateOn(terms.rates, { from, to: currency, on });
    if (found === null) return { kind: 'rateMissing', from, to: currency, on };
    const { date, rate, source } = found;
    used[from] = { date, rate, ...(source === undefined ? {} : { source }) };
  }
  try {
    const figures = sumIn(currency, books, used);
    return { kind: 'converted', converted: { currency, on, rates: used, figures } };
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'tooLarge', to: currency };
    throw error;
  }
}

function sumIn(
  currency: string,
  books: Readonly<Record<string, CurrencyBooks>>,
  used: Readonly<Record<string, UsedRate>>,
): CurrencyBooks {
  const to = minorDigits(currency);
  return Object.entries(books)
    .map(([from, figures]) => {
      const { [from]: rate } = used;
      if (rate === undefined) return figures;
      const digits = { from: minorDigits(from), to };
      return inEach(figures, (amountMinor) => convertMinor(amountMinor, rate, digits));
    })
    .reduce(addBooks, emptyBooks());
}

type Part = Partial<Figures>;

function inEach(books: CurrencyBooks, convert: (amountMinor: number) => number): CurrencyBooks {
  const each = (part: Part): Part =>
    Object.fromEntries(
      Object.entries(part).map(([name, amountMinor]) => [name, convert(amountMinor)]),
    );
  const { sharers, ...liability } = books;
  const borne = Object.entries(sharers).map(([party, part]) => [party, each(part)] as const);
  return { ...(each(liability) as Figures), sharers: Object.fromEntries(borne) };
}

function addBooks(one: CurrencyBooks, other: CurrencyBooks): CurrencyBooks {
  const { sharers: ofOne, ...whole } = one;
  const { sharers: ofOther, ...more } = other;
  const sharers: Record<string, Part> = { ...ofOne };
  for (const [party, part] of Object.entries(ofOther)) {
    sharers[party] = addParts(sharers[party] ?? {}, part);
  }
  return { ...(addParts(whole, more) as Figures), sharers };
}

function addParts(one: Part, other: Part): Part {
  const sum: Record<string, number> = { ...one };
  for (const [name, amountMinor] of Object.entries(other)) {
    sum[name] = toSafeNumber(BigInt(sum[name] ?? 0) + BigInt(amountMinor));
  }
  return sum;
}
