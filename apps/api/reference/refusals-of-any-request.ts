import type { OpenAPIObject } from '@nestjs/swagger';
import { problemResponse } from './problem-response.js';
import type { ProblemCode } from '../http/problem-catalogue.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const bodied = ['post', 'put', 'patch'] as const;
const methods = ['get', ...bodied, 'delete'] as const;
type Method = (typeof methods)[number];

const webhooks = '/webhooks/{partner}';

/**
 * Declares the refusals that an operation meets before any of its own code runs, or because something that it depends
 * on is gone. What an operation declares itself under such a status stays as it is.
 */
export function declareRefusalsOfAnyRequest({ paths }: OpenAPIObject): void {
  for (const [path, item] of Object.entries(paths)) {
    for (const method of methods) {
      const operation = item[method];
      if (operation !== undefined) declare(operation, metBy(path, method, operation));
    }
  }
}

function declare(operation: Operation, refusals: readonly [number, ProblemCode][]): void {
  for (const [status, code] of refusals) {
    if (operation.responses[status] !== undefined) continue;
    const { description = '', content } = problemResponse(status, code) as {
      description?: string;
      content: NonNullable<
        Extract<Operation['responses'][string], { content?: unknown }>['content']
      >;
    };
    operation.responses[status] = { description, content };
  }
}

function metBy(path: string, method: Method, operation: Operation): [number, ProblemCode][] {
  const reads = method === 'get';
  const isWebhook = path === webhooks;
  const isSelfSufficient = operation.security === undefined && !isWebhook;
  const refusals: [number, ProblemCode, boolean][] = [
    [400, reads ? 'invalidParameter' : 'malformedRequest', true],
    [413, 'payloadTooLarge', !reads],
    [415, 'unsupportedMediaType', !reads && !isWebhook],
    [503, 'unavailable', !isSelfSufficient],
  ];
  return refusals.filter(([, , meets]) => meets).map(([status, code]) => [status, code]);
}
