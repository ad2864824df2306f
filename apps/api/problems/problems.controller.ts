import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Public } from '../access/allow.js';
import { Problem } from '../http/problem.js';
import { problemCatalogue, problemKindOf } from '../http/problem-catalogue.js';
import type { ProblemKind } from '../http/problem-kind.js';
import { problemResponse } from '../reference/problem-response.js';

const problemKind = z
  .object({ code: z.string(), status: z.int(), title: z.string(), explanation: z.string() })
  .meta({ id: 'ProblemKind' });
const problemKindList = z.object({ items: z.array(problemKind) }).meta({ id: 'ProblemKindList' });

type CodedKind = ProblemKind & { readonly code: string };

/** What the codes of our problems mean: where the `type` of every problem leads. */
@ApiTags('problems')
@Controller('problems')
@Public()
export class ProblemsController {
  @Get()
  @ApiOperation({ operationId: 'listProblems', summary: 'Every code with its meaning' })
  @ApiResponse({ status: 200, standardSchema: problemKindList, description: 'All of them.' })
  list(): { items: CodedKind[] } {
    const items = Object.entries(problemCatalogue).map(([code, kind]) => ({ code, ...kind }));
    return { items };
  }

  @Get(':code')
  @ApiOperation({ operationId: 'explainProblem', summary: 'What a code means' })
  @ApiResponse({ status: 200, standardSchema: problemKind, description: 'Its meaning.' })
  @ApiResponse(problemResponse(404, 'notFound'))
  explain(@Param('code') code: string): CodedKind {
    const kind = problemKindOf(code);
    if (kind === undefined) throw new Problem('notFound');
    return { code, ...kind };
  }
}
