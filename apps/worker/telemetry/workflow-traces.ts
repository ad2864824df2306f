/** Runs inside the workflow, and only while telemetry is on: the bundle that is built ahead does not hold it. */
import { context, type Context } from '@opentelemetry/api';
import {
  OpenTelemetryInboundInterceptor,
  OpenTelemetryInternalsInterceptor,
  OpenTelemetryOutboundInterceptor,
} from '@temporalio/interceptors-opentelemetry/lib/workflow/index.js';
import type {
  LocalActivityInput,
  Next,
  SignalInput,
  UpdateInput,
  WorkflowInboundCallsInterceptor,
  WorkflowInterceptors,
  WorkflowOutboundCallsInterceptor,
} from '@temporalio/workflow';
import type { Command, Message } from '#domain/lifecycle/messages';
import type { Cause, StepRef } from '#domain/lifecycle/step';

const remembered = 200;

/** Handlers only enqueue, and the main loop takes the step later: what caused it tells the step's place in a trace. */
class Causes {
  private readonly contexts = new Map<Cause, Context>();

  remember(cause: Cause): void {
    this.contexts.set(cause, context.active());
    const [oldest] = this.contexts.keys();
    if (this.contexts.size > remembered && oldest !== undefined) this.contexts.delete(oldest);
  }

  contextOf(cause: Cause): Context {
    return this.contexts.get(cause) ?? context.active();
  }
}

class Arrivals extends OpenTelemetryInboundInterceptor {
  constructor(private readonly causes: Causes) {
    super();
  }

  override handleSignal(
    input: SignalInput,
    next: Next<WorkflowInboundCallsInterceptor, 'handleSignal'>,
  ): Promise<void> {
    return super.handleSignal(input, (given) => {
      const [messages] = given.args as [readonly Message[]];
      for (const { no } of messages) this.causes.remember(`message:${no}`);
      return next(given);
    });
  }

  override handleUpdate(
    input: UpdateInput,
    next: Next<WorkflowInboundCallsInterceptor, 'handleUpdate'>,
  ): Promise<unknown> {
    return super.handleUpdate(input, (given) => {
      const [asked] = given.args as [Partial<Command>?];
      if (asked?.id !== undefined) this.causes.remember(`command:${asked.id}`);
      return next(given);
    });
  }
}

class Steps extends OpenTelemetryOutboundInterceptor {
  constructor(private readonly causes: Causes) {
    super();
  }

  override scheduleLocalActivity(
    input: LocalActivityInput,
    next: Next<WorkflowOutboundCallsInterceptor, 'scheduleLocalActivity'>,
  ): Promise<unknown> {
    const [{ cause }] = input.args as [StepRef];
    return context.with(this.causes.contextOf(cause), () =>
      super.scheduleLocalActivity(input, next),
    );
  }
}

export const interceptors = (): WorkflowInterceptors => {
  const causes = new Causes();
  return {
    inbound: [new Arrivals(causes)],
    outbound: [new Steps(causes)],
    internals: [new OpenTelemetryInternalsInterceptor()],
  };
};
