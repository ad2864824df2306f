import { Body, Controller, Get, HttpCode, Inject, Post, Query, type Type } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Pool } from 'pg';
import { z } from 'zod';
import {
  analyses,
  analysisNames,
  type Analysis,
  type AnalysisName,
} from '#mining/analyses/catalogue';
import { type DeclaredRules, rulesForm } from '#mining/rules/rules-file';
import { histogramError } from '#store/mining/duration-histogram';
import { readEdgeTimes } from '#store/mining/edge-times';
import { Allow, staff } from '../access/allow.js';
import { POOL } from '../platform.js';
import { problemResponse } from '../reference/problem-response.js';
import { answerSchemas } from './answer.schemas.js';
import {
  edgeTimes,
  edgeTimesQuery,
  minedCases,
  minedQuery,
  type MinedQuery,
} from './mining.schemas.js';
import { MiningService } from './mining.service.js';

/** What stages took, from the roll-ups that are written as they change. */
@ApiTags('mining')
@Controller('mining')
@Allow(...staff)
class EdgeTimesController {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  @Get('edges')
  @ApiOperation({
    operationId: 'mineEdges',
    summary: 'What stages took, by edge',
    description:
      'From roll-ups by day and edge, and what is not rolled up yet. Counts, sums, extremes, means and deviations are exact; percentiles are off by at most `percentileError` of the true ones. Stays that have not ended are not in it.',
  })
  @ApiResponse({ status: 200, standardSchema: edgeTimes, description: 'Most time first.' })
  @ApiResponse(problemResponse(400, 'invalidParameter'))
  async edges(
    @Query({ schema: edgeTimesQuery }) query: z.output<typeof edgeTimesQuery>,
  ): Promise<z.output<typeof edgeTimes>> {
    const edges = await readEdgeTimes(this.pool, query);
    const note = edges.length === 0 ? 'No stay that has ended fits what was asked for.' : null;
    return { percentileError: histogramError, note, edges };
  }
}

/** One route for one analysis of the catalogue. */
function controllerOf(name: AnalysisName): Type {
  const { says, censoring }: Analysis = analyses[name];
  const id = name.replace(/(^|-)(.)/g, (_, _dash, letter: string) => letter.toUpperCase());
  const answer = z
    .object({ of: minedCases, answer: answerSchemas[name] })
    .meta({ id: `Mined${id}` });

  @ApiTags('mining')
  @Controller('mining')
  @Allow(...staff)
  class AnalysisController {
    constructor(@Inject(MiningService) private readonly mining: MiningService) {}

    @Get(name)
    @ApiOperation({
      operationId: `mine${id}`,
      summary: `Our own cases: ${says}`,
      description: `${censoring.en} Where no case fits, the answer is one of zero cases and \`of.note\` says why; a parameter that this analysis knows nothing of is refused. Times are those of the cases’ clocks. docs/mining.md defines each figure.`,
    })
    @ApiResponse({ status: 200, standardSchema: answer, description: 'The answer, and of what.' })
    @ApiResponse(problemResponse(400, 'invalidParameter'))
    async analyse(@Query({ schema: minedQuery }) query: MinedQuery): Promise<object> {
      return this.mining.ask({ query, asked: { kind: 'analysis', name } });
    }
  }
  return AnalysisController;
}

/** Rules of one's own against our own cases. */
@ApiTags('mining')
@Controller('mining')
@Allow(...staff)
class DeclaredRulesController {
  constructor(@Inject(MiningService) private readonly mining: MiningService) {}

  @Post('rules')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'checkDeclaredRules',
    summary: 'Our own cases: rules of one’s own',
    description: `Deadlines (\`withinS\`, of working time with \`working\`, as \`hours\` measures it), segregation of duty, precedence and absence, on what was completed. ${analyses.rules.censoring.en} Nothing is stored.`,
  })
  @ApiResponse({
    status: 200,
    standardSchema: z
      .object({ of: minedCases, answer: answerSchemas.rules })
      .meta({ id: 'CheckedRules' }),
    description: 'The findings, rule by rule.',
  })
  @ApiResponse(problemResponse(400, 'malformedRequest', 'invalidParameter'))
  @ApiResponse(problemResponse(422, 'invalidRequest'))
  async check(
    @Query({ schema: minedQuery }) query: MinedQuery,
    @Body({ schema: rulesForm }) declared: DeclaredRules,
  ): Promise<object> {
    return this.mining.ask({ query, asked: { kind: 'rules', declared } });
  }
}

/** Every analysis at `/mining/<name>`. */
export const miningControllers: Type[] = [
  EdgeTimesController,
  DeclaredRulesController,
  ...analysisNames.map(controllerOf),
];
