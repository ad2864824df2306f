/** The sandbox: the partners' other side, in one process of its own. */
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { ZodError, z } from 'zod';
import { FactTeller } from './control-facts.js';
import { serveControl } from './control-routes.js';
import { Courier } from './courier.js';
import type { OwedEntry } from './entries.js';
import { Logbook } from './logbook.js';
import { orderKey } from './memory.js';
import { OrderDesk } from './order-desk.js';
import { serveOrders } from './order-routes.js';
import { sendProblem } from './problems.js';
import { smoothScenario } from './scenario.js';
import type { SandboxSettings } from './settings.js';

/** How long requests under way may still take when the sandbox stops. */
const lastAnswersMs = 500;

export interface Sandbox {
  /** Where it listens, with the port that it was given. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Opens the log, takes up what was still owed, and listens. */
export async function startSandbox(settings: SandboxSettings): Promise<Sandbox> {
  const logbook = await Logbook.open(settings.logFile);
  const courier = new Courier(settings, logbook);
  const app = Fastify({
    bodyLimit: 8 * 1024 * 1024,
    keepAliveTimeout: 60_000,
    forceCloseConnections: 'idle',
  });
  answerErrors(app);
  serveHealth(app, logbook);
  serveOrders(app, { settings, logbook, desk: new OrderDesk(logbook, courier) });
  serveControl(app, logbook, new FactTeller(logbook, courier));
  const url = await app.listen({ host: settings.host, port: settings.port });
  takeUpOwed(logbook, courier);
  return {
    url,
    async stop() {
      await courier.stop();
      await closeDoors(app);
      await logbook.close();
    },
  };
}

/** Requests under way are answered; a kept connection, busy as the doors closed, would then hold them open. */
async function closeDoors(app: FastifyInstance): Promise<void> {
  const cut = setTimeout(() => {
    app.server.closeAllConnections();
  }, lastAnswersMs);
  await app.close();
  clearTimeout(cut);
}

/** Webhooks that the engine had not taken when the sandbox went down. */
function takeUpOwed(logbook: Logbook, courier: Courier): void {
  const byOrder = new Map<string, OwedEntry[]>();
  for (const webhook of logbook.memory.owedWebhooks()) {
    const { partner, reference, body } = webhook;
    const key = reference === null ? body.guarantee : orderKey({ partner, reference });
    byOrder.set(key, [...(byOrder.get(key) ?? []), webhook]);
  }
  for (const [key, webhooks] of byOrder) {
    courier.carryFor(key, webhooks, smoothScenario.delivery);
  }
}

function serveHealth(app: FastifyInstance, logbook: Logbook): void {
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/health/ready', () => ({
    status: 'ready',
    owed: logbook.memory.owedWebhooks().length,
  }));
}

function answerErrors(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) =>
    sendProblem(reply, 'notFound', `${request.method} ${request.url}`),
  );
  app.setErrorHandler((error: FastifyError | ZodError, _request, reply) => {
    if (error instanceof ZodError) {
      return sendProblem(reply, 'payloadMalformed', z.prettifyError(error));
    }
    if (error.statusCode !== undefined && error.statusCode < 500) {
      return sendProblem(reply, 'bodyMalformed', error.message);
    }
    process.stderr.write(`sandbox: ${error.stack ?? error.message}\n`);
    return sendProblem(reply, 'internal', 'see the error output of the sandbox');
  });
}
