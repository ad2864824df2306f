import { Controller, Get, HttpCode, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Public } from '../access/allow.js';
import { ReadinessService, type Readiness } from './readiness.service.js';

const liveness = z.object({ status: z.literal('alive') }).meta({ id: 'Liveness' });
const readiness = z
  .object({
    status: z.enum(['ready', 'notReady']),
    checks: z.object({
      database: z.boolean(),
      temporal: z.boolean(),
      worker: z.boolean(),
    }),
  })
  .meta({ id: 'Readiness' });

/** Whether the API lives, and whether it can do its work. */
@ApiTags('health')
@Controller('health')
@Public()
export class HealthController {
  constructor(private readonly readiness: ReadinessService) {}

  @Get('live')
  @HttpCode(200)
  @ApiOperation({ operationId: 'isAlive', summary: 'The process lives' })
  @ApiResponse({ status: 200, standardSchema: liveness, description: 'It does.' })
  live(): { status: 'alive' } {
    return { status: 'alive' };
  }

  @Get('ready')
  @ApiOperation({
    operationId: 'isReady',
    summary: 'Database and Temporal answer, and a worker polls',
  })
  @ApiResponse({ status: 200, standardSchema: readiness, description: 'Ready.' })
  @ApiResponse({
    status: 503,
    standardSchema: readiness,
    description: 'Not ready: which is missing.',
  })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const found = await this.readiness.check();
    reply.status(found.status === 'ready' ? 200 : 503);
    return found;
  }
}
