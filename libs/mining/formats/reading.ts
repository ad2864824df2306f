import { type EventLog, EventLogBuilder, type LoggedEvent } from '#mining/log/event-log';

/** What is wrong with an input, and where: lines count from 1; binary formats know only the record. */
export interface Problem {
  readonly file: string;
  readonly line?: number;
  readonly reason: string;
  /** A lenient reading would set it aside and go on. */
  readonly avoidable?: boolean;
}

/** What a lenient reading left out. `problems` names the first ones; `events` counts them all. */
export interface SetAside {
  readonly events: number;
  readonly problems: readonly Problem[];
}

/** The outcome of reading a log. Without leniency the first broken event ends the reading. */
export type LogReading =
  { readonly kind: 'read'; readonly log: EventLog; readonly setAside: SetAside } | BrokenReading;

export interface BrokenReading {
  readonly kind: 'broken';
  readonly problem: Problem;
}

export interface ReadingOptions {
  /** Set broken events aside and go on, instead of refusing the file. */
  readonly lenient?: boolean;
  /** The log's name; the file's name without its endings where not given. */
  readonly name?: string;
}

/** The input can't be understood. Readers turn it into a `broken` reading; nothing else is swallowed. */
export class BrokenInput extends Error {
  constructor(
    readonly reason: string,
    readonly line?: number,
    /** A lenient reading would set it aside and go on. */
    readonly avoidable = false,
  ) {
    super(reason);
    this.name = 'BrokenInput';
  }
}

/** A value whose text can't be read; what it belongs to can be set aside, and the reading goes on. */
export class UnreadableText extends BrokenInput {}

/** "loans.xes:12: the event has no timestamp". */
export function describeProblem(problem: Problem): string {
  const place = problem.line === undefined ? problem.file : `${problem.file}:${problem.line}`;
  return `${place}: ${problem.reason}`;
}

const MOST_PROBLEMS_NAMED = 100;

/** Stands between a reader and the builder: keeps the sound events and sets the broken ones aside, or refuses. */
export class EventIntake {
  readonly builder = new EventLogBuilder();
  private readonly problems: Problem[] = [];
  private broken = 0;

  constructor(
    private readonly file: string,
    private readonly lenient: boolean,
  ) {}

  keep(event: LoggedEvent): void {
    this.builder.add(event);
  }

  /** A broken event (or a row that should have been one). Throws BrokenInput unless the reading is lenient. */
  setAside(reason: string, line?: number): void {
    if (!this.lenient) throw new BrokenInput(reason, line, true);
    this.broken += 1;
    this.name(reason, line);
  }

  /** A fault that costs no event, such as a case's attribute. Throws BrokenInput unless the reading is lenient. */
  note(reason: string, line?: number): void {
    if (!this.lenient) throw new BrokenInput(reason, line, true);
    this.name(reason, line);
  }

  /** The rest of the input can't be read. Throws BrokenInput unless the reading is lenient and got some events. */
  breakOff(trouble: BrokenInput): void {
    const { reason, line } = trouble;
    if (this.builder.size === 0) throw trouble;
    if (!this.lenient) throw new BrokenInput(reason, line, true);
    this.name(`${reason}; the rest of the file is left out`, line);
  }

  finish(name: string): LogReading {
    const setAside = { events: this.broken, problems: this.problems };
    return { kind: 'read', log: this.builder.build(name), setAside };
  }

  private name(reason: string, line?: number): void {
    if (this.problems.length >= MOST_PROBLEMS_NAMED) return;
    this.problems.push({ file: this.file, reason, ...(line !== undefined && { line }) });
  }
}

/** Runs a reader and turns its BrokenInput into a returned reading that names the file. */
export async function guardReading<R = LogReading>(
  file: string,
  read: () => Promise<R>,
): Promise<R | BrokenReading> {
  try {
    return await read();
  } catch (trouble) {
    return { kind: 'broken', problem: problemOf(file, trouble) };
  }
}

/** The problem behind an error; errors that are neither broken input nor the file system's are thrown on. */
function problemOf(file: string, trouble: unknown): Problem {
  if (trouble instanceof BrokenInput) {
    const { reason, line, avoidable } = trouble;
    return { file, reason, ...(line !== undefined && { line }), ...(avoidable && { avoidable }) };
  }
  const code = codeOf(trouble);
  if (code === 'ENOENT') return { file, reason: 'there is no such file' };
  if (code === 'EISDIR') return { file, reason: 'this is a folder, not a file' };
  if (code === 'EACCES') return { file, reason: 'the file may not be read' };
  throw trouble;
}

/** The code of one of Node's own errors, such as ENOENT. */
export function codeOf(trouble: unknown): unknown {
  return typeof trouble === 'object' && trouble !== null && 'code' in trouble
    ? trouble.code
    : undefined;
}
