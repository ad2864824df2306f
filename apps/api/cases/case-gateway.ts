import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import {
  isGrpcServiceError,
  ServiceError,
  WithStartWorkflowOperation,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
  type WorkflowHandle,
} from '@temporalio/client';
import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common';
import type { Instant } from '#domain/lifecycle/agenda';
import type { Command, CommandAnswer } from '#domain/lifecycle/messages';
import type { Opening, Position, Rest } from '#domain/lifecycle/opening';
import { advance, command, position, workflowIdOf, workflowType } from '#workflows/messages';
import type { Settings } from '#config/settings';
import { Problem } from '../http/problem.js';
import { SETTINGS, TEMPORAL } from '../platform.js';

/** What became of a question that a case was asked. */
export type Asked<Answer> =
  | { readonly kind: 'answered'; readonly answer: Answer }
  /** No run of the case takes questions: not yet, or no longer. */
  | { readonly kind: 'absent' };

const answerWithinMs = 20_000;
const presentWithinMs = 10_000;

/** The doors of the cases' workflows: commands and the clock by Update, the position by Query. */
@Injectable()
export class CaseGateway {
  constructor(
    @Inject(TEMPORAL) private readonly client: Client,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Hands a person's command to its case. An Update that meets continue-as-new can die with "aborted by closing
   * workflow": it is asked again under the same id, as it is while the case is just being opened.
   */
  async ask(
    number: string,
    asked: Command,
    isOver: () => Promise<boolean>,
  ): Promise<Asked<CommandAnswer>> {
    return this.whilePresent(number, isOver, (handle) =>
      handle.executeUpdate(command, { args: [asked], updateId: asked.id }),
    );
  }

  /**
   * Hands over a command that is obeyed after the ending too: an ended case is opened once more, from where it left off.
   * @param openingOf how an ended case is opened; nothing while it lives
   */
  async askEvenEnded(
    number: string,
    asked: Command,
    openingOf: () => Promise<Opening | undefined>,
  ): Promise<Asked<CommandAnswer>> {
    const update = { args: [asked] as [Command], updateId: asked.id };
    return this.whilePresent(
      number,
      () => Promise.resolve(false),
      async (handle) => {
        const opening = await openingOf();
        if (opening === undefined) return handle.executeUpdate(command, update);
        const startWorkflowOperation = this.reopening(opening);
        return this.client.workflow.executeUpdateWithStart(command, {
          ...update,
          startWorkflowOperation,
        });
      },
    );
  }

  private reopening(opening: Opening) {
    return new WithStartWorkflowOperation(workflowType, {
      workflowId: workflowIdOf(opening.number),
      taskQueue: this.settings.temporal.taskQueue,
      args: [opening],
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
  }

  /** Moves a driven clock. @throws Problem `clockIsReal` or `clockGoesBack` */
  async advance(number: string, to: Instant, isOver: () => Promise<boolean>): Promise<Asked<Rest>> {
    return this.whilePresent(number, isOver, (handle) =>
      handle.executeUpdate(advance, { args: [{ to }] }),
    );
  }

  /** Where the case says that it stands. */
  async position(number: string): Promise<Asked<Position>> {
    try {
      const answer = await this.within(() => this.handleOf(number).query(position));
      return { kind: 'answered', answer };
    } catch (error) {
      if (isAbsence(error)) return { kind: 'absent' };
      throw error;
    }
  }

  private async whilePresent<Answer>(
    number: string,
    isOver: () => Promise<boolean>,
    ask: (handle: WorkflowHandle) => Promise<Answer>,
  ): Promise<Asked<Answer>> {
    const until = Date.now() + presentWithinMs;
    for (let waitMs = 10; ; waitMs = Math.min(waitMs * 2, 250)) {
      try {
        const answer = await this.within(() => ask(this.handleOf(number)));
        return { kind: 'answered', answer };
      } catch (error) {
        if (!isAbsence(error)) throw refusalOf(error);
      }
      if (Date.now() > until || (await isOver())) return { kind: 'absent' };
      await pause(waitMs);
    }
  }

  private handleOf(number: string): WorkflowHandle {
    return this.client.workflow.getHandle(workflowIdOf(number));
  }

  private within<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    return this.client.connection.withDeadline(Date.now() + answerWithinMs, ask);
  }
}

const grpcNotFound = 5;

function isAbsence(error: unknown): boolean {
  if (error instanceof WorkflowNotFoundError) return true;
  const cause = error instanceof ServiceError ? error.cause : error;
  if (!isGrpcServiceError(cause)) return false;
  const status: number = cause.code;
  return status === grpcNotFound;
}

/** What a validator of the case refused comes back under its type; a case that does not answer is unavailable. */
function refusalOf(error: unknown): unknown {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) {
    return new Problem('unavailable', {
      detail: 'The case did not answer in time. Repeat the request; nothing is done twice.',
      headers: { 'retry-after': '1' },
    });
  }
  if (!(error instanceof WorkflowUpdateFailedError)) return error;
  const type = error.cause instanceof ApplicationFailure ? error.cause.type : undefined;
  if (type === 'clockIsReal' || type === 'clockGoesBack') return new Problem(type);
  return error;
}
