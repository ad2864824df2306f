import type { Client } from '@temporalio/client';

/** What the histories of some workflows hold, on average, summed over all runs of each. */
export interface HistoryCost {
  readonly transitions: number;
  readonly bytes: number;
  readonly events: number;
}

export async function describeCost(
  client: Client,
  workflowIds: readonly string[],
): Promise<HistoryCost> {
  const totals = { transitions: 0, bytes: 0, events: 0 };
  for (const workflowId of workflowIds) {
    for await (const run of client.workflow.list({ query: `WorkflowId = '${workflowId}'` })) {
      const described = await client.workflow.getHandle(workflowId, run.runId).describe();
      totals.transitions += Number(described.raw.workflowExecutionInfo?.stateTransitionCount ?? 0);
      totals.bytes += described.historySize ?? 0;
      totals.events += described.historyLength;
    }
  }
  const mean = (sum: number): number => Math.round(sum / workflowIds.length);
  return {
    transitions: mean(totals.transitions),
    bytes: mean(totals.bytes),
    events: mean(totals.events),
  };
}
