import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';
import { Problem } from '../http/problem.js';
import { problemResponse } from './problem-response.js';

/** Documents the headers of people's commands. */
export function CommandHeaders(tag: string): ClassDecorator & MethodDecorator {
  return applyDecorators(
    ApiHeader({
      name: 'If-Match',
      required: true,
      description: `What you have seen: ${tag}, or \`*\`.`,
      schema: { type: 'string', examples: ['*'] },
    }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'Repeated under its key, a command is the same command.',
      schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
    }),
    ApiResponse(problemResponse(400, 'malformedRequest', 'invalidParameter')),
    ApiResponse(problemResponse(412, 'preconditionFailed')),
    ApiResponse(problemResponse(428, 'preconditionRequired')),
  );
}

/** @throws Problem `invalidParameter` */
export function commandKeyFrom(headers: Record<string, string | undefined>): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined || /^[!-~]{1,255}$/.test(key)) return key;
  throw new Problem('invalidParameter', {
    errors: [{ parameter: 'Idempotency-Key', message: 'needs 1 to 255 visible characters' }],
  });
}
