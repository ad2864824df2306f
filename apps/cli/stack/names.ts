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

/** Waits. Supervision and polling need it; decisions never do. */
export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The message of anything that was thrown. */
export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
