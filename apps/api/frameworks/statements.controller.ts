import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Pool } from 'pg';
import type { z } from 'zod';
import { receivePremium } from '#store/framework/settle';
import {
  drawStatement,
  findStatement,
  listStatements,
  type StatementRow,
} from '#store/framework/statements';
import { inTransaction } from '#store/transaction';
import { Allow, staff } from '../access/allow.js';
import { FromCaller, type Caller } from '../access/caller.js';
import { Problem } from '../http/problem.js';
import { POOL } from '../platform.js';
import { problemResponse } from '../reference/problem-response.js';
import {
  frameworkId,
  month as monthSchema,
  receipt,
  statement,
  statementList,
  statementRequest,
} from './framework.schemas.js';
import { FrameworksService, todayOf } from './frameworks.service.js';

/** Premium under a framework, settled by the month. */
@ApiTags('frameworks')
@Controller('frameworks/:id/statements')
@Allow(...staff)
export class StatementsController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    private readonly frameworks: FrameworksService,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listStatements', summary: 'List the premium statements' })
  @ApiResponse({ status: 200, standardSchema: statementList, description: 'By month.' })
  @ApiResponse(problemResponse(404, 'notFound'))
  async list(
    @Param('id', { schema: frameworkId }) framework: string,
  ): Promise<{ items: StatementRow[] }> {
    await this.frameworks.find(framework);
    return { items: await listStatements(this.pool, framework) };
  }

  @Post()
  @HttpCode(200)
  @Allow('finance', 'operations')
  @ApiOperation({
    operationId: 'drawStatement',
    summary: 'Draw the premium statement of a month',
    description:
      'Of every row accepted up to its end that is on no statement yet. Drawn again it is the same.',
  })
  @ApiResponse({ status: 200, standardSchema: statement, description: 'The statement.' })
  @ApiResponse(problemResponse(400, 'malformedRequest'))
  @ApiResponse(problemResponse(404, 'notFound'))
  @ApiResponse(problemResponse(409, 'monthNotBegun'))
  @ApiResponse(problemResponse(422, 'invalidRequest'))
  async draw(
    @Param('id', { schema: frameworkId }) framework: string,
    @Body({ schema: statementRequest }) { month }: z.output<typeof statementRequest>,
    @FromCaller() caller: Caller,
  ): Promise<StatementRow> {
    const found = await this.frameworks.find(framework);
    if (month > todayOf(found).slice(0, 7)) throw new Problem('monthNotBegun');
    return inTransaction(this.pool, (tx) => drawStatement(tx, framework, month, caller.person));
  }

  @Post(':month/receipt')
  @HttpCode(200)
  @Allow('finance')
  @ApiOperation({
    operationId: 'receivePremium',
    summary: 'Book the payment of a statement',
    description: 'The whole statement at once: to each guarantee its premium, all or none.',
  })
  @ApiResponse({ status: 200, standardSchema: statement, description: 'It is booked.' })
  @ApiResponse(problemResponse(400, 'malformedRequest'))
  @ApiResponse(problemResponse(404, 'notFound'))
  @ApiResponse(
    problemResponse(409, 'amountDiffers', 'receivedBefore', 'notYetInForce', 'receivedTooEarly'),
  )
  @ApiResponse(problemResponse(422, 'invalidRequest'))
  async receive(
    @Param('id', { schema: frameworkId }) id: string,
    @Param('month', { schema: monthSchema }) month: string,
    @Body({ schema: receipt }) { amountMinor, receivedOn }: z.output<typeof receipt>,
    @FromCaller() caller: Caller,
  ): Promise<StatementRow> {
    const framework = await this.frameworks.find(id);
    if (receivedOn > todayOf(framework)) {
      const errors = [{ pointer: '/receivedOn', message: 'is in the future' }];
      throw new Problem('invalidRequest', { errors });
    }
    return inTransaction(this.pool, async (tx) => {
      const drawn = await findStatement(tx, id, month);
      if (drawn === undefined) throw new Problem('notFound');
      const paid = { amountMinor, on: receivedOn, person: caller.person };
      const outcome = await receivePremium(tx, framework, drawn, paid);
      if (outcome.kind === 'refused') {
        const detail = `The statement is over ${drawn.premiumMinor}, received were ${amountMinor}.`;
        throw new Problem(outcome.reason, outcome.reason === 'amountDiffers' ? { detail } : {});
      }
      return { ...drawn, receivedOn };
    });
  }
}
