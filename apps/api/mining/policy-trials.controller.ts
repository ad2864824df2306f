import { Body, Controller, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { GivenPolicy } from '#products/policy/changed-policy';
import { Allow, staff } from '../access/allow.js';
import { problemResponse } from '../reference/problem-response.js';
import { MiningService } from './mining.service.js';
import {
  policyEffectAnswer,
  policyToTry,
  policyTrialQuery,
  type PolicyTrialQuery,
} from './policy-trial.schemas.js';

/** The policy time machine. */
@ApiTags('mining')
@Controller('policy')
@Allow(...staff)
export class PolicyTrialsController {
  constructor(@Inject(MiningService) private readonly mining: MiningService) {}

  @Post('trials')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'tryPolicy',
    summary: 'What our own cases would have come to under other rules',
    description:
      'The body is a whole pack, or overrides of parts of packs for all products or by product, and limit rules under `limits`. Recorded inputs go through the same decisions again; `{}` shows that they reproduce every decision, and `unfaithful` names the cases of which they do not. Limits are judged on whole books, whichever cases are shown. Nothing is stored. docs/mining.md says what is assumed.',
  })
  @ApiResponse({
    status: 200,
    standardSchema: policyEffectAnswer,
    description: 'Flips, and sums before and after.',
  })
  @ApiResponse(problemResponse(400, 'malformedRequest', 'invalidParameter'))
  @ApiResponse(problemResponse(422, 'invalidRequest'))
  async try(
    @Query({ schema: policyTrialQuery }) query: PolicyTrialQuery,
    @Body({ schema: policyToTry }) given: GivenPolicy,
  ): Promise<object> {
    return this.mining.ask({ query, asked: { kind: 'policy', given } });
  }
}
