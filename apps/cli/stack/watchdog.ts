import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { builtFolder } from './folder.js';
import type { ProcessIdentity } from './processes.js';

/** A process to stop when the supervisor is gone, and how. */
export interface Watched extends ProcessIdentity {
  readonly stopSignal: NodeJS.Signals;
}

/** What the supervisor tells the watchdog. */
export type WatchdogMessage =
  | { readonly kind: 'watch'; readonly process: Watched }
  | { readonly kind: 'forget'; readonly pid: number };

/** The supervisor's side of the watchdog process. */
export interface Watchdog {
  readonly pid: number | undefined;
  watch(process: Watched): void;
  forget(pid: number): void;
  /** Lets the watchdog end; it stops whatever is still being watched. */
  release(): Promise<void>;
}

/** Starts the process that cleans up after a supervisor that was killed. */
export function startWatchdog(): Watchdog {
  const watched = new Map<number, Watched>();
  let child = launch();
  let released = false;

  function launch(): ChildProcess {
    const started = fork(join(builtFolder, 'apps/cli/stack/watchdog-main.js'), [], {
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [],
    });
    started.unref();
    started.channel?.unref();
    started.on('error', () => undefined);
    started.once('exit', () => {
      if (released) return;
      child = launch();
      for (const process of watched.values()) tell(child, { kind: 'watch', process });
    });
    return started;
  }

  return {
    get pid() {
      return child.pid;
    },
    watch(process) {
      watched.set(process.pid, process);
      tell(child, { kind: 'watch', process });
    },
    forget(pid) {
      watched.delete(pid);
      tell(child, { kind: 'forget', pid });
    },
    release() {
      released = true;
      const gone = new Promise<void>((resolve) => {
        child.once('exit', () => {
          resolve();
        });
      });
      child.ref();
      if (child.connected) child.disconnect();
      return child.exitCode === null ? gone : Promise.resolve();
    },
  };
}

function tell(child: ChildProcess, message: WatchdogMessage): void {
  if (child.connected) child.send(message, () => undefined);
}
