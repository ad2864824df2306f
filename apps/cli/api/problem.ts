/** The API's Problem Details (RFC 9457) as a sentence for people: what happened, and what to do. */
import { CommandFailure, exitCodes, type ExitCode } from '../failure.js';
import { called } from '../invocation.js';

export interface Problem {
  readonly status: number;
  /** The stable code; empty where the other side gave none. */
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  /** Fields that were wrong, each as `place: message`. */
  readonly mismatches: readonly string[];
}

/** A refusal that a program may act on: the world takes some codes for "already done". */
export class Refusal extends CommandFailure {
  constructor(
    readonly problem: Problem,
    asked: string,
  ) {
    super(sentenceOf(problem, asked), adviceFor(problem), exitCodeOf(problem.status));
  }
}

export function refusalOf(problem: Problem, asked: string): Refusal {
  return new Refusal(problem, asked);
}

/** Reads whatever was answered: a problem document, or any other text. */
export function readProblem(status: number, body: unknown): Problem {
  if (typeof body !== 'object' || body === null) {
    return { status, code: '', title: '', detail: textOf(body), mismatches: [] };
  }
  const fields = body as Readonly<Record<string, unknown>>;
  return {
    status,
    code: textOf(fields.code),
    title: textOf(fields.title),
    detail: textOf(fields.detail),
    mismatches: mismatchesOf(fields.errors),
  };
}

function sentenceOf(problem: Problem, asked: string): string {
  const said = [problem.title, problem.detail].filter((part) => part !== '');
  const what = said.length > 0 ? said.join(': ') : `answered ${problem.status} to ${asked}`;
  const code = problem.code === '' ? '' : ` [${problem.code}]`;
  return [`${what}${code}`, ...problem.mismatches.map((mismatch) => `  ${mismatch}`)].join('\n');
}

function adviceFor({ status, code }: Problem): string | undefined {
  return adviceByCode[code] ?? adviceByStatus[status];
}

const adviceByCode: Readonly<Record<string, string>> = {
  makerIsChecker: 'Let another person of the role decide: --as names one.',
  taskClaimedByAnother: 'Ask its holder, or wait until the task is given back.',
  taskNotOpen: `See what is open now: ${called('tasks')}`,
  roleMissing: `Act as a person of the role: --as names one (${called('token --list')} lists them).`,
  caseHasEnded: `See how it ended: ${called('show NUMBER')}`,
};

const adviceByStatus: Readonly<Record<number, string>> = {
  401: `Get a token with ${called('token ROLE')}, or let AVAL_TOKEN hold one that is still valid.`,
  403: `Act as a person who holds the role: --as names one (${called('token --list')} lists them).`,
  404: `Check the number or the id: ${called('list')} and ${called('tasks')} show them.`,
  409: `See where the case stands now: ${called('show NUMBER')}`,
  412: 'Somebody was faster: look again, then decide.',
  422: 'Correct what is named above and send it again.',
};

function exitCodeOf(status: number): ExitCode {
  if (status === 401 || status === 403) return exitCodes.forbidden;
  if (status === 400 || status === 404 || status === 422) return exitCodes.misused;
  return status < 500 ? exitCodes.refused : exitCodes.failed;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function mismatchesOf(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.map((item: unknown) => {
    if (typeof item !== 'object' || item === null) return String(item);
    const { pointer, parameter, message } = item as Readonly<Record<string, unknown>>;
    const place = textOf(pointer) || textOf(parameter);
    return [place, textOf(message)].filter((part) => part !== '').join(': ');
  });
}
