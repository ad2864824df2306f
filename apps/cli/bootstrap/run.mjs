import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { project } from './project.mjs';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Runs a program to its end, with our terminal. @returns its exit code */
export function run(command, ...args) {
  const shell = process.platform === 'win32' && command.endsWith('.cmd');
  return supervise(spawn(command, args, { cwd: project, stdio: 'inherit', shell }));
}

/**
 * Runs a Node program to its end. A channel to it stays open as long as we live, so that it notices
 * when we do not.
 */
export function runNode(args, env = {}) {
  return supervise(
    spawn(process.execPath, args, {
      cwd: project,
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, ...env },
    }),
  );
}

/** Passes signals on, and ends the child when whoever started us is gone. */
function supervise(child) {
  const forward = (signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, forward);
  const parent = process.ppid;
  // TERM to npm kills npm and its shell, not us: we see only that our parent is another one.
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 500);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  }).finally(() => {
    clearInterval(watch);
    for (const signal of signals) process.off(signal, forward);
  });
}
