import { Controller, Get, Inject, Query, type Type } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Pool } from 'pg';
import { z } from 'zod';
import {
  analyses,
  analysisNames,
  type Analysis,
  type AnalysisName,
} from '#mining/analyses/catalogue';
import { officeHours } from '#mining/calendar/office-hours';
import { WorkingTime } from '#mining/calendar/working-time';
import { eventCount } from '#mining/log/event-log';
import { valuesOf, type OwnFilter } from '#mining/own/own-filter';
import { calendarNamed } from '#products/calendars/calendars';
import { businessDate as dateOf } from '#domain/calendar/business-date';
import { histogramError } from '#store/mining/duration-histogram';
import { readEdgeTimes } from '#store/mining/edge-times';
import { Allow, staff } from '../access/allow.js';
import { Problem } from '../http/problem.js';
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
import { OwnLogService, type ChosenCases } from './own-log.service.js';

const chinaUtcOffsetMinutes = 8 * 60;

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
    return { percentileError: histogramError, edges: await readEdgeTimes(this.pool, query) };
  }
}

/** One route for one analysis of the catalogue. */
function controllerOf(name: AnalysisName): Type {
  const { says, censoring, run }: Analysis = analyses[name];
  const id = name.replace(/(^|-)(.)/g, (_, _dash, letter: string) => letter.toUpperCase());
  const answer = z
    .object({ of: minedCases, answer: answerSchemas[name] })
    .meta({ id: `Mined${id}` });

  @ApiTags('mining')
  @Controller('mining')
  @Allow(...staff)
  class AnalysisController {
    constructor(@Inject(OwnLogService) private readonly own: OwnLogService) {}

    @Get(name)
    @ApiOperation({
      operationId: `mine${id}`,
      summary: `Our own cases: ${says}`,
      description: `${censoring} Times are those of the cases’ clocks. docs/mining.md defines each figure.`,
    })
    @ApiResponse({ status: 200, standardSchema: answer, description: 'The answer, and of what.' })
    @ApiResponse(problemResponse(400, 'invalidParameter'))
    async analyse(@Query({ schema: minedQuery }) query: MinedQuery): Promise<object> {
      const chosen = await this.own.choose(filterOf(query), query.view, name === 'bottlenecks');
      const { subject } = chosen;
      if (eventCount(subject.log) === 0) throw nothingFits();
      const working = workingTime(query.hours, chosen);
      return {
        of: { ...casesOf(chosen, query), censoring },
        answer: run(subject, { most: query.most, working }),
      };
    }
  }
  return AnalysisController;
}

/** Every analysis at `/mining/<name>`. */
export const miningControllers: Type[] = [EdgeTimesController, ...analysisNames.map(controllerOf)];

function filterOf({ asOf, open, ...query }: MinedQuery): OwnFilter {
  return {
    ...query,
    open: open === undefined ? undefined : open === 'true',
    asOfMs: asOf === undefined ? undefined : Date.parse(asOf),
  };
}

function nothingFits(): Problem {
  return new Problem('invalidParameter', {
    detail:
      'No case fits: nothing happened in what was asked for. Ask for a longer period or fewer conditions.',
  });
}

function casesOf({ subject, version, openCases }: ChosenCases, { book, asOf }: MinedQuery) {
  const { log } = subject;
  const books = book === undefined ? valuesOf(log, 'book') : [book];
  return {
    cases: log.caseIds.length,
    events: eventCount(log),
    openCases,
    books,
    asOf: asOf ?? null,
    version,
  };
}

function workingTime(
  hours: MinedQuery['hours'],
  { subject }: ChosenCases,
): WorkingTime | undefined {
  if (hours === 'all') return undefined;
  const { instantMs } = subject.log;
  const first = instantMs.reduce((least, each) => Math.min(least, each), Infinity);
  const calendar = calendarNamed(hours === 'china' ? 'china' : 'weekends');
  const offset = hours === 'china' ? chinaUtcOffsetMinutes : 0;
  const isWorkingDay = (date: string) => calendar.isWorkingDay(dateOf(date));
  return new WorkingTime(officeHours(isWorkingDay, first, subject.asOfMs, offset));
}
