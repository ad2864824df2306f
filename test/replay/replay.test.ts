import { describe, expect, test } from '@jest/globals';
import { endings } from '#domain/lifecycle/stages';
import { DeterminismViolationError } from '@temporalio/workflow';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtFolder } from '../../apps/cli/stack/folder.js';
import { readRuns, recordedLifeNames } from './histories.js';

const codePath = join(builtFolder, 'workflow-bundle.js');

Runtime.install({ logger: new DefaultLogger('ERROR') });

/**
 * A case lives for years, and its workflow's code changes meanwhile: whatever was recorded must still be told in the
 * same words. Where this fails the change needs `patched()`, or the histories are no one's any more and are
 * recorded anew.
 */
/** The workflow as it would be after a careless change: the same life, but another first step. */
function carelesslyChanged(): { readonly code: string } {
  const code = readFileSync(codePath, 'utf8');
  const firstStep = /\.perform\)\(guarantee, 'takeIn', \{\}\)/;
  expect(code).toMatch(firstStep);
  return { code: code.replace(firstStep, ".perform)(guarantee, 'screen', {})") };
}

describe('the recorded lives', () => {
  test('are not told by a workflow that was changed without a patch: this test can fail', async () => {
    const [first] = readRuns('released').map(({ name, history }) => ({
      workflowId: name,
      history,
    }));
    const results = Worker.runReplayHistories({ workflowBundle: carelesslyChanged() }, [
      first ?? { workflowId: '', history: {} },
    ]);
    const errors: unknown[] = [];
    for await (const { error } of results) errors.push(error);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toBeInstanceOf(DeterminismViolationError);
  }, 120_000);

  test('there is one for every ending', () => {
    expect(recordedLifeNames()).toEqual(expect.arrayContaining([...endings]));
  });

  test.each(recordedLifeNames())(
    'the life "%s" is told by the workflow of today as it was recorded',
    async (life) => {
      const runs = readRuns(life).map(({ name, history }) => ({ workflowId: name, history }));
      const told: string[] = [];
      const results = Worker.runReplayHistories({ workflowBundle: { codePath } }, runs);
      for await (const { workflowId, error } of results) {
        expect(error).toBeUndefined();
        told.push(workflowId);
      }
      expect(told).toEqual(runs.map(({ workflowId }) => workflowId));
    },
    120_000,
  );
});
