import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import { stages } from '#domain/lifecycle/stages';
import {
  findAnswer,
  holdKey,
  keepAnswer,
  keepFirst,
  type KeptAnswer,
  type KeyedRequest,
} from '#store/inbox/idempotency';
import { receiveApplication, type ReceivedApplication } from '#store/inbox/receive-application';
import type { Settlement } from '#store/inbox/settlement';
import { readDecision } from '#store/reading/decision';
import { inTransaction } from '#store/transaction';
import type { Caller } from '../access/caller.js';
import { SettlementWatch } from '../cases/settlement-watch.js';
import { Problem } from '../http/problem.js';
import { POOL } from '../platform.js';
import { TRACE_KEEPER, type TraceKeeper } from '../telemetry/trace-keeper.js';
import { ApplicationCheck } from './application-check.js';
import type {
  ApplicationRequest,
  JudgementAnswer,
  OpenedCaseAnswer,
} from './application.schemas.js';

/** What an application is answered: 201 for a new case, 200 for the one that its reference names. */
export interface Answered {
  readonly status: number;
  readonly opened: OpenedCaseAnswer;
}

type Standing = NonNullable<OpenedCaseAnswer['standing']>;

/** Takes in applications: each becomes one case, however often it is sent. */
@Injectable()
export class ApplicationsService {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    private readonly checker: ApplicationCheck,
    private readonly watch: SettlementWatch,
    @Inject(TRACE_KEEPER) private readonly keepTrace: TraceKeeper,
  ) {}

  async judge(request: ApplicationRequest): Promise<JudgementAnswer> {
    const checked = await this.checker.check(request);
    if (checked.kind === 'valid') return { valid: true, problems: [] };
    return { valid: false, problems: [...checked.problems] };
  }

  /** @throws Problem `invalidRequest`, `idempotencyKeyInFlight` or `idempotencyKeyReused` */
  async open(request: ApplicationRequest, key: string, caller: Caller): Promise<Answered> {
    const keyed = keyedOf(request, key, caller);
    const kept = await findAnswer(this.pool, keyed);
    if (kept !== undefined) return answerAgain(keyed, kept);
    const checked = await this.checker.check(request);
    if (checked.kind === 'invalid')
      throw new Problem('invalidRequest', { errors: checked.problems });
    const application = { ...checked.application, submittedBy: caller.person };
    return inTransaction(this.pool, async (transaction) => {
      const answered = await openOnce(transaction, keyed, application);
      if (answered.status === 201) {
        await this.keepTrace(transaction, { guarantee: answered.opened.number });
      }
      return answered;
    });
  }

  /**
   * Where the case stands once our decision is on record, it ends, it rests until a person of ours acts, or the
   * seconds are over. The first standing with a decision that a key is told is told again whenever it is repeated.
   */
  async awaitDecision(
    { number }: OpenedCaseAnswer,
    request: ApplicationRequest,
    key: string,
    caller: Caller,
    seconds: number,
  ): Promise<Standing | undefined> {
    const keyed = { ...keyedOf(request, key, caller), route: 'POST /applications: decided' };
    const kept = await findAnswer(this.pool, keyed);
    if (kept !== undefined) return kept.response as Standing;
    const standing = await this.standingWithin(number, seconds * 1000);
    if (standing?.decided !== true) return standing;
    return (await keepFirst(this.pool, keyed, 200, standing)) as Standing;
  }

  private async standingWithin(number: string, waitMs: number): Promise<Standing | undefined> {
    const rested = await this.watch.until(number, needsNoWaiting, waitMs);
    const found = rested ?? (await this.watch.look(number));
    if (found === null) return undefined;
    const { stage, ending, waitingFor, waitingOn, version } = found;
    const decision = await readDecision(this.pool, number);
    const decided = decision !== null;
    return { stage, ending, waitingFor, waitingOn, decided, decision, version };
  }
}

async function openOnce(
  transaction: PoolClient,
  keyed: KeyedRequest,
  application: ReceivedApplication,
): Promise<Answered> {
  if (!(await holdKey(transaction, keyed))) {
    throw new Problem('idempotencyKeyInFlight', { headers: { 'retry-after': '1' } });
  }
  const kept = await findAnswer(transaction, keyed);
  if (kept !== undefined) return answerAgain(keyed, kept);
  const { number, isNew, createdAt } = await receiveApplication(transaction, application);
  const { book, product, packVersion, clientReference } = application;
  const opened: OpenedCaseAnswer = {
    number,
    book,
    product,
    packVersion,
    clientReference,
    createdAt: createdAt.toISOString(),
  };
  const status = isNew ? 201 : 200;
  await keepAnswer(transaction, keyed, status, opened);
  return { status, opened };
}

function answerAgain(keyed: KeyedRequest, kept: KeptAnswer): Answered {
  if (kept.fingerprint !== keyed.fingerprint) throw new Problem('idempotencyKeyReused');
  return { status: kept.status, opened: kept.response as OpenedCaseAnswer };
}

function keyedOf(request: ApplicationRequest, key: string, { person }: Caller): KeyedRequest {
  const fingerprint = fingerprintOf(request);
  return { client: person, key, route: 'POST /applications', fingerprint };
}

/** The same for the same content, whatever the order of its fields. */
function fingerprintOf(request: ApplicationRequest): string {
  return createHash('sha256').update(JSON.stringify(request, sortedFields)).digest('base64url');
}

function sortedFields(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Nothing more comes of itself: approved and on its way, at an ending, or a person must act first. */
function needsNoWaiting({ settled, ending, stage, waitingOn, waitingFor }: Settlement): boolean {
  if (ending !== null || stages.indexOf(stage) > stages.indexOf('approval')) return true;
  return settled && (waitingOn === 'us' || waitingFor === 'reconsideration');
}
