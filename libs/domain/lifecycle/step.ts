/** The contract between a case's workflow and the steps that record it. */
import type { Due, DueName, Instant, Wait } from './agenda.js';
import type { Ending, Place } from './stages.js';

/** What made a case take a step: the stage's opening, a partner's message, a person's command, or a due. */
export type Cause = 'opening' | `message:${number}` | `command:${string}` | `due:${number}`;

/** Which step of which case, why, and at which instant of the case's clock. Idempotent on (guarantee, no). */
export interface StepRef {
  readonly guarantee: string;
  readonly no: number;
  readonly cause: Cause;
  readonly at: Instant;
  readonly lastMessageNo: number;
  /** The case's agenda as the step finds it. */
  readonly agenda: readonly Due[];
}

/** A due as a step plans it; the case numbers it. */
export type NewDue = Omit<Due, 'no'>;

/** Dues that a step takes off the agenda: all of a name, or those of one subject. */
export interface ClearedDue {
  readonly name: DueName;
  readonly subject?: string;
}

/** Does the pattern take this due off the agenda? */
export function isCleared(due: NewDue, pattern: ClearedDue): boolean {
  return (
    pattern.name === due.name && (pattern.subject === undefined || pattern.subject === due.subject)
  );
}

/** What a step leaves behind: the result for the stage, and the position that is now recorded. */
export interface StepOutcome<Result = void> {
  readonly result: Result;
  /**
   * Why the step was taken. Another cause than was asked for: before a crash the case had taken another turn first,
   * and that turn stands.
   */
  readonly cause: Cause;
  readonly at: Instant;
  readonly place: Place;
  readonly ending: Ending | null;
  readonly wait: Wait | null;
  readonly planned: readonly NewDue[];
  readonly cleared: readonly ClearedDue[];
}
