import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { TaskView } from '#store/reading/tasks';
import { Allow, staff } from '../access/allow.js';
import { FromCaller, type Caller } from '../access/caller.js';
import { tagOfContent } from '../http/entity-tag.js';
import { CommandHeaders, commandKeyFrom } from '../reference/command-headers.js';
import { problemResponse } from '../reference/problem-response.js';
import {
  decision,
  task,
  taskId,
  taskList,
  taskQuery,
  type DecisionRequest,
  type TaskQuery,
} from './task.schemas.js';
import { TasksService } from './tasks.service.js';

type Header = Record<string, string | undefined>;

/** The open tasks of a role, and what people do about them. */
@ApiTags('tasks')
@Controller('tasks')
@Allow(...staff)
export class TasksController {
  constructor(private readonly tasks: TasksService) {}

  @Get()
  @ApiOperation({ operationId: 'listTasks', summary: 'List tasks, the soonest due first' })
  @ApiResponse({ status: 200, standardSchema: taskList, description: 'One page.' })
  @ApiResponse(problemResponse(400, 'invalidParameter', 'cursorInvalid'))
  async list(
    @Query({ schema: taskQuery }) query: TaskQuery,
    @FromCaller() caller: Caller,
  ): Promise<{ items: readonly TaskView[]; next: string | null }> {
    return this.tasks.list(query, caller);
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getTask', summary: 'Get a task' })
  @ApiResponse({ status: 200, standardSchema: task, description: 'The task, with its ETag.' })
  @ApiResponse(problemResponse(404, 'notFound'))
  async get(
    @Param('id', { schema: taskId }) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TaskView> {
    return tagged(reply, await this.tasks.find(id));
  }

  @Post(':id/claim')
  @HttpCode(200)
  @CommandHeaders('the task’s ETag')
  @ApiOperation({ operationId: 'claimTask', summary: 'Claim a task' })
  @ApiResponse({ status: 200, standardSchema: task, description: 'The task is yours.' })
  @ApiResponse(problemResponse(404, 'notFound'))
  @ApiResponse(problemResponse(409, 'taskNotOpen', 'taskClaimedByAnother', 'caseHasEnded'))
  @ApiResponse(problemResponse(422, 'idempotencyKeyReused'))
  async claim(
    @Param('id', { schema: taskId }) id: string,
    @Headers() headers: Header,
    @FromCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TaskView> {
    return tagged(reply, await this.tasks.claim(id, caller, preconditionOf(headers)));
  }

  @Post(':id/decision')
  @HttpCode(200)
  @CommandHeaders('the task’s ETag')
  @ApiOperation({
    operationId: 'decideTask',
    summary: 'Decide a task',
    description:
      'The outcome is one of the task’s `outcomes`; one that is named in `reasonsWanted` needs at least one reason code.',
  })
  @ApiResponse({ status: 200, standardSchema: task, description: 'The decision stands.' })
  @ApiResponse(problemResponse(404, 'notFound'))
  @ApiResponse(
    problemResponse(409, 'taskNotOpen', 'taskClaimedByAnother', 'alreadyVoted', 'limitExceeded'),
  )
  @ApiResponse(
    problemResponse(
      422,
      'invalidRequest',
      'outcomeNotOffered',
      'reasonsMissing',
      'idempotencyKeyReused',
    ),
  )
  async decide(
    @Param('id', { schema: taskId }) id: string,
    @Body({ schema: decision }) decided: DecisionRequest,
    @Headers() headers: Header,
    @FromCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TaskView> {
    return tagged(reply, await this.tasks.decide(id, decided, caller, preconditionOf(headers)));
  }
}

function preconditionOf(headers: Header): { ifMatch: string | undefined; key: string | undefined } {
  return { ifMatch: headers['if-match'], key: commandKeyFrom(headers) };
}

function tagged(reply: FastifyReply, found: TaskView): TaskView {
  reply.header('etag', tagOfContent(found));
  return found;
}
