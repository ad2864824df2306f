import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Pool } from 'pg';
import { z } from 'zod';
import { summarisePortfolio, type PortfolioLine } from '#store/reading/portfolio';
import { Allow, staff } from '../access/allow.js';
import { POOL } from '../platform.js';
import { problemResponse } from '../reference/problem-response.js';
import { identifier } from '../schemas.js';

const summaryQuery = z.object({ book: identifier.optional() });
const portfolioSummary = z
  .object({
    cases: z.int(),
    lines: z.array(
      z.object({
        book: z.string(),
        currency: z.string(),
        product: z.string(),
        stage: z.string(),
        ending: z.string().nullable(),
        waitingOn: z.string().nullable(),
        cases: z.int(),
        amountMinor: z.int(),
      }),
    ),
  })
  .meta({ id: 'PortfolioSummary' });

/** All cases at a glance. */
@ApiTags('portfolio')
@Controller('portfolio')
@Allow(...staff)
export class PortfolioController {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  @Get('summary')
  @ApiOperation({
    operationId: 'summarisePortfolio',
    summary: 'Count cases by stage, ending and whom they wait for',
  })
  @ApiResponse({ status: 200, standardSchema: portfolioSummary, description: 'One line a group.' })
  @ApiResponse(problemResponse(400, 'invalidParameter'))
  async summarise(
    @Query({ schema: summaryQuery }) { book }: z.output<typeof summaryQuery>,
  ): Promise<{ cases: number; lines: PortfolioLine[] }> {
    const lines = await summarisePortfolio(this.pool, book);
    return { cases: lines.reduce((sum, line) => sum + line.cases, 0), lines };
  }
}
