/** Demonstration approvers: they decide what is open as the script says, else with the first outcome offered. */
import { taskKinds, whyUndecidable } from '#domain/lifecycle/tasks';
import type { Pool } from 'pg';
import { decide, refusalCodeOf, type AvalApi, type Decision } from '../api/aval-api.js';
import type { People, Person } from '../api/people.js';
import type { CaseScript, StandingDecision } from './case-script.js';
import { readOpenTasks, type OpenTask } from './open-tasks.js';

/** By task id: its kind, who has spoken on it, and whether the case takes no more decisions on it. */
export type DecidedTasks = Map<string, DecidedTask>;

interface DecidedTask {
  readonly kind: string;
  readonly by: Set<string>;
  overtaken: boolean;
}

export interface Approval {
  readonly api: AvalApi;
  readonly people: People;
}

/** Refusals that another person of the same role would not meet. */
const personal = ['makerIsChecker', 'alreadyVoted', 'taskClaimedByAnother', 'roleMissing'];
/** Refusals that say that the task needs nobody any more, as when an answer was lost on its way. */
const overtaken = ['taskNotOpen', 'notAwaitedNow', 'caseHasEnded'];

/** A task that somebody is going to decide, and how. */
export interface Intention {
  readonly task: OpenTask;
  readonly decision: Decision;
}

/** Every open task of the case that its script does not leave open. */
export async function intentionsOn(
  database: Pool,
  number: string,
  script: CaseScript,
  decided: DecidedTasks,
): Promise<Intention[]> {
  const tasks = await readOpenTasks(database, number);
  return tasks.flatMap((task) => {
    const decision = decisionFor(task, script, decided);
    return decision === null ? [] : [{ task, decision }];
  });
}

function decisionFor(
  task: OpenTask,
  { decisions }: CaseScript,
  decided: DecidedTasks,
): Decision | null {
  if (decided.get(task.id)?.overtaken === true) return null;
  const occurrence = occurrenceOf(task, decided);
  const standing = decisions.find((candidate) => fits(candidate, task, occurrence));
  const outcome = standing === undefined ? taskKinds[task.kind].outcomes[0] : standing.outcome;
  return outcome === null ? null : { outcome, reasons: reasonsFor(task, outcome, standing) };
}

/** The script's own; where it gives none and the outcome stands only with one, that it was scripted. */
function reasonsFor(
  { kind }: OpenTask,
  outcome: string,
  standing: StandingDecision | undefined,
): readonly string[] {
  const given = standing?.reasons ?? [];
  return whyUndecidable(kind, outcome, given)?.code === 'reasonsMissing' ? ['asScripted'] : given;
}

function fits(standing: StandingDecision, task: OpenTask, occurrence: number): boolean {
  return (
    standing.task === task.kind &&
    (standing.occurrence === undefined || standing.occurrence === occurrence)
  );
}

/** The how-manieth task of its kind this is, in the order in which the world met them. */
function occurrenceOf(task: OpenTask, decided: DecidedTasks): number {
  const met = [...decided].filter(([id, { kind }]) => kind === task.kind && id !== task.id);
  return met.length + 1;
}

/** Decides as the first person of the role who may. */
export async function decideAs(
  { api, people }: Approval,
  { task, decision }: Intention,
  decided: DecidedTasks,
): Promise<void> {
  const record = decided.get(task.id) ?? newRecord(task);
  decided.set(task.id, record);
  for (const person of candidates(people, task, record.by)) {
    const refusal = await tryAs(api, task, decision, person);
    record.by.add(person.id);
    record.overtaken = refusal !== null && overtaken.includes(refusal);
    if (refusal === null || record.overtaken) return;
  }
  throw new Error(`nobody of the role ${task.role} may decide the task ${task.id} (${task.kind})`);
}

function newRecord({ kind }: OpenTask): DecidedTask {
  return { kind, by: new Set(), overtaken: false };
}

/** Who holds the role, made nothing that this task checks, and has not spoken on it yet. */
function candidates(people: People, task: OpenTask, spoken: ReadonlySet<string>): Person[] {
  return people
    .holding(task.role)
    .filter(({ id }) => ![...task.makers, ...task.voters].includes(id) && !spoken.has(id));
}

async function tryAs(
  api: AvalApi,
  task: OpenTask,
  decision: Decision,
  person: Person,
): Promise<string | null> {
  try {
    await decide(api, task.id, decision, person);
    return null;
  } catch (error) {
    const code = refusalCodeOf(error);
    if (code !== null && [...personal, ...overtaken].includes(code)) return code;
    throw error;
  }
}
