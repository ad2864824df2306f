import type { Instant } from '#domain/lifecycle/agenda';
import { taskKinds, type Role, type TaskKind } from '#domain/lifecycle/tasks';
import type { Queryable } from '../queryable.js';
import { Conditions } from './conditions.js';
import { instantOf } from './guarantee-row.js';

export const taskStatuses = ['open', 'claimed', 'decided', 'cancelled'] as const;
export type TaskStatus = (typeof taskStatuses)[number];

/** A human task with the case that it belongs to. */
export interface TaskView {
  readonly id: string;
  readonly guarantee: string;
  readonly kind: TaskKind;
  readonly role: Role;
  readonly stage: string;
  readonly subject: string | null;
  readonly status: TaskStatus;
  /** What its decision may be. */
  readonly outcomes: readonly string[];
  /** The outcomes that stand only with a reason, each with the usual reason codes. */
  readonly reasonsWanted: Readonly<Record<string, readonly string[]>>;
  readonly openedAt: Instant;
  readonly dueAt: Instant | null;
  readonly makers: readonly string[];
  readonly votesNeeded: number;
  readonly votes: number;
  readonly claimedBy: string | null;
  readonly claimedAt: Instant | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Instant | null;
  readonly outcome: string | null;
  readonly reasons: readonly string[];
  readonly case: {
    readonly book: string;
    readonly product: string;
    readonly bank: string;
    readonly currency: string;
    readonly amountMinor: number;
    readonly grade: string | null;
  };
}

type TaskRow = Omit<
  TaskView,
  'outcomes' | 'reasonsWanted' | 'case' | 'openedAt' | 'dueAt' | 'claimedAt' | 'decidedAt'
> &
  TaskView['case'] & {
    openedAt: Date;
    dueAt: Date | null;
    claimedAt: Date | null;
    decidedAt: Date | null;
  };

const columns = `
  t.id, t.guarantee, t.kind, t.role, t.stage, t.subject, t.status, t.opened_at as "openedAt",
  t.due_at as "dueAt", t.makers, t.votes_needed as "votesNeeded",
  (select count(*)::integer from aval.vote v where v.task = t.id) as votes,
  t.claimed_by as "claimedBy", t.claimed_at as "claimedAt", t.decided_by as "decidedBy",
  t.decided_at as "decidedAt", t.outcome, t.reasons,
  g.book, g.product, g.bank, g.currency, g.amount_minor as "amountMinor", g.grade`;

export interface TaskFilter {
  readonly roles?: readonly Role[] | undefined;
  readonly statuses: readonly TaskStatus[];
  readonly book?: string | undefined;
  readonly guarantee?: string | undefined;
}

/** The last task of the page before: its due, empty when it has none, and its id. */
export interface AfterTask {
  readonly dueAt: string;
  readonly id: string;
}

/** Tasks by due, those without one last. */
export async function listTasks(
  store: Queryable,
  filter: TaskFilter,
  after: AfterTask | null,
  limit: number,
): Promise<{ readonly items: readonly TaskView[]; readonly last: AfterTask | null }> {
  const conditions = new Conditions()
    .add('t.role = any (?)', filter.roles)
    .add('t.status = any (?)', filter.statuses)
    .add('g.book = ?', filter.book)
    .add('t.guarantee = ?', filter.guarantee);
  if (after !== null && after.dueAt === '')
    conditions.add('t.due_at is null and t.id > ?', after.id);
  if (after !== null && after.dueAt !== '') {
    conditions.add(
      '((t.due_at, t.id) > (?::timestamptz, ?) or t.due_at is null)',
      after.dueAt,
      after.id,
    );
  }
  const found = await store.query<TaskRow & { sorted: string | null }>(
    `select ${columns}, t.due_at::text as sorted
       from aval.task t join aval.guarantee g on g.number = t.guarantee
       ${conditions.where}
      order by t.due_at, t.id limit ${conditions.parameter(limit + 1)}`,
    conditions.values,
  );
  const rows = found.rows.slice(0, limit);
  const last = found.rows.length > limit ? rows.at(-1) : undefined;
  return {
    items: rows.map(viewOf),
    last: last === undefined ? null : { dueAt: last.sorted ?? '', id: last.id },
  };
}

export async function findTask(store: Queryable, id: string): Promise<TaskView | undefined> {
  const found = await store.query<TaskRow>(
    `select ${columns} from aval.task t join aval.guarantee g on g.number = t.guarantee where t.id = $1`,
    [id],
  );
  return found.rows[0] && viewOf(found.rows[0]);
}

function viewOf(row: TaskRow): TaskView {
  const { book, product, bank, currency, amountMinor, grade } = row;
  return {
    id: row.id,
    guarantee: row.guarantee,
    kind: row.kind,
    role: row.role,
    stage: row.stage,
    subject: row.subject,
    status: row.status,
    outcomes: taskKinds[row.kind].outcomes,
    reasonsWanted: taskKinds[row.kind].reasonsWanted,
    openedAt: row.openedAt.toISOString(),
    dueAt: instantOf(row.dueAt),
    makers: row.makers,
    votesNeeded: row.votesNeeded,
    votes: row.votes,
    claimedBy: row.claimedBy,
    claimedAt: instantOf(row.claimedAt),
    decidedBy: row.decidedBy,
    decidedAt: instantOf(row.decidedAt),
    outcome: row.outcome,
    reasons: row.reasons,
    case: { book, product, bank, currency, amountMinor, grade },
  };
}
