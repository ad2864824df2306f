import {
  Catch,
  HttpException,
  Inject,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { LOGGER } from '../platform.js';
import { AllowedMethods } from './allowed-methods.js';
import { Problem } from './problem.js';
import type { ProblemCode } from './problem-catalogue.js';
import { isUnavailability, isUnstorable } from './trouble.js';

/** Answers everything that is thrown as Problem Details; what nobody expected is logged as a fault of ours. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly allowedMethods: AllowedMethods,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = this.problemOf(thrown, request);
    if (problem.status >= 500) {
      this.logger.error(
        { err: thrown, requestId: request.id, code: problem.code },
        'request failed',
      );
    }
    void reply
      .status(problem.status)
      .headers(problem.headers)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .send(JSON.stringify(problem.body(request.id)));
  }

  private problemOf(thrown: unknown, request: FastifyRequest): Problem {
    if (thrown instanceof Problem) return thrown;
    const status = statusOf(thrown);
    if (status === 404 || (status !== undefined && !this.isOffered(request))) {
      return this.unknownAddress(request);
    }
    const code = status === undefined ? undefined : codeOfStatus[status];
    if (code !== undefined) return new Problem(code, detailOf(thrown));
    if (status !== undefined && status >= 400 && status < 500) {
      return new Problem('malformedRequest', detailOf(thrown));
    }
    if (isUnstorable(thrown)) return new Problem('malformedRequest');
    if (isUnavailability(thrown)) {
      return new Problem('unavailable', { headers: { 'retry-after': '1' } });
    }
    return new Problem('internal');
  }

  /** Fastify asks some methods for a body before it looks whether anybody offers them here. */
  private isOffered({ method, url }: FastifyRequest): boolean {
    return this.allowedMethods.at(url).includes(method);
  }

  private unknownAddress(request: FastifyRequest): Problem {
    const allowed = this.allowedMethods.at(request.url);
    if (allowed.length === 0) return new Problem('notFound');
    const offered = allowed.join(', ');
    return new Problem('methodNotAllowed', {
      detail: `Offered here: ${offered}.`,
      headers: { allow: offered },
    });
  }
}

const codeOfStatus: Readonly<Record<number, ProblemCode>> = {
  400: 'malformedRequest',
  413: 'payloadTooLarge',
  415: 'unsupportedMediaType',
};

/** The status that Nest or Fastify gave to a request before any of our code saw it. */
function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  if (thrown instanceof Error && 'statusCode' in thrown && typeof thrown.statusCode === 'number') {
    return thrown.statusCode;
  }
  return undefined;
}

function detailOf(thrown: unknown): { detail: string } {
  return { detail: thrown instanceof Error ? thrown.message : 'The request cannot be read.' };
}
