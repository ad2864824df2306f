/**
 * Outlives its supervisor by a few seconds: when the supervisor is gone, however it went, this stops
 * what it was told of, last started first, so that not even `kill -9` leaves a process behind.
 */
import { pause } from './names.js';
import { signal, stillRuns } from './processes.js';
import type { WatchdogMessage, Watched } from './watchdog.js';

const patienceMs = 10_000;
const watched: Watched[] = [];

process.on('message', (message: WatchdogMessage) => {
  switch (message.kind) {
    case 'watch':
      watched.push(message.process);
      break;
    case 'forget':
      watched.splice(0, watched.length, ...watched.filter(({ pid }) => pid !== message.pid));
      break;
  }
});
process.on('disconnect', () => {
  void stopAll().then(() => process.exit(0));
});
// A terminal's Ctrl-C is the supervisor's affair: it stops everything in order.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => undefined);

async function stopAll(): Promise<void> {
  for (const process of [...watched].reverse()) await stop(process);
}

async function stop(process: Watched): Promise<void> {
  signal(process, process.stopSignal);
  const deadline = Date.now() + patienceMs;
  while (stillRuns(process) && Date.now() < deadline) await pause(50);
  signal(process, 'SIGKILL');
}
