import type { StepOutcome, StepRef } from '#domain/lifecycle/step';
import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../transaction.js';
import { CaseStep } from './case-step.js';
import { lockCase } from './case-row.js';
import type { CaseRow } from './case-row.js';

type LockedCase = CaseRow & { readonly recorded: StepOutcome<unknown> | null };

/**
 * The sandwich: lock the case and read it, decide, write all that follows in the same transaction. A step that is
 * already recorded gives its first outcome and does nothing, so a worker killed at any moment loses and doubles
 * nothing.
 */
export async function recordStep<Result>(
  pool: Pool,
  ref: StepRef,
  name: string,
  decide: (step: CaseStep) => Promise<Result>,
): Promise<StepOutcome<Result>> {
  return inTransaction(pool, async (client) => {
    const { recorded, ...row } = await lock(client, ref);
    if (recorded !== null) return recorded as StepOutcome<Result>;
    const step = new CaseStep(client, ref, row);
    return step.write(name, await decide(step));
  });
}

async function lock(client: PoolClient, ref: StepRef): Promise<LockedCase> {
  const { rows } = await client.query<LockedCase>(lockCase, [ref.guarantee, ref.no]);
  const [found] = rows;
  if (found === undefined) throw new Error(`there is no guarantee ${ref.guarantee}`);
  return found;
}
