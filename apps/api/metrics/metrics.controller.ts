import { Controller, Get, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../access/allow.js';
import { Metrics } from './metrics.js';

/** Prometheus. */
@ApiTags('metrics')
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @Allow('operations', 'auditor')
  @ApiOperation({ operationId: 'readMetrics', summary: 'Metrics in the Prometheus text format' })
  @ApiResponse({
    status: 200,
    description: 'Requests, lags of inbox and outbox, cases by stage.',
    content: { 'text/plain': { schema: { type: 'string' } } },
  })
  async read(@Res() reply: FastifyReply): Promise<void> {
    const { text, contentType } = await this.metrics.render();
    await reply.header('content-type', contentType).send(text);
  }
}
