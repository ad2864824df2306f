/** JSON over HTTP to one of the stack's programs, over connections that are kept open. */
import { setMaxListeners } from 'node:events';
import { Agent, request } from 'undici';
import { CommandFailure, exitCodes } from '../failure.js';
import { readProblem, refusalOf } from './problem.js';

export interface JsonRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** Instead of a body: fields as a form sends them. */
  readonly form?: Readonly<Record<string, string>>;
  /** Instead of a body: a file's bytes as they are. */
  readonly file?: { readonly content: Buffer; readonly type: string };
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface JsonAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly etag: string | null;
}

export interface DoorOptions {
  /** What is behind the door, for messages: `API`, `sandbox`. */
  readonly name: string;
  readonly url: string;
  /** How long to keep asking while nothing answers, or it answers that it is in trouble. 0: ask once. */
  readonly patienceMs?: number;
  readonly connections?: number;
  readonly signal?: AbortSignal;
}

/** No answer came. The error may be of another realm, where it is no `Error` of ours. */
class Unreached {
  constructor(readonly error: Error) {}
}

const answerTimeoutMs = 180_000;
const firstPauseMs = 100;
const longestPauseMs = 3_000;

/**
 * Every call through the door must be safe to repeat, because an answer can be lost on its way: with patience,
 * a call is repeated while the other side is away (killed, restarting) or says that it cannot serve now.
 */
export class JsonDoor {
  private readonly agent: Agent;

  constructor(private readonly options: DoorOptions) {
    // One signal stops every call under way, and many are under way at once.
    if (options.signal !== undefined) setMaxListeners(0, options.signal);
    this.agent = new Agent({
      connections: options.connections ?? 64,
      headersTimeout: answerTimeoutMs,
      bodyTimeout: answerTimeoutMs,
      keepAliveTimeout: 30_000,
    });
  }

  get url(): string {
    return this.options.url;
  }

  /** @throws CommandFailure with the problem that the other side names, or that nothing answers. */
  async call(wanted: JsonRequest): Promise<JsonAnswer> {
    const askUntil = Date.now() + (this.options.patienceMs ?? 0);
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      const answer = await this.ask(wanted).catch(
        (error: unknown) => new Unreached(error as Error),
      );
      if (!(answer instanceof Unreached) && !isTrouble(answer)) return this.settle(wanted, answer);
      if (Date.now() + pauseMs > askUntil || this.options.signal?.aborted === true) {
        if (answer instanceof Unreached) throw this.unreachable(answer.error);
        return this.settle(wanted, answer);
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  async close(): Promise<void> {
    await this.agent.close();
  }

  private async ask(wanted: JsonRequest): Promise<JsonAnswer> {
    const response = await request(new URL(wanted.path, this.options.url), {
      dispatcher: this.agent,
      method: wanted.method,
      headers: headersOf(wanted),
      ...bodyOf(wanted),
      ...(this.options.signal === undefined ? {} : { signal: this.options.signal }),
    });
    const text = await response.body.text();
    const etag = response.headers.etag;
    return {
      status: response.statusCode,
      body: readJson(text),
      etag: typeof etag === 'string' ? etag : null,
    };
  }

  private settle({ method, path }: JsonRequest, answer: JsonAnswer): JsonAnswer {
    if (answer.status < 400) return answer;
    throw refusalOf(readProblem(answer.status, answer.body), `${method} ${path}`);
  }

  private unreachable(error: Error): CommandFailure {
    const { name, url } = this.options;
    return new CommandFailure(
      `the ${name} at ${url} does not answer (${reasonOf(error)})`,
      'Start the stack with `npm start`, or name a running one with AVAL_API_URL.',
      exitCodes.unreachable,
    );
  }
}

const passing = ['idempotencyKeyInFlight', 'notSettled'];

/** Too busy, restarting, or not done yet: it may well serve later. A 502 is the word of somebody further on. */
function isTrouble({ status, body }: JsonAnswer): boolean {
  if ([429, 500, 503, 504].includes(status)) return true;
  return status === 409 && passing.includes(readProblem(status, body).code);
}

function bodyOf({ body, form, file }: JsonRequest): { body?: string | Buffer } {
  if (file !== undefined) return { body: file.content };
  if (form !== undefined) return { body: new URLSearchParams(form).toString() };
  return body === undefined ? {} : { body: JSON.stringify(body) };
}

function headersOf(wanted: JsonRequest): Record<string, string> {
  return {
    accept: 'application/json, application/problem+json',
    ...(wanted.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(wanted.file === undefined ? {} : { 'content-type': wanted.file.type }),
    ...(wanted.form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    ...(wanted.token === undefined ? {} : { authorization: `Bearer ${wanted.token}` }),
    ...wanted.headers,
  };
}

function readJson(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function reasonOf(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return code || error.message || error.name;
}
