import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Pool } from 'pg';
import { z } from 'zod';
import { accountingPeriod } from '#domain/reserves/accounting-period';
import { readReservePolicy, statutoryPolicy } from '#domain/reserves/reserve-policy';
import type { ReservePolicy } from '#domain/reserves/reserve-policy';
import {
  decideClosing,
  listClosings,
  proposeClosing,
  readClosing,
  type ClosingRow,
} from '#store/ledger/closing/closings';
import { Allow, staff } from '../access/allow.js';
import { FromCaller, type Caller } from '../access/caller.js';
import { Problem } from '../http/problem.js';
import { POOL } from '../platform.js';
import { problemResponse } from '../reference/problem-response.js';
import { businessDate, identifier, storedInstant, text } from '../schemas.js';
import { knownBook } from './known-book.js';
import { period } from './period.js';
import { storedNumber } from './stored-number.js';

const proposal = z
  .strictObject({
    period,
    /** The year's profit, for the general risk reserve. */
    netProfitMinor: z.int().nullable().default(null),
    /** Rates with their sources; the statutory ones where it is left out. */
    policy: z.record(z.string(), z.json()).optional(),
  })
  .meta({ id: 'ClosingProposal' });
const decision = z
  .strictObject({ outcome: z.enum(['approve', 'refuse']), reason: text(500).optional() })
  .meta({ id: 'ClosingDecision' });
const closing = z
  .object({
    id: z.int(),
    book: identifier,
    period,
    through: businessDate,
    policy: z.record(z.string(), z.json()),
    netProfitMinor: z.int().nullable(),
    proposedBy: z.string(),
    proposedAt: storedInstant,
    outcome: z.enum(['closed', 'refused']).nullable(),
    decidedBy: z.string().nullable(),
    decidedAt: storedInstant.nullable(),
    reason: z.string().nullable(),
    /** What was reckoned, on three bases that are never mixed. */
    report: z.record(z.string(), z.json()).nullable(),
  })
  .meta({ id: 'Closing' });
const closingList = z.object({ items: z.array(closing) }).meta({ id: 'ClosingList' });

/** Closing a book's period: one person proposes, another decides. */
@ApiTags('books')
@Controller('books/:id/closings')
export class ClosingsController {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  @Get()
  @Allow(...staff)
  @ApiOperation({ operationId: 'listClosings', summary: 'List the closings of a book' })
  @ApiResponse({ status: 200, standardSchema: closingList, description: 'Newest first.' })
  @ApiResponse(problemResponse(404, 'notFound'))
  async list(@Param('id', { schema: identifier }) id: string): Promise<{ items: ClosingRow[] }> {
    await knownBook(this.pool, id);
    return { items: await listClosings(this.pool, id) };
  }

  @Post()
  @HttpCode(201)
  @Allow('finance')
  @ApiOperation({ operationId: 'proposeClosing', summary: 'Propose to close a period' })
  @ApiResponse({ status: 201, standardSchema: closing, description: 'Another person decides it.' })
  @ApiResponse(problemResponse(404, 'notFound'))
  @ApiResponse(problemResponse(409, 'closingRefused'))
  @ApiResponse(problemResponse(422, 'invalidRequest'))
  async propose(
    @Param('id', { schema: identifier }) id: string,
    @Body({ schema: proposal }) asked: z.output<typeof proposal>,
    @FromCaller() caller: Caller,
  ): Promise<ClosingRow> {
    await knownBook(this.pool, id);
    const { netProfitMinor } = asked;
    const terms = { book: id, period: periodNamed(asked.period), netProfitMinor };
    const policy = policyOf(asked.policy);
    const outcome = await proposeClosing(this.pool, { ...terms, policy }, caller.person);
    if (outcome.kind === 'refused') throw new Problem('closingRefused', { detail: outcome.reason });
    return outcome.closing;
  }

  @Post(':closing/decision')
  @HttpCode(200)
  @Allow('finance', 'risk')
  @ApiOperation({
    operationId: 'decideClosing',
    summary: 'Decide a proposed closing',
    description: 'Approved, the period is closed once and for ever. Whoever proposed it may not.',
  })
  @ApiResponse({ status: 200, standardSchema: closing, description: 'Closed, or refused.' })
  @ApiResponse(problemResponse(404, 'notFound'))
  @ApiResponse(problemResponse(409, 'closingRefused'))
  @ApiResponse(problemResponse(422, 'invalidRequest'))
  async decide(
    @Param('id', { schema: identifier }) id: string,
    @Param('closing', { schema: storedNumber }) number: number,
    @Body({ schema: decision }) decided: z.output<typeof decision>,
    @FromCaller() caller: Caller,
  ): Promise<ClosingRow> {
    const found = await readClosing(this.pool, number);
    if (found?.book !== id) throw new Problem('notFound');
    const outcome = await decideClosing(this.pool, number, {
      by: caller.person,
      approves: decided.outcome === 'approve',
      reason: decided.reason ?? null,
    });
    if (outcome.kind === 'decided') return outcome.closing;
    if (outcome.reason === 'makerIsChecker') throw new Problem('makerIsChecker');
    throw new Problem('closingRefused', { detail: outcome.reason });
  }
}

function periodNamed(name: string): string {
  if (accountingPeriod(name) === null) throw new Problem('invalidRequest');
  return name;
}

function policyOf(given: unknown): ReservePolicy {
  if (given === undefined) return statutoryPolicy;
  const reading = readReservePolicy(given);
  if (reading.kind === 'policy') return reading.policy;
  const errors = reading.problems.map((message) => ({ pointer: '/policy', message }));
  throw new Problem('invalidRequest', { errors });
}
