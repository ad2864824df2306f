import { isGrpcServiceError, ServiceError } from '@temporalio/client';

/**
 * gRPC statuses of a server that is not there: unavailable, deadline exceeded, resources exhausted; and, precondition
 * failed, of a case whose last turn timed out on a busy worker: Temporal turns every Update away until it is tried again.
 */
const grpcTrouble = new Set([14, 4, 8, 9]);
const networkTrouble = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** True when something we depend on cannot be reached: the request may be repeated as it is. */
export function isUnavailability(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  if (thrown instanceof ServiceError || thrown instanceof AggregateError) {
    return isUnavailability(thrown instanceof AggregateError ? thrown.errors[0] : thrown.cause);
  }
  if (isGrpcServiceError(thrown)) return grpcTrouble.has(thrown.code);
  const code = codeOf(thrown);
  if (code === undefined) return /terminat|timeout exceeded when trying/i.test(thrown.message);
  // PostgreSQL's classes 08 (connection), 53 (resources) and 57P (being shut down or started).
  return networkTrouble.has(code) || /^(08|53|57P)/.test(code);
}

/** True for PostgreSQL's class 22: a value that passed our schemas and still cannot be stored. */
export function isUnstorable(thrown: unknown): boolean {
  return thrown instanceof Error && /^22/.test(codeOf(thrown) ?? '');
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
