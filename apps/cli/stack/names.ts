/** The processes that make up a running Aval, in the order in which they start. */
export const serviceNames = ['postgres', 'temporal', 'sandbox', 'issuer', 'worker', 'api'] as const;

/** One process of the stack. */
export type ServiceName = (typeof serviceNames)[number];

/** The processes that are our own Node programs. */
export const appNames = ['sandbox', 'issuer', 'worker', 'api'] as const;

/** One of our own Node programs. */
export type AppName = (typeof appNames)[number];

/** Says something to whoever watches the stack: one line, without its end. */
export type Say = (line: string) => void;

/** A failure whose message is all that the operator needs: it is shown without a stack trace. */
export class StackFailure extends Error {
  override readonly name = 'StackFailure';
}

/** Waits, at most until `stop`. Supervision and polling need it; decisions never do. */
export const pause = (milliseconds: number, stop?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      stop?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    stop?.addEventListener('abort', end);
    if (stop?.aborted) end();
  });

/** The message of anything that was thrown. */
export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
