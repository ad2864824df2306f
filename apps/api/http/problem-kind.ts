/** What every problem of one code has in common. */
export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** What happened and what to do about it. */
  readonly explanation: string;
}
