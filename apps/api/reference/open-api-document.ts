import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { declareRefusalsOfAnyRequest } from './refusals-of-any-request.js';
import { problemDetails } from './problem-response.js';

type Schemas = Record<string, object>;

/** The OpenAPI 3.1 document, made of the very schemas that requests are checked with. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Aval')
    .setDescription(
      'The whole life of a financing guarantee. Amounts are whole minor units with their currency; refusals are Problem Details (RFC 9457) with a stable `code`.',
    )
    .setVersion('0.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    standardSchemaConverter: (schema, { schemaType }) =>
      schema instanceof z.ZodType ? convert(schema, schemaType) : undefined,
    autoTagControllers: false,
  });
  const { schema, components } = convert(problemDetails, 'output');
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ...components, ...inlined(schema) },
  };
  declareRefusalsOfAnyRequest(document);
  return document;
}

/** A schema with an id becomes a component of that name, and a reference to it. */
function convert(
  schema: z.ZodType,
  io: 'input' | 'output',
): { schema: Record<string, unknown>; components: Schemas } {
  const { $schema, $defs, ...root } = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
  });
  const components: Schemas = { ...($defs as Schemas | undefined) };
  const { id, ...body } = root as Record<string, unknown>;
  if (typeof id !== 'string' || $schema === undefined) return { schema: body, components };
  components[id] = body;
  return { schema: { $ref: `#/components/schemas/${id}` }, components };
}

function inlined(schema: Record<string, unknown>): Schemas {
  return typeof schema['$ref'] === 'string' ? {} : { ProblemDetails: schema };
}
