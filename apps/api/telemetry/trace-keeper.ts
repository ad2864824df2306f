import type { FastifyInstance } from 'fastify';
import type { Queryable } from '#store/queryable';
import type { Traced } from '#store/inbox/trace-contexts';

export const TRACE_KEEPER = Symbol('trace keeper');

/** Notes under which trace something was stored, so that its delivery belongs to the same one. */
export type TraceKeeper = (store: Queryable, traced: Traced) => Promise<void>;

/** While telemetry is off nothing is noted. */
export const keepNoTraces: TraceKeeper = () => Promise.resolve();

/** What the API needs of its traces. */
export interface ApiTraces {
  readonly traceRequests: (fastify: FastifyInstance) => void;
  readonly keepTrace: TraceKeeper;
}
