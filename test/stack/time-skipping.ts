import { TestWorkflowEnvironment } from '@temporalio/testing';

/** The server must answer within five seconds of its start, which a busy machine may not grant at once. */
export async function startTimeSkipping(
  path: string,
  attempts = 6,
): Promise<TestWorkflowEnvironment> {
  try {
    return await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path } },
    });
  } catch (error) {
    if (attempts === 1) throw error;
    return startTimeSkipping(path, attempts - 1);
  }
}
