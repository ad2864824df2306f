import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Public } from '../access/allow.js';
import { problemResponse } from '../reference/problem-response.js';
import { WebhooksService, type Taken } from './webhooks.service.js';

const taken = z
  .object({ received: z.enum(['numbered', 'parked', 'duplicate', 'conflicting']) })
  .meta({ id: 'WebhookReceipt' });

/** Partners' facts. Whoever signs with our shared secret is let in; there is no token. */
@ApiTags('webhooks')
@Controller('webhooks')
export class WebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  @Post(':partner')
  @HttpCode(202)
  @Public()
  @ApiOperation({
    operationId: 'receiveWebhook',
    summary: 'Report a fact',
    description:
      'Signed after Standard Webhooks on the raw bytes. Stored before it is acknowledged; a known event id changes nothing, and comes back as `conflicting` where its content is another: that is parked, and operations are alarmed; what no case can take is parked.',
  })
  @ApiHeader({ name: 'webhook-id', required: true, schema: { type: 'string' } })
  @ApiHeader({ name: 'webhook-timestamp', required: true, schema: { type: 'string' } })
  @ApiHeader({ name: 'webhook-signature', required: true, schema: { type: 'string' } })
  @ApiBody({ schema: { type: 'object' }, description: 'The partner’s own words (docs/partners).' })
  @ApiResponse({ status: 202, standardSchema: taken, description: 'It is kept.' })
  @ApiResponse(problemResponse(401, 'signatureRejected'))
  @ApiResponse(problemResponse(404, 'notFound'))
  async receive(@Param('partner') partner: string, @Req() request: FastifyRequest): Promise<Taken> {
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    return this.webhooks.receive(partner, request.headers, bytes);
  }
}
