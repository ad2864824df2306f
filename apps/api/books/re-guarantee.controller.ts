import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Pool } from 'pg';
import { z } from 'zod';
import {
  reGuaranteeAccounts,
  settleReGuaranteeMonth,
  type ReGuaranteeAccount,
} from '#store/reading/re-guarantee-account';
import { Allow, staff } from '../access/allow.js';
import { POOL } from '../platform.js';
import { problemResponse } from '../reference/problem-response.js';
import { identifier } from '../schemas.js';
import { knownBook } from './known-book.js';

const amount = z.int().nonnegative();
const account = z
  .object({
    party: z.string(),
    cededMinor: amount,
    payableMinor: amount,
    receivableMinor: amount,
    openGuarantees: amount,
  })
  .meta({ id: 'ReGuaranteeAccount' });
const accountList = z.object({ items: z.array(account) }).meta({ id: 'ReGuaranteeAccountList' });
const settlement = z
  .strictObject({ month: z.string().regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/) })
  .meta({ id: 'ReGuaranteeSettlement' });
const settled = z
  .object({ month: z.string(), guarantees: z.int().nonnegative() })
  .meta({ id: 'ReGuaranteeSettled' });

/** The periodic account of a book with its re-guarantors (再担保费). */
@ApiTags('books')
@Controller('books/:id')
@ApiResponse(problemResponse(404, 'notFound'))
export class ReGuaranteeController {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  @Get('re-guarantee-accounts')
  @Allow(...staff)
  @ApiOperation({
    operationId: 'listReGuaranteeAccounts',
    summary: 'What is owed to each re-guarantor, and by it',
  })
  @ApiResponse({ status: 200, standardSchema: accountList, description: 'By party.' })
  async list(
    @Param('id', { schema: identifier }) id: string,
  ): Promise<{ items: ReGuaranteeAccount[] }> {
    await knownBook(this.pool, id);
    return { items: await reGuaranteeAccounts(this.pool, id) };
  }

  @Post('re-guarantee-settlements')
  @HttpCode(202)
  @Allow('finance')
  @ApiOperation({
    operationId: 'settleReGuaranteePremium',
    summary: 'Settle the premium ceded to re-guarantors by the end of a month',
    description:
      'Every case of the book with an open account orders what it owes of the bank, one payment for each re-guarantor, and asks back what one of them owes. A payment is booked when the bank confirms it; one that it rejects is a task `rejectedPayment` of finance. A month that is settled again tells no case twice.',
  })
  @ApiResponse({
    status: 202,
    standardSchema: settled,
    description: 'Under way: in how many cases an account is open.',
  })
  @ApiResponse(problemResponse(400, 'malformedRequest'))
  @ApiResponse(problemResponse(422, 'invalidRequest'))
  async settle(
    @Param('id', { schema: identifier }) id: string,
    @Body({ schema: settlement }) { month }: z.output<typeof settlement>,
  ): Promise<{ month: string; guarantees: number }> {
    await knownBook(this.pool, id);
    return { month, guarantees: await settleReGuaranteeMonth(this.pool, id, month) };
  }
}
