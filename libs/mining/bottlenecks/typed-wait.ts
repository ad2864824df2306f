import type { WaitOwner } from '#domain/lifecycle/agenda';

/**
 * At whose door a wait lies. `agreement`: nobody's, because contract or law give the time (the loan's term). The others
 * are those that a case of ours waits on, the applicant being the borrower here.
 */
export const waitParties = [
  'agreement',
  'us',
  'bank',
  'borrower',
  'signers',
  'bureau',
  'registry',
  'reGuarantor',
] as const;
export type WaitParty = (typeof waitParties)[number];

/** One wait of one case: for what, on whom, from when until when, and until when it was agreed to last. */
export interface TypedWait {
  readonly caseId: string;
  readonly stage: string;
  /** The wait's name, as in a pack's timetable (`councilVote`, `signatures`), or the activity waited for. */
  readonly waitFor: string;
  readonly party: WaitParty;
  /**
   * Contract or law give the time: loan term, letter validity, cure and guarantee period, time to ask for a
   * reconsideration. Without an agreed end all of it is agreed.
   */
  readonly contractual: boolean;
  /** UTC epoch milliseconds, as all instants here. */
  readonly fromMs: number;
  /** Null while the wait lasts. */
  readonly toMs: number | null;
  /** The deadline of the timetable; null where none was agreed. */
  readonly agreedUntilMs: number | null;
  /** Time inside the wait in which its clock stood still (补件): the agreed end moves by as much. */
  readonly pausedMs: number;
  /** Who ended the wait by their work; null where nobody is named. */
  readonly resource: string | null;
  /** When that work began; null where it is not known. */
  readonly startedMs: number | null;
  /** 1 the first time; more after a supplement (补件) or a reconsideration (复议), and when asked for again. */
  readonly attempt: number;
}

/** The party of a wait's owner as a case records it. */
export function partyOf(owner: WaitOwner): WaitParty {
  switch (owner) {
    case 'term':
      return 'agreement';
    case 'applicant':
      return 'borrower';
    case 'us':
    case 'bank':
    case 'signers':
    case 'bureau':
    case 'registry':
    case 'reGuarantor':
      return owner;
  }
}

/** How the time of a wait divides, in milliseconds. The parts add up to it. */
export interface WaitParts {
  readonly pausedMs: number;
  /** What contract, law or timetable give; all of a contractual wait that names no end. */
  readonly agreedMs: number;
  /** Nothing was agreed for this time, or more than was agreed: the only time that rankings count. */
  readonly beyondMs: number;
}

/** Divides a wait as it stands at `asOfMs` (open waits last until then; later ends are not known yet). */
export function partsOf(wait: TypedWait, asOfMs: number): WaitParts {
  const lengthMs = Math.max(0, Math.min(wait.toMs ?? asOfMs, asOfMs) - wait.fromMs);
  const pausedMs = Math.min(wait.pausedMs, lengthMs);
  const runningMs = lengthMs - pausedMs;
  const agreedMs = Math.min(runningMs, allowedMs(wait));
  return { pausedMs, agreedMs, beyondMs: runningMs - agreedMs };
}

function allowedMs(wait: TypedWait): number {
  if (wait.agreedUntilMs !== null) return Math.max(0, wait.agreedUntilMs - wait.fromMs);
  return wait.contractual ? Infinity : 0;
}

/** Has the wait outlasted what was agreed for it? Undefined where nothing was. */
export function isBreached(wait: TypedWait, asOfMs: number): boolean | undefined {
  return wait.agreedUntilMs === null ? undefined : partsOf(wait, asOfMs).beyondMs > 0;
}
