import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process that can be told from a later one that got the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in whatever unit this system counts; undefined where the system does not say. */
  readonly born: string | undefined;
}

/** Who the process with this number is now; undefined if there is none. */
export function identify(pid: number): ProcessIdentity | undefined {
  if (!isAlive(pid)) return undefined;
  return { pid, born: bornOf(pid) };
}

/** True if that very process still runs. */
export function stillRuns(process: ProcessIdentity): boolean {
  const now = identify(process.pid);
  if (!now) return false;
  return process.born === undefined || now.born === undefined || now.born === process.born;
}

/** Sends a signal; a process that is gone already is none of our business. */
export function signal(process: ProcessIdentity, name: NodeJS.Signals): void {
  if (!stillRuns(process)) return;
  try {
    globalThis.process.kill(process.pid, name);
  } catch {
    // It went between the look and the signal: that is what the signal was for.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPERM') return true;
    return false;
  }
  return !isZombie(pid);
}

/** The fields of Linux's /proc/<pid>/stat after the program's name (proc(5)); undefined elsewhere. */
function procFields(pid: number): string[] | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** A zombie holds a number but runs nothing: whoever should have buried it has not. */
const isZombie = (pid: number): boolean => procFields(pid)?.[0] === 'Z';

function bornOf(pid: number): string | undefined {
  // Field 22 of stat is the start time in ticks since boot; the name and the pid were cut off.
  if (process.platform === 'linux') return procFields(pid)?.[19];
  if (process.platform === 'win32') return undefined;
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}
