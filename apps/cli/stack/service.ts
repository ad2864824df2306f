import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, renameSync, statSync } from 'node:fs';
import { lastLines } from './folder.js';
import { messageOf, pause, StackFailure, type Say, type ServiceName } from './names.js';
import { identify } from './processes.js';
import type { Watchdog } from './watchdog.js';

/** How one process of the stack is started, known to be ready, and stopped. */
export interface ServiceSpec {
  readonly name: ServiceName;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly uid?: number | undefined;
  readonly gid?: number | undefined;
  /** True for our own Node programs: they say `{ready: true}` and leave when the channel closes. */
  readonly ipc: boolean;
  readonly stopSignal: NodeJS.Signals;
  readonly logPath: string;
  /** How often a start that ends at once is tried: more than once where chance has a part in it. */
  readonly attempts?: number;
  /** Clears what a killed predecessor left in the way. */
  beforeStart?(): Promise<void> | void;
  /** True once the process answers. */
  answers(): Promise<boolean>;
}

/** What a service needs of the stack around it. */
export interface Surroundings {
  readonly say: Say;
  readonly watchdog: Watchdog;
  /** Called when a process came or went. */
  changed(): void;
  /** Called when a service died too often to be started again. */
  gaveUp(failure: StackFailure): void;
  /** Unforeseen deaths within a minute before the service is given up. */
  readonly mayDieAMinute: number;
}

const deadly: ReadonlySet<NodeJS.Signals> = new Set([
  'SIGKILL',
  'SIGTERM',
  'SIGINT',
  'SIGQUIT',
  'SIGABRT',
]);
const readyWithinMs = 90_000;
const stopWithinMs = 15_000;
const logLimitBytes = 20 * 1024 * 1024;

/** One process, kept alive: it is started again, a little later each time, when it dies unbidden. */
export class Service {
  #child: ChildProcess | undefined;
  #phase: 'down' | 'starting' | 'up' | 'stopping' = 'down';
  #saidReady = false;
  #expectedDeath = false;
  #deaths: number[] = [];
  #waiting: (() => void)[] = [];
  restarts = 0;

  constructor(
    readonly spec: ServiceSpec,
    private readonly around: Surroundings,
  ) {}

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get isUp(): boolean {
    return this.#phase === 'up';
  }

  /** Starts the process and waits until it answers. @throws StackFailure with the end of its log. */
  async start(): Promise<void> {
    this.#phase = 'starting';
    for (let left = (this.spec.attempts ?? 1) - 1; ; left -= 1) {
      try {
        await this.#launch();
        return;
      } catch (error) {
        if (left === 0 || this.#isStopping() || this.#runs()) throw error;
        this.around.say(`${messageOf(error)}\n${this.spec.name} is started once more.`);
      }
    }
  }

  /** Waits until the process is up, for instance again after it was killed. */
  async whenUp(): Promise<void> {
    if (this.isUp) return;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Sends a signal on purpose: the death that may follow is not held against the service. */
  kill(signal: NodeJS.Signals): void {
    if (deadly.has(signal) && this.isUp) {
      this.#expectedDeath = true;
      this.#phase = 'starting';
    }
    this.#child?.kill(signal);
  }

  /** Stops the process by its own way of stopping, and by force when that takes too long. */
  async stop(): Promise<void> {
    this.#phase = 'stopping';
    const child = this.#child;
    if (child && isRunning(child)) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill(this.spec.stopSignal);
      const force = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
      await gone;
      clearTimeout(force);
    }
    this.#phase = 'down';
  }

  async #launch(): Promise<void> {
    await this.spec.beforeStart?.();
    this.#mustGoOn();
    const child = this.#spawn();
    this.#child = child;
    await this.#answers(child);
    this.#mustGoOn();
    this.#phase = 'up';
    this.around.changed();
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** A stop may come while the process is starting. */
  #mustGoOn(): void {
    if (this.#phase !== 'starting') throw new StackFailure(`${this.spec.name} is being stopped.`);
  }

  #spawn(): ChildProcess {
    const { spec } = this;
    turnOver(spec.logPath);
    const log = openSync(spec.logPath, 'a');
    this.#saidReady = false;
    const child = spawn(spec.command, spec.args, {
      cwd: spec.cwd,
      env: spec.env,
      uid: spec.uid,
      gid: spec.gid,
      // A group of its own: a terminal's Ctrl-C reaches the supervisor alone, which stops all in order.
      detached: true,
      stdio: spec.ipc ? ['ignore', log, log, 'ipc'] : ['ignore', log, log],
    });
    closeSync(log);
    child.on('error', (error) => {
      this.around.say(`${spec.name} cannot be started: ${messageOf(error)}`);
    });
    child.on('message', (message) => {
      if (isReadyMessage(message)) this.#saidReady = true;
    });
    const identity = child.pid === undefined ? undefined : identify(child.pid);
    if (identity) this.around.watchdog.watch({ ...identity, stopSignal: spec.stopSignal });
    child.once('exit', (code, signal) => {
      if (child.pid !== undefined) this.around.watchdog.forget(child.pid);
      this.#exited(code, signal);
    });
    this.around.changed();
    return child;
  }

