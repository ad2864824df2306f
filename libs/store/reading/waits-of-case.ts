import type { Instant, WaitOwner } from '#domain/lifecycle/agenda';
import type { StepOutcome } from '#domain/lifecycle/step';
import type { Queryable } from '../queryable.js';

/** A wait of a case: for what and on whom, from when until when, and which step ended it. */
export interface WaitView {
  readonly for: string;
  readonly on: WaitOwner;
  readonly since: Instant;
  readonly dueAt: Instant | null;
  /** Null while the case still waits. */
  readonly until: Instant | null;
  readonly endedByStep: number | null;
}

type StepRow = Pick<StepOutcome, 'at' | 'wait'> & { readonly no: number };

/** Every wait of a case in its order, as its steps have recorded them. */
export async function listWaits(store: Queryable, number: string): Promise<WaitView[]> {
  const { rows } = await store.query<StepRow>(
    `select no, result->>'at' as "at", result->'wait' as wait from aval.step
      where guarantee = $1 order by no`,
    [number],
  );
  return waitsOf(rows);
}

/** Folds steps into waits: a wait lasts until the first step that leaves another one, or none. */
export function waitsOf(steps: readonly StepRow[]): WaitView[] {
  const waits: WaitView[] = [];
  for (const { no, at, wait } of steps) {
    const open = waits.at(-1);
    const goesOn = open?.until === null && open.for === wait?.for && open.since === wait.since;
    if (goesOn) continue;
    if (open?.until === null) waits[waits.length - 1] = { ...open, until: at, endedByStep: no };
    if (wait !== null) waits.push({ ...wait, until: null, endedByStep: null });
  }
  return waits;
}
