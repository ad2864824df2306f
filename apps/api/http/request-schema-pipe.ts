import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { z } from 'zod';
import { isStorableText } from './json-body.js';
import { Problem, type ProblemPlace } from './problem.js';

/**
 * Checks what came in against the schema at its place in the controller (`@Body({ schema })`), and hands on the
 * schema's output. A wrong body is 422, a wrong query parameter 400, an address that cannot exist 404.
 */
@Injectable()
export class RequestSchemaPipe implements PipeTransform {
  async transform(value: unknown, { schema, type }: ArgumentMetadata): Promise<unknown> {
    if (schema === undefined) return value;
    if (type === 'query' && schema instanceof z.ZodObject) assertKnown(value, schema);
    const result = await schema['~standard'].validate(type === 'query' ? storable(value) : value);
    if (result.issues === undefined) return result.value;
    throw problemOf(type, result.issues);
  }
}

/**
 * A parameter that nobody reads would be a filter that nobody applies: it is refused, not ignored.
 * @throws Problem `invalidParameter` with the names that are known
 */
function assertKnown(query: unknown, { shape }: z.ZodObject): void {
  const known = Object.keys(shape);
  assertParameters(Object.keys(query ?? {}), known);
}

/** @throws Problem `invalidParameter` for a parameter that is not among the known ones. */
export function assertParameters(given: readonly string[], known: readonly string[]): void {
  const unknown = given.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const message =
    known.length === 0
      ? 'is unknown: this operation takes no parameters'
      : `is unknown: this operation takes ${known.join(', ')}`;
  throw new Problem('invalidParameter', {
    errors: unknown.map((parameter) => ({ parameter, message })),
  });
}

/** A query's texts reach SQL as they are. */
function storable(query: unknown): unknown {
  const texts = Object.values(query ?? {}).flat();
  if (texts.every((text) => typeof text !== 'string' || isStorableText(text))) return query;
  throw new Problem('invalidParameter', { detail: 'A parameter holds a NUL character.' });
}

function problemOf(
  type: ArgumentMetadata['type'],
  issues: readonly StandardSchemaV1.Issue[],
): Problem {
  switch (type) {
    case 'param':
      return new Problem('notFound', {
        detail: `Nothing has such a name: it ${issues.map(({ message }) => message).join(', ')}.`,
      });
    case 'body':
      return new Problem('invalidRequest', { errors: issues.flatMap(placesInBody) });
    case 'query':
    case 'custom':
      return new Problem('invalidParameter', {
        errors: issues.map((issue) => ({
          parameter: segmentsOf(issue).join('.'),
          message: messageOf(issue),
        })),
      });
  }
}

/** A field too many is named where it stands, so that a misspelt one is found. */
function placesInBody(issue: StandardSchemaV1.Issue): ProblemPlace[] {
  const at = segmentsOf(issue);
  const { keys } = issue as { keys?: unknown };
  if (!Array.isArray(keys)) return [{ pointer: pointerOf(at), message: messageOf(issue) }];
  return keys.map((key) => ({
    pointer: pointerOf([...at, String(key)]),
    message: 'is unknown here: nobody would read it',
  }));
}

function messageOf({ message }: StandardSchemaV1.Issue): string {
  return message.endsWith('received undefined') ? 'is missing' : message;
}

function segmentsOf(issue: StandardSchemaV1.Issue): string[] {
  return (issue.path ?? []).map((segment) =>
    String(typeof segment === 'object' ? segment.key : segment),
  );
}

/** A JSON pointer (RFC 6901). */
export function pointerOf(segments: readonly string[]): string {
  return segments.map((name) => `/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
}
