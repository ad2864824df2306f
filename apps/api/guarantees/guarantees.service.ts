import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { Position } from '#domain/lifecycle/opening';
import { stagesByPhase, type Stage } from '#domain/lifecycle/stages';
import { listDocuments } from '#store/reading/documents';
import { findGuarantee, listGuarantees, type GuaranteeSort } from '#store/reading/guarantees';
import type { GuaranteeView } from '#store/reading/guarantee-row';
import { listExpectedAnswers } from '#store/reading/expected-answers';
import { listHeld } from '#store/reading/inbox';
import { findCarried } from '#store/reading/life-of-case';
import { readMoney } from '#store/reading/money-of-case';
import { listTasks } from '#store/reading/tasks';
import { ownSubmissionsOnly, type Caller } from '../access/caller.js';
import { CaseGateway } from '../cases/case-gateway.js';
import { cursorOf, readCursor } from '../http/cursor.js';
import { Problem } from '../http/problem.js';
import { POOL } from '../platform.js';
import type { GuaranteeDetail } from './guarantee-detail.js';
import type { GuaranteeQuery } from './guarantee.schemas.js';

/** A case has a handful of open tasks; a list of them has an end all the same. */
const mostTasks = 200;
const dateText = /^\d{4}-\d\d-\d\d/;
/** The sorting is part of the cursor: a page of one list does not go on in another. */
const afterRow = z.discriminatedUnion('sort', [
  z.strictObject({ sort: z.enum(['number', '-number']), value: z.string(), number: z.string() }),
  z.strictObject({
    sort: z.enum(['amountMinor', '-amountMinor']),
    value: z.string().regex(/^\d{1,18}$/),
    number: z.string(),
  }),
  z.strictObject({
    sort: z.enum(['appliedOn', '-appliedOn']),
    value: z.iso.date().regex(/^(19|20|21)/),
    number: z.string(),
  }),
  z.strictObject({
    sort: z.enum(['dueAt', '-dueAt']),
    value: z
      .string()
      .regex(dateText)
      .max(40)
      .refine((value) => !Number.isNaN(Date.parse(value))),
    number: z.string(),
  }),
]);

/** Reads cases. */
@Injectable()
export class GuaranteesService {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    private readonly cases: CaseGateway,
  ) {}

  async list(
    query: GuaranteeQuery,
    caller: Caller,
  ): Promise<{ items: readonly GuaranteeView[]; next: string | null }> {
    const after = readCursor(afterRow, query.cursor);
    if (after !== null && after.sort !== query.sort) throw new Problem('cursorInvalid');
    const descending = query.sort.startsWith('-');
    const sort = query.sort.replace('-', '') as GuaranteeSort;
    const { book, product, bank, kindOfGuarantee, ending, waitingOn, dueBefore, text } = query;
    const page = await listGuarantees(
      this.pool,
      {
        ...{ book, product, bank, kindOfGuarantee, ending, waitingOn, dueBefore, text },
        stages: stagesOf(query),
        open: query.open === undefined ? undefined : query.open === 'true',
        submittedBy: ownSubmissionsOnly(caller) ?? undefined,
      },
      { sort, descending, after },
      query.limit,
    );
    const next = page.last === null ? null : cursorOf({ sort: query.sort, ...page.last });
    return { items: page.items, next };
  }

  /** @throws Problem `notFound`, also for a case that is not the caller's to see. */
  async find(number: string, caller: Caller): Promise<GuaranteeView> {
    const found = await findGuarantee(this.pool, number, ownSubmissionsOnly(caller));
    if (found === undefined) throw new Problem('notFound');
    return found;
  }

  /** The case with what is read of it most: its money, its open tasks, its documents. @throws Problem `notFound` */
  async detail(number: string, caller: Caller): Promise<GuaranteeDetail> {
    const found = await this.find(number, caller);
    const open = { guarantee: number, statuses: ['open', 'claimed'] as const };
    const [money, tasks, documents, heldFacts, alsoAwaiting] = await Promise.all([
      readMoney(this.pool, found.book, number),
      listTasks(this.pool, open, null, mostTasks),
      listDocuments(this.pool, number),
      listHeld(this.pool, number),
      listExpectedAnswers(this.pool, number),
    ]);
    return { ...found, money, tasks: tasks.items, documents, heldFacts, alsoAwaiting };
  }

  /** Where the case's own workflow says it stands; of an ended case, where it left off. */
  async position(number: string): Promise<Position> {
    const asked = await this.cases.position(number);
    if (asked.kind === 'answered') return asked.answer;
    const carried = await findCarried(this.pool, number);
    if (carried === null) throw new Problem('notFound', { detail: 'The case is not open yet.' });
    const { place, ending, clockAt, wait, agenda, lastMessageNo } = carried;
    const nextDueAt = agenda[0]?.at ?? null;
    return { number, place, ending, clockAt, wait, nextDueAt, lastMessageNo, atRest: true };
  }
}

function stagesOf({ stage, phase }: GuaranteeQuery): readonly Stage[] | undefined {
  const ofPhase: readonly Stage[] | undefined = phase && stagesByPhase[phase];
  if (stage === undefined) return ofPhase;
  return ofPhase === undefined || ofPhase.includes(stage) ? [stage] : [];
}
