import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow } from '../access/allow.js';
import { guaranteeNumber, instant } from '../schemas.js';
import { problemResponse } from '../reference/problem-response.js';
import { ClockService } from './clock.service.js';
import { rest, type RestAnswer } from './clock.schemas.js';

const advanceRequest = z.strictObject({ to: instant }).meta({ id: 'ClockAdvance' });

/** The clock of a driven case, in demonstrations and tests only. */
@ApiTags('clock')
@Controller('guarantees/:number')
export class ClockController {
  constructor(private readonly clock: ClockService) {}

  @Post('clock')
  @HttpCode(200)
  @Allow('operations')
  @ApiOperation({
    operationId: 'advanceClock',
    summary: 'Advance a driven clock',
    description:
      'Waits until the case has settled, performs every due up to `to`, and answers when it rests again.',
  })
  @ApiResponse({ status: 200, standardSchema: rest, description: 'The case rests.' })
  @ApiResponse(problemResponse(400, 'malformedRequest'))
  @ApiResponse(problemResponse(404, 'notFound'))
  @ApiResponse(problemResponse(409, 'clockIsReal', 'clockGoesBack', 'notSettled'))
  @ApiResponse(problemResponse(422, 'invalidRequest'))
  async advance(
    @Param('number', { schema: guaranteeNumber }) number: string,
    @Body({ schema: advanceRequest }) { to }: z.output<typeof advanceRequest>,
  ): Promise<RestAnswer> {
    return this.clock.advance(number, to);
  }

  @Post('settled')
  @HttpCode(200)
  @Allow('operations')
  @ApiOperation({
    operationId: 'awaitSettled',
    summary: 'Wait until a driven case has settled',
    description:
      'Settled: every fact that came in was delivered and taken, every order was sent, and the case waits.',
  })
  @ApiResponse({ status: 200, standardSchema: rest, description: 'The case rests.' })
  @ApiResponse(problemResponse(404, 'notFound'))
  @ApiResponse(problemResponse(409, 'notSettled'))
  async settle(@Param('number', { schema: guaranteeNumber }) number: string): Promise<RestAnswer> {
    return this.clock.settle(number);
  }
}
