import type { Urls } from './apps.js';
import type { Secrets } from './folder.js';
import type { Say, ServiceName, StackFailure } from './names.js';
import type { Ports } from './ports.js';

/** What to start, and where. */
export interface StackOptions {
  /** The state folder: database files, logs, secrets, `run.json`. */
  readonly directory: string;
  /** Without it, the ports that `env` names, else the standard ones. */
  readonly ports?: Ports;
  /** Which services to start; all by default. */
  readonly only?: readonly ServiceName[];
  /** False leaves the database's schema as it is. */
  readonly migrate?: boolean;
  readonly log?: Say;
  /** Aborted, it ends a start that is under way; a stack that is up is stopped by `stop()`. */
  readonly stop?: AbortSignal;
  /** The environment that the services get, and that may name a PostgreSQL or a Temporal that runs. */
  readonly env?: NodeJS.ProcessEnv;
  /** Settings of the embedded PostgreSQL beyond ours. */
  readonly postgresSettings?: Readonly<Record<string, string>>;
  readonly temporalSearchAttributes?: readonly string[];
  /** Without Temporal's screen. */
  readonly headless?: boolean;
  /** Unforeseen deaths within a minute before a service is given up; 6 by default. */
  readonly mayDieAMinute?: number;
}

/** A running stack. */
export interface Stack {
  readonly urls: Urls;
  readonly ports: Ports;
  readonly directory: string;
  readonly secrets: Secrets;
  /** Where PostgreSQL and Temporal came from, in words. */
  readonly sources: Readonly<Record<'postgres' | 'temporal', string>>;
  /** Settles when a service was given up: the stack is of no use any more and should be stopped. */
  readonly failed: Promise<StackFailure>;
  /** The process of a service, if it runs here. */
  child(name: ServiceName): { readonly pid: number; readonly restarts: number } | undefined;
  /** Sends a signal to a service's process. One that dies of it is started again. */
  kill(name: ServiceName, signal?: NodeJS.Signals): void;
  /** Waits until a service is up, for instance again after it was killed. */
  whenUp(name: ServiceName): Promise<void>;
  /** Stops a service properly and starts it again. */
  restart(name: ServiceName): Promise<void>;
  /** Stops everything, last started first. */
  stop(): Promise<void>;
}
