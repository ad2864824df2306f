import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fork, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { freshDatabase, type TestDatabase } from '../store/ledger/database.js';
import { testStack } from '../stack/stack.js';
import { application, tokenOf } from './client.js';

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
}
interface Export {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { spans: Span[] }[] }[];
}

const patienceMs = 240_000;
const spans: Span[] = [];
const children: ChildProcess[] = [];
let collector: Server;
let database: TestDatabase;
let api = '';

/** An API and a worker of our own, over a database of our own, that export their traces to this test. */
beforeAll(async () => {
  collector = createServer((request, response) => {
    void (async () => {
      const sent = JSON.parse((await request.toArray()).join('')) as Export;
      for (const { scopeSpans } of sent.resourceSpans)
        for (const scope of scopeSpans) spans.push(...scope.spans);
      response.end('{}');
    })();
  });
  database = await freshDatabase();
  // The cases' workflows live beside those of the shared stack: their numbers begin elsewhere.
  await database.owner.query('alter sequence aval.guarantee_number restart with 77000001');
  const env = {
    ...environment(),
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${await listen(collector)}`,
  };
  api = env.AVAL_API_URL;
  await Promise.all(['worker', 'api'].map((app) => start(app, env)));
}, patienceMs);

afterAll(async () => {
  await Promise.all(
    children.map(async (child) => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    }),
  );
  collector.close();
  await database.close();
}, patienceMs);

function environment() {
  const { urls, secrets } = testStack();
  const port = 20_000 + (process.pid % 10_000);
  return {
    ...secrets.partners,
    DATABASE_URL: database.appUrl,
    TEMPORAL_ADDRESS: urls.temporal,
    TEMPORAL_NAMESPACE: urls.temporalNamespace,
    TEMPORAL_TASK_QUEUE: `traces-${process.pid}`,
    AVAL_DEMONSTRATION: 'true',
    AVAL_ISSUER_URL: urls.issuer,
    AVAL_SANDBOX_URL: urls.sandbox,
    AVAL_API_PORT: String(port),
    AVAL_API_URL: `http://127.0.0.1:${port}`,
    AVAL_WORKER_HEALTH_PORT: String(port + 1),
    AVAL_WORKER_URL: `http://127.0.0.1:${port + 1}`,
    AVAL_OTEL_ENABLED: 'true',
  };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function start(app: string, env: NodeJS.ProcessEnv): Promise<void> {
  const child = fork(`dist/apps/${app}/main.js`, { env, execArgv: [], stdio: 'inherit' });
  children.push(child);
  await once(child, 'message');
}

async function send(person: string, method: string, path: string, body: unknown, more: object) {
  const authorization = `Bearer ${await tokenOf(person)}`;
  const headers = { authorization, 'content-type': 'application/json', ...more };
  const answer = await fetch(api + path, { method, headers, body: JSON.stringify(body) });
  return (await answer.json()) as { number: string };
}

/** The names on the way from a span up to the outermost that is known. */
function wayUpFrom(span: Span | undefined): string[] {
  if (span === undefined) return [];
  const parent = spans.find(
    ({ traceId, spanId }) => traceId === span.traceId && spanId === span.parentSpanId,
  );
  return [span.name, ...wayUpFrom(parent)];
}

/** Spans come in when their exporter has sent them: asked again until they are there. */
async function wayOf(traceId: string, name: string): Promise<string[]> {
  const until = Date.now() + 20_000;
  for (;;) {
    const way = wayUpFrom(spans.find((span) => span.traceId === traceId && span.name === name));
    if (way.at(-1)?.startsWith('POST ') === true || Date.now() > until) return way;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const traceparent = (traceId: string) => ({ traceparent: `00-${traceId}-00f067aa0ba902b7-01` });
const newTraceId = () => randomUUID().replaceAll('-', '');

test(
  'an API that traces offers the same as one that does not',
  async () => {
    const served: unknown = await (await fetch(`${api}/openapi.json`)).json();
    expect(served).toEqual(JSON.parse(await readFile('apps/api/openapi.json', 'utf8')));
  },
  patienceMs,
);

test(
  'one trace leads from a request through inbox and workflow to the step that it caused',
  async () => {
    await send('operations-1', 'PUT', '/books/api-tests', bookTerms, {});
    const [applying, withdrawing] = [newTraceId(), newTraceId()];
    const key = { 'idempotency-key': randomUUID(), prefer: 'wait=30' };
    const { number } = await send('officer-1', 'POST', '/applications', application(), {
      ...key,
      ...traceparent(applying),
    });
    await send(
      'officer-1',
      'POST',
      `/guarantees/${number}/withdrawal`,
      { reason: 'the loan is not needed any more' },
      { 'if-match': '*', ...traceparent(withdrawing) },
    );
    expect(await wayOf(withdrawing, 'RunActivity:withdraw')).toEqual([
      'RunActivity:withdraw',
      'StartActivity:withdraw',
      'HandleUpdate:command',
      'StartWorkflowUpdate:command',
      'POST /guarantees/:number/withdrawal',
    ]);
    expect(await wayOf(applying, 'RunActivity:takeIn')).toEqual([
      'RunActivity:takeIn',
      'StartActivity:takeIn',
      'RunWorkflow:guaranteeLifecycle',
      'StartWorkflow:guaranteeLifecycle',
      'inbox delivery',
      'POST /applications',
    ]);
  },
  patienceMs,
);

const bookTerms = {
  guarantor: 'Guarantor of the API tests',
  currency: 'USD',
  regime: 'none',
  timeZone: 'America/New_York',
};
