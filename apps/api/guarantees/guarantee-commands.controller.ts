import { Body, Controller, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { determinationGrounds } from '#domain/servicing/determination-ground';
import type { GuaranteeView } from '#store/reading/guarantee-row';
import { Allow } from '../access/allow.js';
import { FromCaller, type Caller } from '../access/caller.js';
import { CommandsService, type Asking } from '../cases/commands.service.js';
import { assertMatches, tagOfVersion } from '../http/entity-tag.js';
import { CommandHeaders, commandKeyFrom } from '../reference/command-headers.js';
import { problemResponse } from '../reference/problem-response.js';
import { businessDate, guaranteeNumber, proof, text } from '../schemas.js';
import { guarantee } from './guarantee.schemas.js';
import { GuaranteesService } from './guarantees.service.js';

const withdrawal = z.strictObject({ reason: text(500) }).meta({ id: 'Withdrawal' });
const reconsideration = z.strictObject({ reason: text(2000) }).meta({ id: 'Reconsideration' });
/** What shows that nothing more can be recovered: each paper by its kind and, where kept, its SHA-256. */
const writeOffProposal = z
  .strictObject({
    proof: proof.min(1),
    comment: text(2000).optional(),
  })
  .meta({ id: 'WriteOffProposal' });

/** Why the claims are determined, since when, and the papers that show it. */
const determination = z
  .strictObject({
    ground: z.enum(determinationGrounds).meta({
      description:
        'Of 民法典 423: the term is over; none was agreed and two years have passed; no new claim can arise; collateral was seized; the debtor’s side is bankrupt or dissolved; both sides agree; another case of law.',
    }),
    determinedOn: businessDate.optional().meta({ description: 'Left out: today.' }),
    proof: proof.min(1),
    comment: text(2000).optional(),
  })
  .meta({ id: 'DeterminationProposal' });

/** What people ask of a case. */
@ApiTags('guarantees')
@Controller('guarantees/:number')
@CommandHeaders('the case’s ETag')
@ApiResponse({
  status: 200,
  standardSchema: guarantee,
  description: 'Done: the case as it is now.',
})
@ApiResponse(problemResponse(404, 'notFound'))
@ApiResponse(problemResponse(422, 'invalidRequest', 'idempotencyKeyReused'))
export class GuaranteeCommandsController {
  constructor(
    private readonly guarantees: GuaranteesService,
    private readonly commands: CommandsService,
  ) {}

  @Post('withdrawal')
  @HttpCode(200)
  @Allow('applicant', 'partner', 'officer', 'operations')
  @ApiOperation({
    operationId: 'withdraw',
    summary: 'Withdraw an application',
    description:
      'Until issuance the case ends withdrawn at once (200). After it the bank is asked to return the letter, once however often this is repeated, and the case ends when it has (202; `alsoAwaiting` of the case shows since when). After disbursement it is too late.',
  })
  @ApiResponse({
    status: 202,
    standardSchema: guarantee,
    description: 'Under way: the bank has been asked to return the letter.',
  })
  @ApiResponse(problemResponse(409, 'caseHasEnded', 'withdrawalTooLate'))
  async withdraw(
    @Param('number', { schema: guaranteeNumber }) number: string,
    @Body({ schema: withdrawal }) { reason }: z.output<typeof withdrawal>,
    @Headers() headers: Record<string, string | undefined>,
    @FromCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<GuaranteeView> {
    const asking: Asking = { guarantee: number, kind: 'withdraw', comment: reason };
    return this.act(asking, headers, caller, reply);
  }

  @Post('reconsideration')
  @HttpCode(200)
  @Allow('applicant', 'partner', 'officer', 'operations')
  @ApiOperation({
    operationId: 'requestReconsideration',
    summary: 'Ask for the one reconsideration',
  })
  @ApiResponse(problemResponse(409, 'caseHasEnded', 'notAwaitedNow', 'reconsiderationUsed'))
  async reconsider(
    @Param('number', { schema: guaranteeNumber }) number: string,
    @Body({ schema: reconsideration }) { reason }: z.output<typeof reconsideration>,
    @Headers() headers: Record<string, string | undefined>,
    @FromCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<GuaranteeView> {
    const asking: Asking = { guarantee: number, kind: 'requestReconsideration', comment: reason };
    return this.act(asking, headers, caller, reply);
  }

  @Post('write-off-proposal')
  @HttpCode(200)
  @Allow('claims', 'operations')
  @ApiOperation({
    operationId: 'proposeWriteOff',
    summary: 'Propose to write off what cannot be recovered',
    description: 'Another person approves it; the debt is not waived (账销案存).',
  })
  @ApiResponse(problemResponse(409, 'caseHasEnded', 'notAwaitedNow', 'nothingToWriteOff'))
  async proposeWriteOff(
    @Param('number', { schema: guaranteeNumber }) number: string,
    @Body({ schema: writeOffProposal }) { proof, comment }: z.output<typeof writeOffProposal>,
    @Headers() headers: Record<string, string | undefined>,
    @FromCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<GuaranteeView> {
    const asking: Asking = { guarantee: number, kind: 'proposeWriteOff', comment, data: { proof } };
    return this.act(asking, headers, caller, reply);
  }

  @Post('determination')
  @HttpCode(200)
  @Allow('officer', 'claims', 'operations')
  @ApiOperation({
    operationId: 'proposeDetermination',
    summary: 'Propose that the claims under a maximum-amount guarantee are determined',
    description:
      'Without the bank’s notice, on a ground of 民法典 423. It opens the task `determinationConfirmation`; confirmed by another person, what is undrawn is released.',
  })
  @ApiResponse(problemResponse(409, 'caseHasEnded', 'notAwaitedNow', 'notDeterminable'))
  async proposeDetermination(
    @Param('number', { schema: guaranteeNumber }) number: string,
    @Body({ schema: determination }) said: z.output<typeof determination>,
    @Headers() headers: Record<string, string | undefined>,
    @FromCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<GuaranteeView> {
    const { comment, ...data } = said;
    const asking: Asking = { guarantee: number, kind: 'proposeDetermination', comment, data };
    return this.act(asking, headers, caller, reply);
  }

  private async act(
    asking: Asking,
    headers: Record<string, string | undefined>,
    caller: Caller,
    reply: FastifyReply,
  ): Promise<GuaranteeView> {
    const seen = await this.guarantees.find(asking.guarantee, caller);
    const key = commandKeyFrom(headers);
    const isRepeated = await this.commands.isRepeated(caller, key);
    if (!isRepeated) assertMatches(headers['if-match'], tagOfVersion(seen.version));
    const answer = await this.commands.give(asking, caller, key);
    if (answer.kind === 'underWay') reply.status(202);
    const now = await this.guarantees.find(asking.guarantee, caller);
    reply.header('etag', tagOfVersion(now.version));
    return now;
  }
}
