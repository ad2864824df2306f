import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { NestApplicationContextOptions } from '@nestjs/common/interfaces/nest-application-context-options.interface.js';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { ApiModule, type Foundations } from './api.module.js';
import { isCsv } from './frameworks/incoming-rows.js';
import { AllowedMethods } from './http/allowed-methods.js';
import { readJson } from './http/json-body.js';
import { Problem } from './http/problem.js';
import { Metrics } from './metrics/metrics.js';
import { serveReference } from './reference/reference.js';

/** Bodies are read by ourselves, and what happens is logged by ours. */
const nestOptions = Object.assign(new NestApplicationContextOptions(), {
  bodyParser: false,
  logger: false as const,
  abortOnError: false,
});
const largestBodyBytes = 1024 * 1024;

/** The API over its foundations, ready to listen. Closing it closes none of them. */
export async function createApi(foundations: Foundations): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: largestBodyBytes,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 300 },
    frameworkErrors: (_error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const problem = new Problem('malformedRequest', { detail: 'The address cannot be read.' });
      void reply
        .status(problem.status)
        .header('content-type', 'application/problem+json; charset=utf-8')
        .send(JSON.stringify(problem.body(request.id)));
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    ApiModule.over(foundations),
    adapter,
    nestOptions,
  );
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  app.get(AllowedMethods).listenTo(fastify);
  app.get(Metrics).observe(fastify);
  foundations.traces?.traceRequests(fastify);
  readBodies(fastify);
  logRequests(fastify, foundations.logger);
  serveReference(app);
  await app.init();
  await fastify.ready();
  return app;
}

/** Webhooks are judged on the bytes as they came, and so are files of rows; every other body is JSON that can be stored. */
function readBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      done(null, bodyOf(request.routeOptions.url, request.headers['content-type'], body));
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

function bodyOf(
  route: string | undefined,
  contentType: string | undefined,
  body: string | Buffer,
): unknown {
  const bytes = Buffer.from(body);
  if (route === '/webhooks/:partner') return bytes;
  if (route === '/frameworks/:id/filings' && isCsv(contentType)) return bytes;
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(contentType ?? '')) {
    throw new Problem('unsupportedMediaType');
  }
  return readJson(bytes);
}

/** One line a request: never a body, never an address as it was typed, for both may hold personal data. */
function logRequests(fastify: FastifyInstance, logger: Logger): void {
  fastify.addHook('onResponse', async (request, reply) => {
    logger.info(
      {
        requestId: request.id,
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    );
    return Promise.resolve();
  });
}
