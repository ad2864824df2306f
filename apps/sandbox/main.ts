/** The sandbox as a process: settings from the environment, a word to its parent when ready, a clean end. */
import { startSandbox } from './sandbox.js';
import { readSettings } from './settings.js';

try {
  const sandbox = await startSandbox(readSettings(process.env));
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    void sandbox.stop().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // A parent that is gone cannot stop us any more, so its going is taken as the word to stop.
  process.once('disconnect', stop);
  process.stdout.write(`sandbox: listening on ${sandbox.url}\n`);
  process.send?.({ ready: true, url: sandbox.url });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
