/** Why everything is to stop, in words. */
export interface StopWishes {
  /** Aborted at the first wish. */
  readonly signal: AbortSignal;
  /** Settles with the reason at the first wish. */
  readonly wished: Promise<string>;
  forget(): void;
}

const hurryAfterMs = 1500;
const lookForParentEveryMs = 500;

/**
 * Listens for everything that ends a running stack: Ctrl-C, TERM, a closed terminal, and a starter or
 * parent that is gone. A second Ctrl-C ends this process at once; its watchdog cleans up.
 */
export function listenForStop(): StopWishes {
  const controller = new AbortController();
  let settle: (reason: string) => void = () => undefined;
  const wished = new Promise<string>((resolve) => (settle = resolve));
  let firstAt = 0;

  const wish = (reason: string): void => {
    if (controller.signal.aborted) return;
    firstAt = Date.now();
    controller.abort();
    settle(reason);
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    // One Ctrl-C arrives twice, from the terminal and from the starter: only a later one is meant as a second.
    const again = signal === 'SIGINT' && controller.signal.aborted;
    if (again && Date.now() - firstAt > hurryAfterMs) process.exit(130);
    wish(signal === 'SIGINT' ? 'Ctrl-C' : signal);
  };
  const onDisconnect = (): void => {
    wish('the starter is gone');
  };
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) wish('the parent process is gone');
  }, lookForParentEveryMs);
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, onSignal);
  if (process.connected) process.on('disconnect', onDisconnect);

  return {
    signal: controller.signal,
    wished,
    forget: () => {
      clearInterval(watch);
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(name, onSignal);
      process.off('disconnect', onDisconnect);
    },
  };
}
