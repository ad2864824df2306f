import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import type { StandardSchemaV1 } from '@standard-schema/spec';
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
    const result = await schema['~standard'].validate(type === 'query' ? storable(value) : value);
    if (result.issues === undefined) return result.value;
    throw problemOf(type, result.issues);
  }
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
      return new Problem('notFound');
    case 'body':
      return new Problem('invalidRequest', { errors: issues.map(placeInBody) });
    case 'query':
    case 'custom':
      return new Problem('invalidParameter', {
        errors: issues.map((issue) => ({
          parameter: segmentsOf(issue).join('.'),
          message: issue.message,
        })),
      });
  }
}

function placeInBody(issue: StandardSchemaV1.Issue): ProblemPlace {
  return { pointer: pointerOf(segmentsOf(issue)), message: issue.message };
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
