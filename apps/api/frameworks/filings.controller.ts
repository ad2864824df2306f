import { createHash, randomUUID } from 'node:crypto';
import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import type { z } from 'zod';
import type { Settings } from '#config/settings';
import {
  filedRows,
  filingProgress as progressOf,
  keepFiling,
  type FilingProgress,
} from '#store/framework/filings';
import { inTransaction } from '#store/transaction';
import { Allow, staff } from '../access/allow.js';
import { FromCaller, type Caller } from '../access/caller.js';
import { Problem } from '../http/problem.js';
import { POOL, SETTINGS } from '../platform.js';
import { problemResponse } from '../reference/problem-response.js';
import {
  filingId,
  filingList,
  filingProgress,
  filingQuery,
  frameworkId,
  rowList,
  rowQuery,
  type FilingProgressView,
  type FilingQuery,
  type RowQuery,
} from './framework.schemas.js';
import { FrameworksService } from './frameworks.service.js';
import { incomingRows } from './incoming-rows.js';

/** Rows that a bank files under a framework, after it has lent. */
@ApiTags('frameworks')
@Controller('frameworks/:id/filings')
@Allow(...staff)
export class FilingsController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly frameworks: FrameworksService,
  ) {}

  @Post()
  @HttpCode(202)
  @Allow('officer', 'operations')
  @ApiOperation({
    operationId: 'fileRows',
    summary: 'File rows',
    description:
      'As JSON (`{"rows": […]}`) or as `text/csv` with a heading, in UTF-8 or GB 18030. All rows are kept at once and looked at one by one afterwards: accepted, known or refused with a reason. A row whose loan reference its framework knows adds nothing, so a file may be filed again.',
  })
  @ApiConsumes('application/json', 'text/csv')
  @ApiBody({
    schema: { type: 'object' },
    description: 'Rows; docs/programmes.md names the fields.',
  })
  @ApiResponse({ status: 202, standardSchema: filingProgress, description: 'They are kept.' })
  @ApiResponse(problemResponse(400, 'malformedRequest', 'invalidParameter'))
  @ApiResponse(problemResponse(404, 'notFound'))
  @ApiResponse(problemResponse(409, 'frameworkNotInForce'))
  @ApiResponse(problemResponse(413, 'payloadTooLarge'))
  @ApiResponse(problemResponse(422, 'invalidRequest'))
  async file(
    @Param('id', { schema: frameworkId }) framework: string,
    @Query({ schema: filingQuery }) query: FilingQuery,
    @Req() request: FastifyRequest,
    @FromCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FilingProgressView> {
    if (query.drivenFrom !== undefined && !this.settings.demonstration) {
      throw new Problem('drivenClocksRefused');
    }
    const { status } = await this.frameworks.find(framework);
    if (status !== 'inForce') {
      throw new Problem('frameworkNotInForce', { detail: `The framework is ${status}.` });
    }
    const rows = incomingRows(request.body, request.headers['content-type']);
    const id = randomUUID();
    await inTransaction(this.pool, (tx) =>
      keepFiling(tx, {
        id,
        framework,
        source: query.source ?? 'request',
        sha256: createHash('sha256').update(JSON.stringify(rows)).digest('hex'),
        drivenFrom: query.drivenFrom ?? null,
        submittedBy: caller.person,
        rows,
      }),
    );
    reply.header('location', `/frameworks/${framework}/filings/${id}`);
    return this.progress(framework, id);
  }

  @Get()
  @ApiOperation({ operationId: 'listFilings', summary: 'List the filings of a framework' })
  @ApiResponse({ status: 200, standardSchema: filingList, description: 'The newest first.' })
  @ApiResponse(problemResponse(404, 'notFound'))
  async list(
    @Param('id', { schema: frameworkId }) framework: string,
  ): Promise<{ items: FilingProgressView[] }> {
    await this.frameworks.find(framework);
    return { items: (await progressOf(this.pool, framework, null)).map(progressView) };
  }

  @Get(':filing')
  @ApiOperation({ operationId: 'getFiling', summary: 'See how far a filing is' })
  @ApiResponse({ status: 200, standardSchema: filingProgress, description: 'Its counts.' })
  @ApiResponse(problemResponse(404, 'notFound'))
  async progress(
    @Param('id', { schema: frameworkId }) framework: string,
    @Param('filing', { schema: filingId }) filing: string,
  ): Promise<FilingProgressView> {
    const [found] = await progressOf(this.pool, framework, filing);
    if (found === undefined) throw new Problem('notFound');
    return progressView(found);
  }

  @Get(':filing/rows')
  @ApiOperation({
    operationId: 'listFiledRows',
    summary: 'List what became of the rows',
    description: 'In the order of their lines; `after` is the last line of the page before.',
  })
  @ApiResponse({ status: 200, standardSchema: rowList, description: 'One page.' })
  @ApiResponse(problemResponse(400, 'invalidParameter'))
  @ApiResponse(problemResponse(404, 'notFound'))
  async rows(
    @Param('id', { schema: frameworkId }) framework: string,
    @Param('filing', { schema: filingId }) filing: string,
    @Query({ schema: rowQuery }) { status, after, limit }: RowQuery,
  ): Promise<z.output<typeof rowList>> {
    await this.progress(framework, filing);
    return { items: await filedRows(this.pool, filing, { status: status ?? null, after, limit }) };
  }
}

function progressView({ submittedAt, ...rest }: FilingProgress): FilingProgressView {
  return { ...rest, submittedAt: submittedAt.toISOString() };
}
