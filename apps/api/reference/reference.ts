import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { openApiDocument } from './open-api-document.js';

/** Serves `/openapi.json` and, at `/docs`, a reference page that loads nothing from elsewhere. */
export function serveReference(app: NestFastifyApplication): void {
  const document = openApiDocument(app);
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Aval: API reference',
    swaggerOptions: { displayOperationId: true, persistAuthorization: false },
  });
}
