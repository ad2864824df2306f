import type { Instant } from '#domain/lifecycle/agenda';
import { lastingTasks, taskKinds } from '#domain/lifecycle/tasks';
import type { TaskKind } from '#domain/lifecycle/tasks';
import type { CaseStep } from './case-step.js';
import { instant } from './case-row.js';
import type { NewTask } from './records.js';

/** A task as a step finds it. */
export interface TaskRow {
  readonly id: string;
  readonly kind: TaskKind;
  readonly stage: string;
  readonly role: string;
  readonly subject: string | null;
  readonly status: 'open' | 'claimed' | 'decided' | 'cancelled';
  readonly openedAt: Instant;
  readonly dueAt: Instant | null;
  readonly makers: readonly string[];
  readonly votesNeeded: number;
  readonly claimedBy: string | null;
  readonly decidedBy: string | null;
  readonly outcome: string | null;
  readonly reasons: readonly string[];
}

const columns = `id, kind, stage, role, subject, status, ${instant('opened_at')} as "openedAt",
  ${instant('due_at')} as "dueAt", makers, votes_needed as "votesNeeded", claimed_by as "claimedBy",
  decided_by as "decidedBy", outcome, reasons`;

/** Opens a task and says so in the event log (XES `schedule`). */
export async function openTask(step: CaseStep, task: NewTask): Promise<string> {
  const rule = taskKinds[task.kind];
  const id = `${step.row.number}-${step.ref.no}-${task.kind}${task.subject === undefined ? '' : `-${task.subject}`}`;
  await step.tx.query(
    `insert into aval.task (id, guarantee, kind, role, stage, subject, status, opened_at, due_at, makers, votes_needed)
     values ($1, $2, $3, $4, $5, $6, 'open', $7, $8, $9, $10)`,
    [
      id,
      step.row.number,
      task.kind,
      rule.role,
      rule.stage,
      task.subject ?? null,
      step.at,
      task.dueAt ?? null,
      task.makers ?? [],
      task.votesNeeded ?? 1,
    ],
  );
  step.emit({
    name: 'TaskOpened',
    activity: task.kind,
    transition: 'schedule',
    role: rule.role,
    data: { task: id },
  });
  return id;
}

export async function findTask(step: CaseStep, id: string | null): Promise<TaskRow | undefined> {
  if (id === null) return undefined;
  const { rows } = await step.tx.query<TaskRow>(
    `select ${columns} from aval.task where id = $1 and guarantee = $2`,
    [id, step.row.number],
  );
  return rows[0];
}

/** The one task of a kind that waits for its decision. */
export async function findOpenTask(step: CaseStep, kind: TaskKind): Promise<TaskRow | undefined> {
  const { rows } = await step.tx.query<TaskRow>(
    `select ${columns} from aval.task
     where guarantee = $1 and kind = $2 and status in ('open', 'claimed') order by opened_at desc limit 1`,
    [step.row.number, kind],
  );
  return rows[0];
}

/** Whether a task of this kind and subject waits for its decision. */
export async function hasOpenTask(
  step: CaseStep,
  kind: TaskKind,
  subject: string,
): Promise<boolean> {
  const { rowCount } = await step.tx.query(
    `select from aval.task
     where guarantee = $1 and kind = $2 and subject = $3 and status in ('open', 'claimed')`,
    [step.row.number, kind, subject],
  );
  return (rowCount ?? 0) > 0;
}

/** Gives a task until another instant. */
export async function postponeTask(step: CaseStep, id: string, dueAt: Instant): Promise<void> {
  await step.tx.query('update aval.task set due_at = $2 where id = $1', [id, dueAt]);
}

/** The decided tasks of a stage since the case entered it last, the earliest first. */
export async function decidedTasks(step: CaseStep, kinds: readonly TaskKind[]): Promise<TaskRow[]> {
  const { rows } = await step.tx.query<TaskRow>(
    `select ${columns} from aval.task
     where guarantee = $1 and kind = any ($2) and status = 'decided' and opened_at >= $3
     order by decided_at, id`,
    [step.row.number, kinds, step.row.stageEnteredAt],
  );
  return rows;
}

export async function markClaimed(step: CaseStep, id: string, person: string): Promise<void> {
  await step.tx.query(
    `update aval.task set status = 'claimed', claimed_by = $2, claimed_at = $3 where id = $1`,
    [id, person, step.at],
  );
}

/** Marks a task decided. The database refuses a person who made what is checked. */
export async function markDecided(
  step: CaseStep,
  task: TaskRow,
  decision: { person: string; role: string; outcome: string; reasons: readonly string[] },
): Promise<void> {
  await step.tx.query(
    `update aval.task set status = 'decided', decided_by = $2, decided_at = $3, outcome = $4, reasons = $5,
       claimed_by = coalesce(claimed_by, $2), claimed_at = coalesce(claimed_at, $3)
     where id = $1`,
    [task.id, decision.person, step.at, decision.outcome, decision.reasons],
  );
  step.emit({
    name: 'TaskDecided',
    activity: task.kind,
    transition: 'complete',
    resource: decision.person,
    role: decision.role,
    data: { task: task.id, outcome: decision.outcome, reasons: decision.reasons },
  });
}

/** Tasks that nobody needs to decide any more: the case has moved on without them. Without kinds: all but the lasting ones. */
export async function cancelOpenTasks(step: CaseStep, kinds?: readonly TaskKind[]): Promise<void> {
  const { rows } = await step.tx.query<{ id: string; kind: TaskKind }>(
    `update aval.task set status = 'cancelled'
     where guarantee = $1 and status in ('open', 'claimed') and (kind = any ($2::text[]) or $2::text[] is null and kind <> all ($3::text[]))
     returning id, kind`,
    [step.row.number, kinds ?? null, lastingTasks],
  );
  emitCancelled(step, rows);
}

function emitCancelled(
  step: CaseStep,
  cancelled: readonly { readonly id: string; readonly kind: TaskKind }[],
): void {
  for (const { id, kind } of cancelled) {
    step.emit({
      name: 'TaskCancelled',
      activity: kind,
      transition: 'withdraw',
      data: { task: id },
    });
  }
}

export interface Vote {
  readonly member: string;
  readonly roles: readonly string[];
  readonly vote: string;
  readonly reasons: readonly string[];
}

/** Casts one member's vote; false when that member has voted already. */
export async function castVote(step: CaseStep, task: string, vote: Vote): Promise<boolean> {
  const { rowCount } = await step.tx.query(
    `insert into aval.vote (task, member, roles, vote, reasons, cast_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (task, member) do nothing`,
    [task, vote.member, vote.roles, vote.vote, vote.reasons, step.at],
  );
  return rowCount === 1;
}

export async function votesOn(step: CaseStep, task: string): Promise<Vote[]> {
  const { rows } = await step.tx.query<Vote>(
    'select member, roles, vote, reasons from aval.vote where task = $1 order by cast_at, member',
    [task],
  );
  return rows;
}

/** Takes back the open task of one subject: what it asked for has come another way. */
export async function cancelTask(step: CaseStep, kind: TaskKind, subject: string): Promise<void> {
  const { rows } = await step.tx.query<{ id: string; kind: TaskKind }>(
    `update aval.task set status = 'cancelled'
     where guarantee = $1 and kind = $2 and subject = $3 and status in ('open', 'claimed')
     returning id, kind`,
    [step.row.number, kind, subject],
  );
  emitCancelled(step, rows);
}
