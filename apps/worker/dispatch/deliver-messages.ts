import type { Client } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { findUndelivered, markDelivered } from '#store/inbox/undelivered';
import type { Delivery, UndeliveredCase } from '#store/inbox/undelivered';
import { deliver, workflowIdOf, workflowType } from '#workflows/messages';
import { Desk, type DeskWork } from './desk.js';

/** Something that is done around each delivery. */
export type AroundDelivery = (
  undelivered: UndeliveredCase,
  deliver: () => Promise<void>,
) => Promise<void>;

/** Brings openings and messages from the inbox to their cases: at least once, in the order of their numbers. */
export function inboxDesk(
  pool: Pool,
  courier: Courier,
  logger: Logger,
  width: number,
  around: AroundDelivery = (_undelivered, deliver) => deliver(),
): Desk<UndeliveredCase, Delivery> {
  const work: DeskWork<UndeliveredCase, Delivery> = {
    name: 'inbox',
    find: (limit, except) => findUndelivered(pool, limit, except),
    caseOf: ({ number }) => number,
    perform: async (undelivered) => {
      await around(undelivered, () => courier.hand(undelivered));
      return undelivered;
    },
    write: (deliveries) => markDelivered(pool, deliveries),
  };
  return new Desk(work, width, logger);
}

/** Hands cases their openings and messages. */
export class Courier {
  constructor(
    private readonly client: Client,
    private readonly taskQueue: string,
  ) {}

  async hand(undelivered: UndeliveredCase): Promise<void> {
    if (undelivered.ended) await this.reopen(undelivered);
    else if (!undelivered.opened) await this.open(undelivered);
    else await this.signal(undelivered);
  }

  /** A case is opened once in its life: an opening that is repeated finds the case there, or already ended. */
  private async open({ number, opening, messages }: UndeliveredCase): Promise<void> {
    const options = {
      workflowId: workflowIdOf(number),
      taskQueue: this.taskQueue,
      args: [opening],
      workflowIdReusePolicy: 'REJECT_DUPLICATE' as const,
    };
    if (messages.length > 0) {
      await this.client.workflow.signalWithStart(workflowType, {
        ...options,
        signal: deliver,
        signalArgs: [[...messages]],
      });
      return;
    }
    await this.client.workflow.start(workflowType, options).catch((error: unknown) => {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    });
  }

  /** An ended case lives on from where it left off; whether the fact reopens it is its own decision. */
  private async reopen({ number, opening, carried, messages }: UndeliveredCase): Promise<void> {
    if (messages.length === 0) return;
    if (carried === null) throw new Error(`${number} has ended and left nothing to go on from`);
    await this.client.workflow.signalWithStart(workflowType, {
      workflowId: workflowIdOf(number),
      taskQueue: this.taskQueue,
      args: [{ ...opening, carried }],
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      signal: deliver,
      signalArgs: [[...messages]],
    });
  }

  /**
   * Should the case end at this moment, it is not found: the work fails, and the next look finds it ended.
   * @throws WorkflowNotFoundError
   */
  private async signal({ number, messages }: UndeliveredCase): Promise<void> {
    await this.client.workflow.getHandle(workflowIdOf(number)).signal(deliver, [...messages]);
  }
}