  async #answers(child: ChildProcess): Promise<void> {
    const deadline = Date.now() + readyWithinMs;
    for (;;) {
      if (!isRunning(child)) throw this.#failure('stopped while it was starting');
      if (this.#saidReady || (await this.spec.answers())) return;
      if (Date.now() > deadline) throw this.#failure('did not answer in time');
      await pause(40);
    }
  }

  #exited(code: number | null, signal: NodeJS.Signals | null): void {
    if (this.#phase === 'stopping' || this.#phase === 'down') return;
    const wasUp = this.#phase === 'up' || this.#expectedDeath;
    if (!wasUp) return;
    this.#phase = 'starting';
    const expected = this.#expectedDeath;
    this.#expectedDeath = false;
    if (!expected) this.#deaths = [...this.#deaths, Date.now()].filter(isRecent);
    this.around.say(this.#obituary(code, signal));
    this.around.changed();
    void this.#revive();
  }

  async #revive(): Promise<void> {
    while (this.#phase === 'starting') {
      if (this.#deaths.length > this.around.mayDieAMinute) {
        this.#phase = 'down';
        this.around.gaveUp(this.#failure('died too often to be started again'));
        return;
      }
      await pause(delayAfter(this.#deaths.length));
      try {
        this.#mustGoOn();
        await this.#launch();
        this.restarts += 1;
        this.around.say(`${this.spec.name} runs again (pid ${this.pid ?? 'unknown'}).`);
        return;
      } catch (error) {
        if (this.#isStopping()) return;
        this.#deaths.push(Date.now());
        this.around.say(messageOf(error));
        this.#child?.kill('SIGKILL');
      }
    }
  }

  #runs(): boolean {
    return this.#child !== undefined && isRunning(this.#child);
  }

  #isStopping(): boolean {
    return this.#phase !== 'starting';
  }

  #obituary(code: number | null, signal: NodeJS.Signals | null): string {
    const how = signal ? `was killed by ${signal}` : `ended with code ${code ?? 'unknown'}`;
    const { name, logPath } = this.spec;
    const heading = `${name} (pid ${this.pid ?? 'unknown'}) ${how}; it is started again.`;
    return signal === null ? [heading, ...quoteLog(logPath)].join('\n') : heading;
  }

  #failure(what: string): StackFailure {
    const { name, logPath } = this.spec;
    return new StackFailure([`${name} ${what}.`, ...quoteLog(logPath)].join('\n'));
  }
}

const isReadyMessage = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && 'ready' in message && message.ready === true;

const isRunning = (child: ChildProcess): boolean =>
  child.pid !== undefined && child.exitCode === null && child.signalCode === null;

const isRecent = (instant: number): boolean => instant > Date.now() - 60_000;

const delayAfter = (deaths: number): number => Math.min(8000, 125 * 2 ** Math.min(deaths, 6));

function quoteLog(path: string): string[] {
  const lines = lastLines(path);
  return lines.length === 0
    ? [`  Its log ${path} is empty.`]
    : [`  The end of ${path}:`, ...lines.map((line) => `  | ${line}`)];
}

/** A log that has grown large becomes the previous log. */
function turnOver(path: string): void {
  if (existsSync(path) && statSync(path).size > logLimitBytes) renameSync(path, `${path}.1`);
}
