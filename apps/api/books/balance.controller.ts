import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Pool } from 'pg';
import { z } from 'zod';
import { readRates } from '#domain/money/convert';
import { books, type Books } from '#store/ledger/books';
import { convertBooks, dayOfConversion, type ConvertedBooks } from '#store/ledger/convert-books';
import { Allow, staff } from '../access/allow.js';
import { Problem } from '../http/problem.js';
import { POOL } from '../platform.js';
import { problemResponse } from '../reference/problem-response.js';
import { businessDate, currency, identifier, instant, text } from '../schemas.js';

const balanceQuery = z.strictObject({
  asOf: businessDate.optional(),
  knownAt: instant.optional(),
  book: identifier.optional(),
  product: identifier.optional(),
});
const decimalRate = z.string().regex(/^\d{1,12}(\.\d{1,12})?$/, {
  error: 'needs a decimal as a text, as "7.1884"',
});
const datedRate = z.strictObject({
  date: businessDate,
  from: currency,
  to: currency,
  rate: decimalRate,
  source: text(200).optional(),
});
const conversionQuestion = balanceQuery
  .extend({ in: currency, rates: z.array(datedRate).max(5000) })
  .meta({ id: 'BalanceConversion' });

const figures = z.record(z.string(), z.union([z.int(), z.record(z.string(), z.json())])).meta({
  id: 'TrialBalanceFigures',
  description: '`<account>Minor` of every account; under `sharers` what each party bears of it.',
});
const balance = z
  .object({
    asOf: businessDate.nullable(),
    knownAt: z.string().nullable(),
    currencies: z.record(z.string(), figures),
  })
  .meta({ id: 'TrialBalance' });
const usedRate = z.object({ date: businessDate, rate: z.string(), source: z.string().optional() });
const convertedBalance = balance
  .extend({
    converted: z.object({
      currency,
      on: businessDate,
      rates: z.record(z.string(), usedRate),
      figures,
    }),
  })
  .meta({ id: 'ConvertedTrialBalance' });

/** The trial balance by value date, as then known. */
@ApiTags('books')
@Controller('books/balance')
@Allow(...staff)
export class BalanceController {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  @Get()
  @ApiOperation({
    operationId: 'readBalance',
    summary: 'The trial balance, each currency by itself',
    description: 'Without `asOf` all postings, without `knownAt` as known now.',
  })
  @ApiResponse({ status: 200, standardSchema: balance, description: 'As it was asked for.' })
  @ApiResponse(problemResponse(400, 'invalidParameter'))
  async read(
    @Query({ schema: balanceQuery }) query: z.output<typeof balanceQuery>,
  ): Promise<Books> {
    return this.booksOf(query);
  }

  @Post('conversion')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'convertBalance',
    summary: 'The trial balance, and the sum of all currencies in one, by dated rates',
    description:
      'The latest rate on or before the day counts: of `asOf`, else of `knownAt`, else today. Nothing is kept.',
  })
  @ApiResponse({
    status: 200,
    standardSchema: convertedBalance,
    description: 'Every rate that was used, with its date.',
  })
  @ApiResponse(problemResponse(400, 'malformedRequest'))
  @ApiResponse(problemResponse(422, 'invalidRequest', 'rateMissing'))
  async convert(
    @Body({ schema: conversionQuestion }) question: z.output<typeof conversionQuestion>,
  ): Promise<Books & { readonly converted: ConvertedBooks }> {
    const { in: into, rates: given, ...query } = question;
    const reading = readRates(given);
    if (reading.kind === 'malformed') {
      throw new Problem('invalidRequest', { detail: reading.problems.slice(0, 20).join('; ') });
    }
    const found = await this.booksOf(query);
    const on = dayOfConversion(found);
    const terms = { currency: into, on, rates: reading.rates };
    const conversion = convertBooks(found.currencies, terms);
    if (conversion.kind === 'converted') return { ...found, converted: conversion.converted };
    if (conversion.kind === 'tooLarge') {
      throw new Problem('invalidRequest', {
        detail: `A sum in ${into} is beyond exact integers. Look at the decimals of the rates.`,
      });
    }
    const { from, to } = conversion;
    throw new Problem('rateMissing', {
      detail: `No rate from ${from} to ${to} on or before ${on} is given. Send one with its date.`,
    });
  }

  private booksOf(query: z.output<typeof balanceQuery>): Promise<Books> {
    const { asOf, knownAt, book, product } = query;
    return books(this.pool, {
      ...(asOf === undefined ? {} : { asOf }),
      ...(knownAt === undefined ? {} : { knownAt }),
      ...(book === undefined ? {} : { book }),
      ...(product === undefined ? {} : { product }),
    });
  }
}
