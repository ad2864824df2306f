import { fileURLToPath } from 'node:url';
import { context, propagation, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import {
  makeWorkflowExporter,
  OpenTelemetryActivityInboundInterceptor,
  OpenTelemetryWorkflowClientInterceptor,
} from '@temporalio/interceptors-opentelemetry';
import { bundleWorkflowCode, type WorkerOptions } from '@temporalio/worker';
import type { Pool } from 'pg';
import type { Settings } from '#config/settings';
import { startTelemetry } from '#config/telemetry';
import { takeTraceContexts } from '#store/inbox/trace-contexts';
import type { AroundDelivery } from '../dispatch/deliver-messages.js';

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The worker's traces: deliveries, runs of workflows, their messages, and every step below what caused it. */
export async function traceWorker(telemetry: Settings['telemetry'], pool: Pool) {
  const { resource, processor, stop } = await startTelemetry('aval-worker', telemetry);
  const { code } = await bundleWorkflowCode({
    workflowsPath: pathOf('../../../workflows/guarantee-lifecycle.js'),
    workflowInterceptorModules: [pathOf('./workflow-traces.js')],
  });
  const workerOptions = {
    workflowBundle: { code },
    sinks: { exporter: makeWorkflowExporter(processor, resource) },
    interceptors: {
      activity: [(ctx) => ({ inbound: new OpenTelemetryActivityInboundInterceptor(ctx) })],
    },
  } satisfies Partial<WorkerOptions>;
  return {
    workerOptions,
    clientInterceptors: { workflow: [new OpenTelemetryWorkflowClientInterceptor()] },
    aroundDelivery: traceDeliveries(pool),
    stop,
  };
}

/** A delivery belongs to the trace of the request that its first part came in by, and names those of the others. */
function traceDeliveries(pool: Pool): AroundDelivery {
  const tracer = trace.getTracer('aval-dispatcher');
  return async ({ number, messages }, deliver) => {
    const kept = await takeTraceContexts(
      pool,
      number,
      messages.map(({ no }) => no),
    );
    const [parent = ROOT_CONTEXT, ...others] = kept.map((traceparent) =>
      propagation.extract(ROOT_CONTEXT, { traceparent }),
    );
    const links = others.flatMap((other) => {
      const spanContext = trace.getSpanContext(other);
      return spanContext === undefined ? [] : [{ context: spanContext }];
    });
    const attributes = { 'aval.guarantee': number, 'aval.messages': messages.length };
    const options = { kind: SpanKind.CONSUMER, attributes, links };
    const span = tracer.startSpan('inbox delivery', options, parent);
    try {
      await context.with(trace.setSpan(parent, span), deliver);
    } finally {
      span.end();
    }
  };
}
