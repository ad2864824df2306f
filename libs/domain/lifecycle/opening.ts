/** The input of a case's workflow: numbers, codes and dates, no personal data. */
import type { Due, Instant, Wait } from './agenda.js';
import type { Message } from './messages.js';
import type { Ending, Phase, Place } from './stages.js';

/** Real: one timer for the first due. Driven: no timer; only `advance` moves the clock. */
export type ClockKind = 'real' | 'driven';

export interface Opening {
  readonly number: string;
  readonly book: string;
  readonly product: string;
  readonly packVersion: string;
  readonly clock: ClockKind;
  /** The instant of the application on the case's clock. */
  readonly startsAt: Instant;
  /** Where an earlier run of the same case left off; absent in the first. */
  readonly carried?: Carried;
}

/** What a case takes from one run to the next. Taken only at rest, so nothing is in flight. */
export interface Carried {
  readonly phase: Phase | 'ended';
  readonly place: Place;
  readonly ending: Ending | null;
  readonly clockAt: Instant;
  readonly lastMessageNo: number;
  readonly nextStepNo: number;
  readonly nextDueNo: number;
  readonly agenda: readonly Due[];
  /** Facts that came early and wait for their stage. */
  readonly held: readonly Message[];
  readonly wait: Wait | null;
}

/** The live position, as the workflow itself knows it. */
export interface Position {
  readonly number: string;
  readonly place: Place;
  readonly ending: Ending | null;
  readonly clockAt: Instant;
  readonly wait: Wait | null;
  readonly nextDueAt: Instant | null;
  readonly lastMessageNo: number;
  readonly atRest: boolean;
}

/** How a driven case answers `advance`: it rests, its clock at the instant asked for. */
export interface Rest {
  readonly clock: Instant;
  readonly waitingFor: string | null;
  readonly nextDue: Instant | null;
  readonly ending: Ending | null;
}
