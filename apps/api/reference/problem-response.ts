import type { ApiResponseOptions } from '@nestjs/swagger';
import { z } from 'zod';
import { problemCatalogue, type ProblemCode } from '../http/problem-catalogue.js';

/** Problem Details (RFC 9457) as they leave the API. */
export const problemDetails = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    instance: z.string(),
    errors: z
      .array(
        z.object({
          pointer: z.string().optional(),
          parameter: z.string().optional(),
          message: z.string(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'ProblemDetails' });

/** How a route documents one of its refusals. */
export function problemResponse(
  status: number,
  ...codes: readonly ProblemCode[]
): ApiResponseOptions {
  const listed = codes.map((code) => `\`${code}\`: ${problemCatalogue[code].title}`);
  return {
    status,
    description: listed.join('. '),
    content: {
      'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDetails' } },
    },
  };
}
