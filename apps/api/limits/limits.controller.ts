import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Pool } from 'pg';
import type { z } from 'zod';
import type { WhatIfAnswer } from '#domain/limits/what-if';
import type { Breach } from '#store/limits/breaches';
import { listBreachesNow } from '#store/limits/breaches-now';
import { listRepairs, type LimitRepair } from '#store/limits/repair-limits';
import { verifyLimitsNow, type LimitVerification } from '#store/limits/verify-limits';
import {
  askWhatIf,
  reportBook,
  reportCustomer,
  type BookReport,
  type CustomerReport,
} from '#store/limits/report';
import { Allow, staff } from '../access/allow.js';
import { Problem } from '../http/problem.js';
import { POOL } from '../platform.js';
import { problemResponse } from '../reference/problem-response.js';
import { identifier } from '../schemas.js';
import {
  bookLimits,
  breachList,
  customerLimits,
  customerQuery,
  limitVerification,
  whatIfAnswers,
  whatIfQuestion,
} from './limits.schemas.js';

/** Headroom under Decree 683 and the book's own caps. */
@ApiTags('limits')
@Controller('books/:id')
@Allow(...staff)
export class LimitsController {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  @Get('limits')
  @ApiOperation({
    operationId: 'readLimits',
    summary: 'Headroom per rule of a book',
    description: 'Not found for a book that is under no limits: its regime is not Decree 683.',
  })
  @ApiResponse({ status: 200, standardSchema: bookLimits, description: 'As it stands now.' })
  @ApiResponse(problemResponse(404, 'notFound'))
  async read(@Param('id', { schema: identifier }) id: string): Promise<BookReport> {
    return foundOr404(await reportBook(this.pool, id));
  }

  @Get('customer-limits')
  @ApiOperation({
    operationId: 'readCustomerLimits',
    summary: 'How much more could this customer get?',
    description:
      'The customer is named by registration number or by the number of any of its cases; the newest one’s terms hold.',
  })
  @ApiResponse({ status: 200, standardSchema: customerLimits, description: 'As it stands now.' })
  @ApiResponse(problemResponse(400, 'invalidParameter'))
  @ApiResponse(problemResponse(404, 'notFound'))
  async readCustomer(
    @Param('id', { schema: identifier }) id: string,
    @Query({ schema: customerQuery }) { customer }: z.output<typeof customerQuery>,
  ): Promise<CustomerReport> {
    return foundOr404(await reportCustomer(this.pool, id, customer));
  }

  @Post('limits/what-if')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'askWhatIf',
    summary: 'What if these pending cases were approved, in this order?',
    description: 'Nothing is taken. Cases that the book does not know are left out of the answer.',
  })
  @ApiResponse({ status: 200, standardSchema: whatIfAnswers, description: 'One answer a case.' })
  @ApiResponse(problemResponse(400, 'malformedRequest'))
  @ApiResponse(problemResponse(404, 'notFound'))
  @ApiResponse(problemResponse(422, 'invalidRequest'))
  async whatIf(
    @Param('id', { schema: identifier }) id: string,
    @Body({ schema: whatIfQuestion }) { cases }: z.output<typeof whatIfQuestion>,
  ): Promise<{ items: WhatIfAnswer[] }> {
    foundOr404(await reportBook(this.pool, id));
    return { items: await askWhatIf(this.pool, id, cases) };
  }

  @Get('limits/verification')
  @ApiOperation({
    operationId: 'verifyLimits',
    summary: 'Rebuild the sums of a book from commitments and ledger, and list what differs',
    description:
      'Reads all of the book in one snapshot: for audits. Repairs are the command line’s; each left its record.',
  })
  @ApiResponse({ status: 200, standardSchema: limitVerification, description: 'As it stands.' })
  @ApiResponse(problemResponse(404, 'notFound'))
  async verify(
    @Param('id', { schema: identifier }) id: string,
  ): Promise<LimitVerification & { readonly repairs: readonly LimitRepair[] }> {
    const found = foundOr404(await verifyLimitsNow(this.pool, id));
    return { ...found, repairs: await listRepairs(this.pool, id) };
  }

  @Get('limit-breaches')
  @ApiOperation({
    operationId: 'listLimitBreaches',
    summary: 'Breaches of limits, open ones first',
  })
  @ApiResponse({ status: 200, standardSchema: breachList, description: 'At most two hundred.' })
  @ApiResponse(problemResponse(404, 'notFound'))
  async breaches(
    @Param('id', { schema: identifier }) id: string,
  ): Promise<{ items: readonly Breach[] }> {
    return { items: await listBreachesNow(this.pool, id) };
  }
}

function foundOr404<Found>(found: Found | null): Found {
  if (found === null) throw new Problem('notFound');
  return found;
}
