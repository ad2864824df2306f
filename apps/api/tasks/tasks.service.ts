import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { CommandKind } from '#domain/lifecycle/messages';
import { whyUndecidable } from '#domain/lifecycle/tasks';
import { findTask, listTasks, type TaskView } from '#store/reading/tasks';
import type { Caller } from '../access/caller.js';
import { CommandsService } from '../cases/commands.service.js';
import { cursorOf, readCursor } from '../http/cursor.js';
import { assertMatches, tagOfContent } from '../http/entity-tag.js';
import { Problem } from '../http/problem.js';
import { POOL } from '../platform.js';
import type { DecisionRequest, TaskQuery } from './task.schemas.js';

const afterTask = z.strictObject({
  dueAt: z
    .string()
    .max(40)
    .refine((text) => text === '' || /^(19|20|21)\d\d-/.test(text))
    .refine((text) => text === '' || !Number.isNaN(Date.parse(text))),
  id: z.string(),
});

/** What a person must have seen before acting on a task. */
export interface Precondition {
  readonly ifMatch: string | undefined;
  readonly key: string | undefined;
}

/** People's tasks: lists, claims and decisions. */
@Injectable()
export class TasksService {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    private readonly commands: CommandsService,
  ) {}

  async list(
    query: TaskQuery,
    caller: Caller,
  ): Promise<{ items: readonly TaskView[]; next: string | null }> {
    const { items, last } = await listTasks(
      this.pool,
      {
        roles: query.role === undefined ? caller.roles : [query.role],
        statuses: query.status === undefined ? ['open', 'claimed'] : [query.status],
        book: query.book,
        guarantee: query.guarantee,
      },
      readCursor(afterTask, query.cursor),
      query.limit,
    );
    return { items, next: last === null ? null : cursorOf(last) };
  }

  async find(id: string): Promise<TaskView> {
    const found = await findTask(this.pool, id);
    if (found === undefined) throw new Problem('notFound');
    return found;
  }

  async claim(id: string, caller: Caller, precondition: Precondition): Promise<TaskView> {
    return this.act(id, 'claimTask', undefined, caller, precondition);
  }

  async decide(
    id: string,
    decision: DecisionRequest,
    caller: Caller,
    precondition: Precondition,
  ): Promise<TaskView> {
    return this.act(id, 'decideTask', decision, caller, precondition);
  }

  private async act(
    id: string,
    kind: CommandKind,
    decision: DecisionRequest | undefined,
    caller: Caller,
    { ifMatch, key }: Precondition,
  ): Promise<TaskView> {
    const task = await this.find(id);
    if (!caller.roles.includes(task.role)) {
      throw new Problem('roleMissing', {
        detail: `The task is for people of the role ${task.role}.`,
      });
    }
    if (decision !== undefined) assertDecidable(task, decision);
    if (!(await this.commands.isRepeated(caller, key))) assertMatches(ifMatch, tagOfContent(task));
    const asking = { guarantee: task.guarantee, kind, task: id, ...said(decision) };
    await this.commands.give(asking, caller, key);
    return this.find(id);
  }
}

/** What a person says in a decision; what it rests on travels as its data. */
function said(decision: DecisionRequest | undefined) {
  if (decision === undefined) return {};
  const { determinedOn, proof, account, settledOn, ...words } = decision;
  const given = Object.entries({ determinedOn, proof, account, settledOn });
  const data = Object.fromEntries(given.filter(([, value]) => value !== undefined));
  return Object.keys(data).length === 0 ? words : { ...words, data };
}

/** @throws Problem `outcomeNotOffered` or `reasonsMissing`, which says what to send instead. */
function assertDecidable({ kind }: TaskView, { outcome, reasons }: DecisionRequest): void {
  const undecidable = whyUndecidable(kind, outcome, reasons);
  if (undecidable === undefined) return;
  const { code, detail } = undecidable;
  const pointer = code === 'reasonsMissing' ? '/reasons' : '/outcome';
  throw new Problem(code, { detail, errors: [{ pointer, message: detail }] });
}
