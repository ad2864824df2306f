import { describe, expect, test } from '@jest/globals';
import { ServiceError } from '@temporalio/client';
import { isUnavailability } from '../../apps/api/http/trouble.js';

/** What Temporal's client throws when its server answers with this gRPC status. */
const answeredWith = (code: number, details: string): ServiceError =>
  new ServiceError('Workflow Update failed', {
    cause: Object.assign(new Error(`${code} ${details}`), { code, details, metadata: {} }),
  });

describe('a command that Temporal turns away', () => {
  test('may be repeated when the turn of its case timed out on a busy worker', () => {
    const details =
      'Unable to perform workflow execution update due to Workflow Task in failed state.';
    expect(isUnavailability(answeredWith(9, details))).toBe(true);
  });

  test('is a fault of ours when it could never have been understood', () => {
    expect(isUnavailability(answeredWith(3, 'invalid argument'))).toBe(false);
  });
});
