/** The control door: by it the world and anyone at a keyboard say what will become of a case. Not a partner's API. */
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { factBatch, oneFact, type FactTeller, type ToldFact } from './control-facts.js';
import { entryKinds } from './entries.js';
import { now, type Logbook } from './logbook.js';
import { sendProblem } from './problems.js';
import { scenario } from './scenario.js';

const caseKey = z.string().min(1).max(200);
const logQuery = z.strictObject({
  kind: z.enum(entryKinds).optional(),
  guarantee: z.string().optional(),
  reference: z.string().optional(),
});

export function serveControl(app: FastifyInstance, logbook: Logbook, teller: FactTeller): void {
  serveScenarios(app, logbook);
  serveFacts(app, teller);
  serveLog(app, logbook);
}

function serveScenarios(app: FastifyInstance, logbook: Logbook): void {
  const give = async (key: string | null, body: unknown, reply: FastifyReply) => {
    const given = scenario.parse(body);
    await logbook.write([{ kind: 'scenario', at: now(), key, scenario: given }]);
    return reply.send({ key, scenario: given });
  };
  app.put<{ Params: { key: string } }>('/control/scenarios/:key', (request, reply) =>
    give(caseKey.parse(request.params.key), request.body, reply),
  );
  app.put('/control/default-scenario', (request, reply) => give(null, request.body, reply));
  app.get<{ Params: { key: string } }>('/control/scenarios/:key', (request) => ({
    key: request.params.key,
    given: logbook.memory.scenarioNamed(request.params.key) ?? null,
    effective: logbook.memory.scenarioOf(request.params.key, null),
  }));
}

function serveFacts(app: FastifyInstance, teller: FactTeller): void {
  app.post('/control/facts', async (request, reply) => {
    const { copies, delayMs, ...fact } = oneFact.parse(request.body);
    const [told] = await teller.tell({ facts: [fact], copies, delayMs, shuffle: false });
    if (!told) throw new Error('a fact was told and left no trace');
    return told.outcome === 'refused'
      ? sendProblem(reply, 'apiRefused', `the engine refused ${told.eventId}; see /control/log`)
      : reply.status(statusOf([told])).send(told);
  });
  app.post('/control/facts/batch', async (request, reply) => {
    const facts = await teller.tell(factBatch.parse(request.body));
    return reply.status(statusOf(facts)).send({ facts });
  });
}

/** 200 when the engine has answered for all, 202 while some are on their way. */
function statusOf(facts: readonly ToldFact[]): number {
  return facts.some(({ outcome }) => outcome === 'pending' || outcome === 'stopped') ? 202 : 200;
}

function serveLog(app: FastifyInstance, logbook: Logbook): void {
  app.get('/control/log', (request, reply) => {
    const wanted = logQuery.parse(request.query);
    return reply.type('application/x-ndjson').send(Readable.from(matching(logbook, wanted)));
  });
  app.get('/control/payments', () => {
    const payments = logbook.memory.payments();
    return { count: payments.length, payments };
  });
  app.get('/control/owed', () => {
    const owed = logbook.memory.owedWebhooks();
    return { count: owed.length, owed };
  });
}

async function* matching(logbook: Logbook, wanted: z.output<typeof logQuery>) {
  for await (const entry of logbook.entries()) {
    const line = JSON.stringify(entry);
    const { kind, reference, guarantee }: Readonly<Record<string, unknown>> = {
      guarantee: 'body' in entry ? entry.body['guarantee'] : undefined,
      ...entry,
    };
    const fits = (asked: string | undefined, found: unknown) =>
      asked === undefined || asked === found;
    if (
      fits(wanted.kind, kind) &&
      fits(wanted.reference, reference) &&
      fits(wanted.guarantee, guarantee)
    ) {
      yield `${line}\n`;
    }
  }
}
