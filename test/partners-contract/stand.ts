/** A stand for the contract suite: a real sandbox and an engine that only keeps what partners tell it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adapterOf, type OrderDraft, type PartnerName } from '#partners/adapters';
import type { PartnerConnection, PartnerFact, PartnerOrder } from '#partners/ports';
import { startSandbox } from '../../apps/sandbox/sandbox.js';
import { readSettings } from '../../apps/sandbox/settings.js';

const names = ['BANK', 'BUREAU', 'ESIGN', 'REGISTRY', 'RE_GUARANTOR'];
/** Put in front of the secret that the engine knows: it is being replaced. */
const newSecret = `whsec_${Buffer.alloc(32, 'new').toString('base64')}`;
const secretOf = (name: string) => `whsec_${Buffer.alloc(32, name).toString('base64')}`;

export interface Told extends PartnerFact {
  readonly partner: string;
  readonly eventId: string;
}

/** Keeps every webhook that verifies, in order of arrival, redeliveries included. */
export interface EngineStandIn {
  readonly url: string;
  readonly told: Told[];
  /** What it answers; 202 unless told otherwise. */
  status: number;
  close(): Promise<void>;
}

/** The variables that a sandbox beside this engine starts with, on any free port. */
export function sandboxEnvironment(apiUrl: string, stateDir: string): Record<string, string> {
  return {
    AVAL_SANDBOX_PORT: '0',
    AVAL_API_URL: apiUrl,
    AVAL_STATE_DIR: stateDir,
    ...Object.fromEntries(
      names.map((name) => [`AVAL_WEBHOOK_SECRET_${name}`, `${newSecret} ${secretOf(name)}`]),
    ),
    ...Object.fromEntries(names.map((name) => [`AVAL_PARTNER_KEY_${name}`, `key-of-${name}`])),
  };
}

export async function openStand() {
  const engine = await openEngine();
  const stateDir = await mkdtemp(join(tmpdir(), 'aval-sandbox-'));
  const settings = readSettings(sandboxEnvironment(engine.url, stateDir));
  let sandbox = await startSandbox(settings);
  const control = async (method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown) => {
    const answer = await fetch(new URL(path, sandbox.url), {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const lines = answer.headers.get('content-type')?.includes('ndjson')
      ? text
          .split('\n')
          .filter(Boolean)
          .map((line): unknown => JSON.parse(line))
      : (JSON.parse(text) as unknown);
    return { status: answer.status, body: lines };
  };
  return {
    engine,
    settings,
    control,
    connectionTo: (partner: PartnerName): PartnerConnection => ({
      baseUrl: sandbox.url,
      key: settings.keys[partner],
      timeoutMs: 8_000,
    }),
    async send(order: PartnerOrder) {
      return adapterNamed(order.partner).send(
        order,
        this.connectionTo(order.partner as PartnerName),
      );
    },
    async restart() {
      await sandbox.stop();
      sandbox = await startSandbox(settings);
    },
    async close() {
      await sandbox.stop();
      await engine.close();
      await rm(stateDir, { recursive: true });
    },
  };
}

export type Stand = Awaited<ReturnType<typeof openStand>>;

export function adapterNamed(name: string) {
  const adapter = adapterOf(name);
  if (!adapter) throw new Error(`no partner is called ${name}`);
  return adapter;
}

let orders = 0;

/** An order with a reference and a guarantee of its own. */
export function orderOf(draft: OrderDraft, given: Partial<PartnerOrder> = {}): PartnerOrder {
  const no = ++orders;
  return {
    id: String(no),
    reference: `R-${no}`,
    guarantee: `G-${no}`,
    clientReference: null,
    attempt: 1,
    ...draft,
    ...given,
  };
}

export async function openEngine(): Promise<EngineStandIn> {
  const told: Told[] = [];
  const server = createServer((request, response) => {
    void bytesOf(request).then((raw) => {
      if (engine.status < 300) told.push(read(request, raw));
      response.statusCode = engine.status;
      response.end('{}');
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const engine: EngineStandIn = {
    url: `http://127.0.0.1:${port}`,
    told,
    status: 202,
    close: () => closeServer(server),
  };
  return engine;
}

function read(request: IncomingMessage, raw: Buffer): Told {
  const partner = request.url?.replace('/webhooks/', '') ?? '';
  const { webhook } = adapterNamed(partner);
  const name = partner.replace(/[A-Z]/, '_$&').toUpperCase();
  const verified = webhook.verify(request.headers, raw, [secretOf(name)]);
  if (verified.kind === 'rejected') throw new Error(verified.reason);
  const parsed = webhook.parse(raw);
  if (parsed.kind === 'malformed') throw new Error(parsed.detail);
  return { partner, eventId: verified.eventId, ...parsed.fact };
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A server that is gone at once, its kept connections too. */
export async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
}
