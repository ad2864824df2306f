import type { CommandAnswer, CommandKind } from '#domain/lifecycle/messages';
import type { Queryable } from '../queryable.js';

/** A person's command with all that it says. Only its id, kind and task travel to the case. */
export interface PersonsCommand {
  readonly id: string;
  readonly guarantee: string;
  readonly kind: CommandKind;
  readonly task: string | null;
  readonly outcome: string | null;
  readonly reasons: readonly string[];
  readonly comment: string | null;
  readonly data: Record<string, unknown>;
  readonly byPerson: string;
  readonly byRoles: readonly string[];
}

/** Keeps what a person says before the case is asked; the same id is kept once. */
export async function recordCommand(store: Queryable, command: PersonsCommand): Promise<void> {
  await store.query(
    `insert into aval.command (id, guarantee, kind, task, outcome, reasons, comment, data, by_person, by_roles)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (id) do nothing`,
    [
      command.id,
      command.guarantee,
      command.kind,
      command.task,
      command.outcome,
      command.reasons,
      command.comment,
      JSON.stringify(command.data),
      command.byPerson,
      command.byRoles,
    ],
  );
}

/** What the case answered; the first answer stays. */
export async function recordAnswer(
  store: Queryable,
  id: string,
  answer: CommandAnswer,
): Promise<void> {
  await store.query(
    `update aval.command set answer = $2, answered_at = clock_timestamp()
      where id = $1 and answer is null`,
    [id, JSON.stringify(answer)],
  );
}

/** What is known of a command under its id: what it was about, and the case's answer once there is one. */
export interface KnownCommand {
  readonly guarantee: string;
  readonly kind: CommandKind;
  readonly task: string | null;
  readonly outcome: string | null;
  readonly answer: CommandAnswer | null;
}

export async function findCommand(store: Queryable, id: string): Promise<KnownCommand | undefined> {
  const found = await store.query<KnownCommand>(
    'select guarantee, kind, task, outcome, answer from aval.command where id = $1',
    [id],
  );
  return found.rows[0];
}
