import { Body, Controller, Headers, HttpCode, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../access/allow.js';
import { FromCaller, type Caller } from '../access/caller.js';
import { tagOfVersion } from '../http/entity-tag.js';
import { Problem } from '../http/problem.js';
import { problemResponse } from '../reference/problem-response.js';
import {
  applicationRequest,
  judgement,
  openedCase,
  type ApplicationRequest,
  type JudgementAnswer,
  type OpenedCaseAnswer,
} from './application.schemas.js';
import { ApplicationsService } from './applications.service.js';

const longestWaitSeconds = 30;

/** Applications for guarantees. */
@ApiTags('applications')
@Controller('applications')
export class ApplicationsController {
  constructor(private readonly applications: ApplicationsService) {}

  @Post()
  @Allow('applicant', 'partner', 'officer', 'operations')
  @ApiOperation({
    operationId: 'openApplication',
    summary: 'Apply for a guarantee',
    description:
      'The same Idempotency-Key with the same body is given the first answer. A client reference that its book knows names the case that it has. `Prefer: wait=10` answers with the case’s `standing` when our decision (approved or declined) is on record, when the case ends or rests until a person of ours acts, or after ten seconds; at most 30.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
  })
  @ApiHeader({ name: 'Prefer', required: false, schema: { type: 'string', examples: ['wait=10'] } })
  @ApiResponse({ status: 201, standardSchema: openedCase, description: 'A new case was opened.' })
  @ApiResponse({ status: 200, standardSchema: openedCase, description: 'The case is known.' })
  @ApiResponse(problemResponse(400, 'malformedRequest', 'idempotencyKeyMissing'))
  @ApiResponse(problemResponse(409, 'idempotencyKeyInFlight'))
  @ApiResponse(problemResponse(422, 'invalidRequest', 'idempotencyKeyReused'))
  async open(
    @Body({ schema: applicationRequest }) request: ApplicationRequest,
    @Headers('idempotency-key') key: string | undefined,
    @Headers('prefer') prefer: string | undefined,
    @FromCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OpenedCaseAnswer> {
    const ownKey = keyFrom(key);
    const { status, opened } = await this.applications.open(request, ownKey, caller);
    reply.status(status).header('location', `/guarantees/${opened.number}`);
    const seconds = secondsToWait(prefer);
    if (seconds === 0) {
      // What was just opened is a first version; the case may be on its way from it already.
      if (status === 201) reply.header('etag', tagOfVersion(1));
      return opened;
    }
    reply.header('preference-applied', `wait=${seconds}`);
    const standing = await this.applications.awaitDecision(
      opened,
      request,
      ownKey,
      caller,
      seconds,
    );
    if (standing === undefined) return opened;
    reply.header('etag', tagOfVersion(standing.version));
    return { ...opened, standing };
  }

  @Post('validate')
  @HttpCode(200)
  @Allow('applicant', 'partner', 'officer', 'operations')
  @ApiOperation({
    operationId: 'judgeApplication',
    summary: 'Check an application without starting it',
  })
  @ApiResponse({
    status: 200,
    standardSchema: judgement,
    description: 'Whether it would be taken in.',
  })
  @ApiResponse(problemResponse(400, 'malformedRequest'))
  @ApiResponse(problemResponse(422, 'invalidRequest'))
  async judge(
    @Body({ schema: applicationRequest }) request: ApplicationRequest,
  ): Promise<JudgementAnswer> {
    return this.applications.judge(request);
  }
}

function keyFrom(header: string | undefined): string {
  if (header !== undefined && /^[!-~]{1,255}$/.test(header)) return header;
  throw new Problem('idempotencyKeyMissing');
}

/** `Prefer: wait=<seconds>` (RFC 7240), at most half a minute. */
function secondsToWait(prefer: string | undefined): number {
  const asked = /(?:^|[,;\s])wait=(\d{1,6})(?:$|[,;\s])/.exec(prefer ?? '')?.[1];
  return asked === undefined ? 0 : Math.min(Number(asked), longestWaitSeconds);
}
