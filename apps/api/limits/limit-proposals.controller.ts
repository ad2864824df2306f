import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Pool } from 'pg';
import type { z } from 'zod';
import { checkProposalDecision } from '#domain/limits/proposals';
import { evaluateBook } from '#store/limits/breaches';
import { readBookLimits } from '#store/limits/book-limits';
import {
  decideProposal,
  findProposal,
  listProposals,
  proposeLimit,
  type ProposalRow,
} from '#store/limits/proposals';
import { inTransaction } from '#store/transaction';
import { Allow, staff } from '../access/allow.js';
import { FromCaller, type Caller } from '../access/caller.js';
import { knownBook } from '../books/known-book.js';
import { Problem } from '../http/problem.js';
import { POOL } from '../platform.js';
import { problemResponse } from '../reference/problem-response.js';
import { identifier } from '../schemas.js';
import {
  keptProposal,
  limitProposal,
  proposalDecision,
  proposalId,
  proposalList,
} from './limits.schemas.js';

/** Net assets, holdings, caps and choices of a book: one person proposes, another confirms. */
@ApiTags('limits')
@Controller('books/:id/limit-proposals')
export class LimitProposalsController {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  @Get()
  @Allow(...staff)
  @ApiOperation({ operationId: 'listLimitProposals', summary: 'Proposals, the newest first' })
  @ApiResponse({ status: 200, standardSchema: proposalList, description: 'At most two hundred.' })
  @ApiResponse(problemResponse(404, 'notFound'))
  async list(
    @Param('id', { schema: identifier }) id: string,
  ): Promise<{ items: readonly ProposalRow[] }> {
    await knownBook(this.pool, id);
    return { items: await listProposals(this.pool, id) };
  }

  @Post()
  @Allow('finance', 'risk', 'board')
  @ApiOperation({
    operationId: 'proposeLimit',
    summary: 'Propose net assets, holdings, a cap or terms of a book',
    description: 'It comes into force when another person confirms it.',
  })
  @ApiResponse({ status: 201, standardSchema: keptProposal, description: 'It was kept.' })
  @ApiResponse(problemResponse(400, 'malformedRequest'))
  @ApiResponse(problemResponse(404, 'notFound'))
  @ApiResponse(problemResponse(422, 'invalidRequest'))
  async propose(
    @Param('id', { schema: identifier }) id: string,
    @Body({ schema: limitProposal }) proposal: z.output<typeof limitProposal>,
    @FromCaller() { person }: Caller,
  ): Promise<ProposalRow> {
    if ((await readBookLimits(this.pool, id)) === null) throw new Problem('notFound');
    return proposeLimit(this.pool, id, proposal, person);
  }

  @Post(':proposal/decision')
  @HttpCode(200)
  @Allow('finance', 'risk', 'board')
  @ApiOperation({
    operationId: 'decideLimitProposal',
    summary: 'Confirm or reject a proposal',
    description: 'Confirmed, it holds at once; the book is evaluated anew and breaches are raised.',
  })
  @ApiResponse({ status: 200, standardSchema: keptProposal, description: 'It is decided.' })
  @ApiResponse(problemResponse(400, 'malformedRequest', 'invalidParameter'))
  @ApiResponse(problemResponse(403, 'forbidden', 'makerIsChecker'))
  @ApiResponse(problemResponse(404, 'notFound'))
  @ApiResponse(problemResponse(409, 'proposalDecided'))
  @ApiResponse(problemResponse(422, 'invalidRequest'))
  async decide(
    @Param('id', { schema: identifier }) id: string,
    @Param('proposal', { schema: proposalId }) proposal: number,
    @Body({ schema: proposalDecision }) { outcome }: z.output<typeof proposalDecision>,
    @FromCaller() { person }: Caller,
  ): Promise<ProposalRow> {
    const kept = await findProposal(this.pool, proposal);
    if (kept?.book !== id) throw new Problem('notFound');
    const checked = checkProposalDecision(kept, person);
    if (checked.kind === 'refused') throw new Problem(problems[checked.code]);
    await this.decideFor(kept, outcome, person);
    return (await findProposal(this.pool, proposal)) ?? kept;
  }

  /** What is confirmed holds before the book is evaluated: approvals wait for the first alone. */
  private async decideFor(
    { id, book, kind, asOf }: ProposalRow,
    outcome: 'confirmed' | 'rejected',
    person: string,
  ): Promise<void> {
    const isFirst = await inTransaction(this.pool, (tx) => decideProposal(tx, id, outcome, person));
    if (!isFirst) throw new Problem('proposalDecided');
    if (outcome === 'rejected') return;
    await inTransaction(this.pool, (tx) => evaluateBook(tx, book, `${kind} as of ${asOf}`));
  }
}

const problems = { makerIsChecker: 'makerIsChecker', decidedAlready: 'proposalDecided' } as const;
