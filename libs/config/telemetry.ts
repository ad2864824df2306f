import type { Settings } from './settings.js';

/** A running export of traces. `resource` and `processor` are for spans that are made elsewhere. */
export type Telemetry = Awaited<ReturnType<typeof startTelemetry>>;

/**
 * Begins to export the traces of this process over OTLP (HTTP), to `OTEL_EXPORTER_OTLP_ENDPOINT` or the exporter's
 * own default. Nothing of OpenTelemetry is loaded before this is called.
 */
export async function startTelemetry(service: string, { endpoint }: Settings['telemetry']) {
  const [{ BatchSpanProcessor, NodeTracerProvider }, { OTLPTraceExporter }, { Resource }] =
    await Promise.all([
      import('@opentelemetry/sdk-trace-node'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ]);
  const url = endpoint === undefined ? {} : { url: `${endpoint.replace(/\/$/, '')}/v1/traces` };
  const resource = new Resource({ 'service.name': service });
  const processor = new BatchSpanProcessor(new OTLPTraceExporter(url), {
    scheduledDelayMillis: 1000,
  });
  const provider = new NodeTracerProvider({ resource, spanProcessors: [processor] });
  provider.register();
  return { resource, processor, stop: () => provider.shutdown() };
}
