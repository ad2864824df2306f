import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { parse } from 'csv-parse/sync';
import type { Pool } from 'pg';
import { z } from 'zod';
import { standings } from '#domain/reconciliation/reconcile';
import { readStatementRows, type StatementRow } from '#domain/reconciliation/statement-rows';
import { accountingPeriod } from '#domain/reserves/accounting-period';
import { receiveStatement } from '#store/ledger/reconciliation/receive-statement';
import {
  listStatements,
  readReconciliation,
  resolveDifference,
  type Reconciliation,
} from '#store/ledger/reconciliation/reconciliation';
import { Allow, staff } from '../access/allow.js';
import { FromCaller, type Caller } from '../access/caller.js';
import { Problem } from '../http/problem.js';
import { POOL } from '../platform.js';
import { problemResponse } from '../reference/problem-response.js';
import { businessDate, currency, identifier, storedInstant, text } from '../schemas.js';
import { knownBook } from './known-book.js';
import { period } from './period.js';
import { storedNumber } from './stored-number.js';

const longestCsv = 5_000_000;
const incoming = z
  .strictObject({
    bank: identifier,
    period,
    rows: z.array(z.record(z.string(), z.json())).max(20_000).optional(),
    /** Instead of `rows`: the bank's CSV file with its header. */
    csv: z.string().max(longestCsv).optional(),
  })
  .refine(({ rows, csv }) => (rows === undefined) !== (csv === undefined), {
    error: 'holds either rows or csv',
  })
  .meta({ id: 'BankStatement' });
const resolution = z
  .strictObject({ guarantee: text(100), drawdown: text(100), reason: text(500) })
  .meta({ id: 'DifferenceResolution' });
const head = z.object({
  statement: z.int(),
  book: identifier,
  bank: z.string(),
  period,
  through: businessDate,
  receivedBy: z.string(),
  receivedAt: storedInstant,
});
const amount = z.int().nullable();
const item = z.object({
  guarantee: z.string(),
  drawdown: z.string(),
  currency,
  standing: z.enum(standings),
  bankLoanMinor: amount,
  ourLoanMinor: amount,
  bankGuaranteedMinor: amount,
  ourGuaranteedMinor: amount,
  resolvedBy: z.string().nullable(),
  resolvedAt: storedInstant.nullable(),
  reason: z.string().nullable(),
});
const reconciliation = head
  .extend({
    counts: z.record(z.enum(standings), z.int()),
    openCount: z.int(),
    items: z.array(item),
  })
  .meta({ id: 'Reconciliation' });
const statementList = z.object({ items: z.array(head) }).meta({ id: 'BankStatementList' });
const statementQuery = z.strictObject({ bank: identifier.optional(), period: period.optional() });

/** Banks' month-end statements, held against the books. */
@ApiTags('books')
@Controller('books/:id/statements')
export class BankStatementsController {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  @Get()
  @Allow(...staff)
  @ApiOperation({ operationId: 'listBankStatements', summary: 'List banks’ statements' })
  @ApiResponse({ status: 200, standardSchema: statementList, description: 'Newest first.' })
  @ApiResponse(problemResponse(404, 'notFound'))
  async list(
    @Param('id', { schema: identifier }) id: string,
    @Query({ schema: statementQuery }) query: z.output<typeof statementQuery>,
  ): Promise<{ items: object[] }> {
    await knownBook(this.pool, id);
    const { bank, period: of } = query;
    const narrowed = {
      ...(bank === undefined ? {} : { bank }),
      ...(of === undefined ? {} : { period: of }),
    };
    return { items: await listStatements(this.pool, { book: id, ...narrowed }) };
  }

  @Post()
  @HttpCode(200)
  @Allow('finance', 'operations')
  @ApiOperation({
    operationId: 'reconcileStatement',
    summary: 'Hold a bank’s statement against the books',
    description: 'The same rows of the same period again are the same statement.',
  })
  @ApiResponse({ status: 200, standardSchema: reconciliation, description: 'Both sides.' })
  @ApiResponse(problemResponse(404, 'notFound'))
  @ApiResponse(problemResponse(422, 'invalidRequest'))
  async receive(
    @Param('id', { schema: identifier }) id: string,
    @Body({ schema: incoming }) given: z.output<typeof incoming>,
    @FromCaller() caller: Caller,
  ): Promise<Reconciliation> {
    await knownBook(this.pool, id);
    const of = accountingPeriod(given.period);
    if (of === null) throw new Problem('invalidRequest');
    const rows = rowsOf(given);
    const { statement } = await receiveStatement(this.pool, {
      book: id,
      bank: given.bank,
      period: of,
      rows,
      by: caller.person,
    });
    return this.found(id, statement);
  }

  @Get(':statement')
  @Allow(...staff)
  @ApiOperation({ operationId: 'getReconciliation', summary: 'Get a reconciled statement' })
  @ApiResponse({ status: 200, standardSchema: reconciliation, description: 'Both sides.' })
  @ApiResponse(problemResponse(404, 'notFound'))
  async get(
    @Param('id', { schema: identifier }) id: string,
    @Param('statement', { schema: storedNumber }) statement: number,
  ): Promise<Reconciliation> {
    return this.found(id, statement);
  }

  @Post(':statement/resolutions')
  @HttpCode(200)
  @Allow('finance')
  @ApiOperation({ operationId: 'resolveDifference', summary: 'Say what became of a difference' })
  @ApiResponse({ status: 200, standardSchema: reconciliation, description: 'It is resolved.' })
  @ApiResponse(problemResponse(404, 'notFound'))
  @ApiResponse(problemResponse(409, 'differenceNotOpen'))
  @ApiResponse(problemResponse(422, 'invalidRequest'))
  async resolve(
    @Param('id', { schema: identifier }) id: string,
    @Param('statement', { schema: storedNumber }) statement: number,
    @Body({ schema: resolution }) { guarantee, drawdown, reason }: z.output<typeof resolution>,
    @FromCaller() caller: Caller,
  ): Promise<Reconciliation> {
    await this.found(id, statement);
    const of = { statement, guarantee, drawdown };
    const outcome = await resolveDifference(this.pool, of, { person: caller.person, reason });
    if (outcome.kind === 'refused') throw new Problem('differenceNotOpen');
    return this.found(id, statement);
  }

  private async found(book: string, statement: number): Promise<Reconciliation> {
    const found = await readReconciliation(this.pool, statement);
    if (found?.book !== book) throw new Problem('notFound');
    return found;
  }
}

function rowsOf({ rows, csv }: z.output<typeof incoming>): readonly StatementRow[] {
  const reading = readStatementRows(rows ?? recordsOf(csv ?? ''));
  if (reading.kind === 'rows') return reading.rows;
  const errors = reading.problems
    .slice(0, 100)
    .map(({ row, problem }) => ({ pointer: `/rows/${row - 1}`, message: problem }));
  throw new Problem('invalidRequest', { errors });
}

function recordsOf(csv: string): unknown[] {
  try {
    return parse(csv, { columns: true, bom: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : 'is no CSV';
    throw new Problem('invalidRequest', { errors: [{ pointer: '/csv', message }] });
  }
}
