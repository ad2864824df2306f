/**
 * A command that cannot go on, in words for its user: what happened, and what to do about it.
 * Shown without a stack trace.
 */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';

  constructor(
    whatHappened: string,
    readonly whatToDo?: string,
    readonly exitCode: ExitCode = exitCodes.failed,
  ) {
    super(whatHappened);
  }
}

/** What the program's exit says. */
export const exitCodes = {
  /** Done. */
  done: 0,
  /** It was tried and failed, or totals differ. */
  failed: 1,
  /** The call itself is wrong: an unknown option, an unreadable file, a malformed row. */
  misused: 2,
  /** Nothing answers at the address: no stack runs. */
  unreachable: 3,
  /** Who calls may not do this: no token, or a role is missing. */
  forbidden: 4,
  /** The engine refused by rule: the case is elsewhere, the task decided, maker is checker. */
  refused: 5,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
