/** One recorded fact, with the instant of the step that recorded it. */
export interface DecisionFact<Data = unknown> {
  readonly kind: string;
  readonly at: string;
  readonly data: Data;
}

/** All that was on record when a case was decided, and what its money says now. */
export interface DecisionRecord {
  readonly number: string;
  readonly product: string;
  readonly packVersion: string;
  readonly programme: string;
  readonly programmeVersion: string;
  readonly currency: string;
  readonly bank: string;
  readonly loanMinor: number;
  readonly amountMinor: number;
  readonly tenorMonths: number;
  readonly issuedOn: string | null;
  readonly timeZone: string;
  readonly form: Readonly<Record<string, unknown>>;
  readonly consent: Readonly<Record<string, string>> | null;
  /** In the order of recording. */
  readonly facts: readonly DecisionFact[];
  readonly screeningReview: string | null;
  readonly outstandingMinor: number;
  /** Payouts of principal that were neither recovered nor will be: receivable and written off. */
  readonly lossMinor: number;
}
