import { describe, expect, test } from '@jest/globals';
import { Worker } from '@temporalio/worker';
import { join } from 'node:path';
import { findTestServer } from '../../apps/cli/stack/test-server.js';
import { projectFolder } from '../../apps/cli/stack/folder.js';
import { startTimeSkipping } from '../stack/time-skipping.js';
import type { yearLong } from './year-long.js';

const server = await findTestServer();
if (server.kind === 'missing') console.warn(`skipped: no time-skipping server (${server.reason})`);
const testWithServer = server.kind === 'found' ? test : test.skip;

describe('the time-skipping test server', () => {
  testWithServer(
    'lets a year of waiting pass at once',
    async () => {
      if (server.kind === 'missing') throw new Error(server.reason);
      const env = await startTimeSkipping(server.path);
      try {
        const worker = await Worker.create({
          connection: env.nativeConnection,
          taskQueue: 'year',
          workflowsPath: join(projectFolder, 'test/cli/year-long.ts'),
        });
        const days = await worker.runUntil(
          env.client.workflow.execute<typeof yearLong>('yearLong', {
            taskQueue: 'year',
            workflowId: 'year',
          }),
        );
        expect(days).toBe(365);
      } finally {
        await env.teardown();
      }
    },
    120_000,
  );

  test('is named by its variable, or that file is said to be missing', async () => {
    const named = await findTestServer({ AVAL_TEMPORAL_TEST_SERVER: '/nowhere/server' });
    expect(named).toEqual({
      kind: 'missing',
      reason: 'AVAL_TEMPORAL_TEST_SERVER names /nowhere/server, which is not there',
    });
  });
});
