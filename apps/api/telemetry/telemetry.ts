import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { OpenTelemetryWorkflowClientInterceptor } from '@temporalio/interceptors-opentelemetry';
import type { FastifyInstance } from 'fastify';
import type { Settings } from '#config/settings';
import { startTelemetry } from '#config/telemetry';
import { keepTraceContext } from '#store/inbox/trace-contexts';
import type { TraceKeeper } from './trace-keeper.js';

/** The API's traces: a span a request, its questions to Temporal below it, and a note for the dispatcher. */
export async function traceApi(settings: Settings['telemetry']) {
  const telemetry = await startTelemetry('aval-api', settings);
  return {
    clientInterceptors: { workflow: [new OpenTelemetryWorkflowClientInterceptor()] },
    traceRequests,
    keepTrace,
    stop: telemetry.stop,
  };
}

/** Never the address as it was typed nor the body: both may hold personal data. */
function traceRequests(fastify: FastifyInstance): void {
  const tracer = trace.getTracer('aval-api');
  const spans = new WeakMap<object, { context: ReturnType<typeof context.active>; end: End }>();
  fastify.addHook('onRequest', (request, _reply, done) => {
    const caller = propagation.extract(context.active(), request.headers);
    const route = request.routeOptions.url ?? 'unknown';
    const attributes = { 'http.request.method': request.method, 'http.route': route };
    const name = `${request.method} ${route}`;
    const span = tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, caller);
    const end: End = (status) => {
      span.setAttribute('http.response.status_code', status);
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    };
    spans.set(request, { context: trace.setSpan(caller, span), end });
    done();
  });
  // Reading a body loses the context: it is entered after that.
  fastify.addHook('preHandler', (request, _reply, done) => {
    context.with(spans.get(request)?.context ?? context.active(), done);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    spans.get(request)?.end(reply.statusCode);
    done();
  });
}

type End = (status: number) => void;

const keepTrace: TraceKeeper = async (store, traced) => {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  if (carrier.traceparent !== undefined) await keepTraceContext(store, traced, carrier.traceparent);
};
