import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Pool } from 'pg';
import type { z } from 'zod';
import { eventsOf, listFrameworks } from '#store/framework/frameworks';
import { Allow, staff } from '../access/allow.js';
import { FromCaller, type Caller } from '../access/caller.js';
import { POOL } from '../platform.js';
import { problemResponse } from '../reference/problem-response.js';
import {
  closing,
  framework,
  frameworkDecision,
  frameworkEvents,
  frameworkId,
  frameworkList,
  frameworkQuery,
  frameworkRequest,
  type FrameworkRequest,
  type FrameworkView,
} from './framework.schemas.js';
import { FrameworksService, frameworkView } from './frameworks.service.js';

/** Framework agreements with banks for batches (见贷即保). */
@ApiTags('frameworks')
@Controller('frameworks')
@Allow(...staff)
export class FrameworksController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    private readonly frameworks: FrameworksService,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listFrameworks', summary: 'List frameworks with their headroom' })
  @ApiResponse({ status: 200, standardSchema: frameworkList, description: 'In order of number.' })
  @ApiResponse(problemResponse(400, 'invalidParameter'))
  async list(
    @Query({ schema: frameworkQuery }) query: z.output<typeof frameworkQuery>,
  ): Promise<{ items: FrameworkView[] }> {
    return { items: (await listFrameworks(this.pool, query)).map(frameworkView) };
  }

  @Post()
  @Allow('officer', 'operations')
  @ApiOperation({
    operationId: 'proposeFramework',
    summary: 'Propose a framework',
    description:
      'Nothing can be filed until another person has confirmed it. The same reference with the same terms is the same framework.',
  })
  @ApiResponse({ status: 201, standardSchema: framework, description: 'It is proposed.' })
  @ApiResponse({ status: 200, standardSchema: framework, description: 'It is there already.' })
  @ApiResponse(problemResponse(400, 'malformedRequest'))
  @ApiResponse(problemResponse(409, 'frameworkDiffers'))
  @ApiResponse(problemResponse(422, 'invalidRequest'))
  async propose(
    @Body({ schema: frameworkRequest }) request: FrameworkRequest,
    @FromCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FrameworkView> {
    const proposed = await this.frameworks.propose(request, caller);
    reply
      .status(proposed.isNew ? 201 : 200)
      .header('location', `/frameworks/${proposed.framework.id}`);
    return proposed.framework;
  }

  @Get(':id')
  @ApiOperation({
    operationId: 'getFramework',
    summary: 'Get a framework',
    description: 'With its headroom and the use of its cap as they stand.',
  })
  @ApiResponse({ status: 200, standardSchema: framework, description: 'The framework.' })
  @ApiResponse(problemResponse(404, 'notFound'))
  async get(@Param('id', { schema: frameworkId }) id: string): Promise<FrameworkView> {
    return frameworkView(await this.frameworks.find(id));
  }

  @Get(':id/events')
  @ApiOperation({
    operationId: 'listFrameworkEvents',
    summary: 'List what happened to a framework',
    description: 'Proposed, confirmed, warned and stopped by its cap, closed.',
  })
  @ApiResponse({ status: 200, standardSchema: frameworkEvents, description: 'In their order.' })
  @ApiResponse(problemResponse(404, 'notFound'))
  async events(
    @Param('id', { schema: frameworkId }) id: string,
  ): Promise<z.input<typeof frameworkEvents>> {
    await this.frameworks.find(id);
    const events = await eventsOf(this.pool, id);
    return {
      items: events.map(({ recordedAt, data, ...event }) => ({
        ...event,
        recordedAt: recordedAt.toISOString(),
        data: { ...data },
      })),
    };
  }

  @Post(':id/decision')
  @HttpCode(200)
  @Allow('risk', 'board')
  @ApiOperation({
    operationId: 'decideFramework',
    summary: 'Confirm or refuse a framework',
    description: 'By another person than the one who proposed it.',
  })
  @ApiResponse({ status: 200, standardSchema: framework, description: 'It is decided.' })
  @ApiResponse(problemResponse(400, 'malformedRequest'))
  @ApiResponse(problemResponse(403, 'forbidden', 'makerIsChecker'))
  @ApiResponse(problemResponse(404, 'notFound'))
  @ApiResponse(problemResponse(409, 'frameworkDecided'))
  @ApiResponse(problemResponse(422, 'invalidRequest'))
  async decide(
    @Param('id', { schema: frameworkId }) id: string,
    @Body({ schema: frameworkDecision }) { outcome }: z.output<typeof frameworkDecision>,
    @FromCaller() caller: Caller,
  ): Promise<FrameworkView> {
    return this.frameworks.decide(id, outcome, caller);
  }

  @Post(':id/closing')
  @HttpCode(200)
  @Allow('risk', 'board')
  @ApiOperation({
    operationId: 'closeFramework',
    summary: 'Close the cap period',
    description:
      'After its last day. What the cap kept unpaid is released as `capReached`, borne by the bank; nothing more can be filed or claimed. It may be repeated.',
  })
  @ApiResponse({ status: 200, standardSchema: closing, description: 'How many cases are told.' })
  @ApiResponse(problemResponse(403, 'forbidden', 'makerIsChecker'))
  @ApiResponse(problemResponse(404, 'notFound'))
  @ApiResponse(problemResponse(409, 'capPeriodRuns', 'frameworkNotInForce'))
  async close(
    @Param('id', { schema: frameworkId }) id: string,
    @FromCaller() caller: Caller,
  ): Promise<z.output<typeof closing>> {
    return { framework: id, cases: await this.frameworks.close(id, caller) };
  }
}
