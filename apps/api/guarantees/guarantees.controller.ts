import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Pool } from 'pg';
import type { z } from 'zod';
import type { Position } from '#domain/lifecycle/opening';
import type { GuaranteeView } from '#store/reading/guarantee-row';
import { listInbox, type InboxView } from '#store/reading/inbox';
import { listEvents, listFacts, type EventView, type FactView } from '#store/reading/life-of-case';
import { readLife } from '#store/mining/case-timeline';
import { Allow, staff } from '../access/allow.js';
import { FromCaller, type Caller } from '../access/caller.js';
import { tagOfVersion } from '../http/entity-tag.js';
import { POOL } from '../platform.js';
import { problemResponse } from '../reference/problem-response.js';
import { guaranteeNumber } from '../schemas.js';
import { guaranteeDetail, type GuaranteeDetail } from './guarantee-detail.js';
import {
  eventList,
  factList,
  guaranteeList,
  guaranteeQuery,
  livePosition,
  pageOfCase,
  partnerFactList,
  type GuaranteeQuery,
} from './guarantee.schemas.js';
import { GuaranteesService } from './guarantees.service.js';
import { timelineOf, type Timeline } from './timeline.js';
import { timeline } from './timeline.schemas.js';

type PageOfCase = z.output<typeof pageOfCase>;

/** Cases: lists, one case, and its life. */
@ApiTags('guarantees')
@Controller('guarantees')
@Allow(...staff, 'applicant', 'partner')
export class GuaranteesController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    private readonly guarantees: GuaranteesService,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listGuarantees',
    summary: 'List cases',
    description:
      'Filtered, sorted and paged by an opaque cursor. `sort=dueAt` lists only cases that have a due. `text` is a number, a client reference, a registration number, or how an applicant’s name begins.',
  })
  @ApiResponse({ status: 200, standardSchema: guaranteeList, description: 'One page.' })
  @ApiResponse(problemResponse(400, 'invalidParameter', 'cursorInvalid'))
  async list(
    @Query({ schema: guaranteeQuery }) query: GuaranteeQuery,
    @FromCaller() caller: Caller,
  ): Promise<{ items: readonly GuaranteeView[]; next: string | null }> {
    return this.guarantees.list(query, caller);
  }

  @Get(':number')
  @ApiOperation({
    operationId: 'getGuarantee',
    summary: 'Get a case',
    description:
      'With the ledger’s position of its money (principal, in minor units of its currency), its open tasks, the documents made for it, the partners’ facts that it holds for a later stage, and the answers that it expects beside what it waits for.',
  })
  @ApiResponse({
    status: 200,
    standardSchema: guaranteeDetail,
    description: 'The case, with its ETag.',
  })
  @ApiResponse(problemResponse(404, 'notFound'))
  async get(
    @Param('number', { schema: guaranteeNumber }) number: string,
    @FromCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<GuaranteeDetail> {
    const found = await this.guarantees.detail(number, caller);
    reply.header('etag', tagOfVersion(found.version));
    return found;
  }

  @Get(':number/facts')
  @ApiOperation({
    operationId: 'listFacts',
    summary: 'What was found, decided, promised and reported',
  })
  @ApiResponse({ status: 200, standardSchema: factList, description: 'Facts in their order.' })
  @ApiResponse(problemResponse(400, 'invalidParameter'))
  @ApiResponse(problemResponse(404, 'notFound'))
  async facts(
    @Param('number', { schema: guaranteeNumber }) number: string,
    @Query({ schema: pageOfCase }) { after, limit }: PageOfCase,
    @FromCaller() caller: Caller,
  ): Promise<{ items: readonly FactView[]; next: number | null }> {
    await this.guarantees.find(number, caller);
    return pageOf(await listFacts(this.pool, number, after, limit + 1), limit);
  }

  @Get(':number/events')
  @ApiOperation({ operationId: 'listEvents', summary: 'The process events of a case' })
  @ApiResponse({ status: 200, standardSchema: eventList, description: 'Events in their order.' })
  @ApiResponse(problemResponse(400, 'invalidParameter'))
  @ApiResponse(problemResponse(404, 'notFound'))
  async events(
    @Param('number', { schema: guaranteeNumber }) number: string,
    @Query({ schema: pageOfCase }) { after, limit }: PageOfCase,
    @FromCaller() caller: Caller,
  ): Promise<{ items: readonly EventView[]; next: number | null }> {
    await this.guarantees.find(number, caller);
    return pageOf(await listEvents(this.pool, number, after, limit + 1), limit);
  }

  @Get(':number/timeline')
  @ApiOperation({
    operationId: 'getTimeline',
    summary: 'The whole life of a case',
    description:
      'Every stay in a stage with what happened there, how long it waited and was worked on; every wait with its reminder, deadline and escalation; tasks, partners’ facts, commands, documents and entries of the ledger. One story over all runs of the case’s workflow, each event in it once.',
  })
  @ApiResponse({ status: 200, standardSchema: timeline, description: 'Each list in its order.' })
  @ApiResponse(problemResponse(404, 'notFound'))
  async timeline(
    @Param('number', { schema: guaranteeNumber }) number: string,
    @FromCaller() caller: Caller,
  ): Promise<Timeline> {
    return timelineOf(
      await this.guarantees.find(number, caller),
      await readLife(this.pool, number),
    );
  }

  @Get(':number/position')
  @ApiOperation({
    operationId: 'getPosition',
    summary: 'The live position',
    description: 'Asked of the case’s own workflow, by Query.',
  })
  @ApiResponse({ status: 200, standardSchema: livePosition, description: 'Where the case stands.' })
  @ApiResponse(problemResponse(404, 'notFound'))
  async position(
    @Param('number', { schema: guaranteeNumber }) number: string,
    @FromCaller() caller: Caller,
  ): Promise<Position> {
    await this.guarantees.find(number, caller);
    return this.guarantees.position(number);
  }

  @Get(':number/inbox')
  @Allow(...staff)
  @ApiOperation({ operationId: 'listPartnerFacts', summary: 'What partners reported of a case' })
  @ApiResponse({ status: 200, standardSchema: partnerFactList, description: 'By their numbers.' })
  @ApiResponse(problemResponse(404, 'notFound'))
  async inbox(
    @Param('number', { schema: guaranteeNumber }) number: string,
    @FromCaller() caller: Caller,
  ): Promise<{ items: readonly InboxView[] }> {
    await this.guarantees.find(number, caller);
    return { items: await listInbox(this.pool, number) };
  }
}

function pageOf<Item extends { no: number }>(
  found: readonly Item[],
  limit: number,
): { items: readonly Item[]; next: number | null } {
  const items = found.slice(0, limit);
  return { items, next: found.length > limit ? (items.at(-1)?.no ?? null) : null };
}
