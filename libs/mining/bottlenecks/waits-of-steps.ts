import type { Instant, Wait } from '#domain/lifecycle/agenda';
import type { RecordedStep, RecordedTask } from '#domain/lifecycle/logged-case';
import { type TypedWait, partyOf } from './typed-wait.js';

/**
 * Waits that contract or law give: the loan's term, the letter's validity, the cure period (代偿宽限期), the guarantee
 * period and the time in which a reconsideration (复议) may be asked for.
 */
export const contractualWaits: ReadonlySet<string> = new Set([
  'repayment',
  'disbursement',
  'cure',
  'guaranteePeriod',
  'reconsideration',
]);

/** What comes after these in a stage is done once more: papers were missing (补件), or the refusal is reviewed (复议). */
const reworkWaits: ReadonlySet<string> = new Set(['supplement', 'claimPapers', 'reconsideration']);

/**
 * The waits of one case, from its steps in their order: each lasts from the step that began it to the first that left
 * another. Tasks tell who did the work and when it was begun; tasks beside the case's own wait (inspections during the
 * loan's term) are waits of their own, taken back ones left out.
 */
export function waitsOfSteps(
  caseId: string,
  steps: readonly RecordedStep[],
  tasks: readonly RecordedTask[] = [],
): TypedWait[] {
  const waits: TypedWait[] = [];
  const uncovered = new Set(tasks);
  eachStay(steps, ({ wait, stage, endsAt, attempt }) => {
    const covered = [...uncovered].filter((task) => isCoveredBy(task, wait, stage, endsAt));
    for (const task of covered) uncovered.delete(task);
    const last = covered
      .filter(({ decidedAt }) => decidedAt !== null)
      .sort((a, b) => msOf(a.decidedAt) - msOf(b.decidedAt))
      .at(-1);
    waits.push({
      caseId,
      stage,
      waitFor: wait.for,
      party: partyOf(wait.on),
      contractual: wait.on === 'term' || contractualWaits.has(wait.for),
      fromMs: msOf(wait.since),
      toMs: endsAt === null ? null : msOf(endsAt),
      agreedUntilMs: wait.dueAt === null ? null : msOf(wait.dueAt),
      pausedMs: 0,
      resource: last?.decidedBy ?? null,
      startedMs: last === undefined || last.claimedAt === null ? null : msOf(last.claimedAt),
      attempt,
    });
  });
  return [...waits, ...besides(caseId, uncovered)].sort((a, b) => a.fromMs - b.fromMs);
}

interface Stay {
  readonly wait: Wait;
  readonly stage: string;
  readonly endsAt: Instant | null;
  readonly attempt: number;
}

/** Goes through the waits in their order, with how often the stage had to be gone through again until each. */
function eachStay(steps: readonly RecordedStep[], visit: (stay: Stay) => void): void {
  let place: string | undefined;
  let attempt = 1;
  const seen = new Set<string>();
  steps.forEach(({ wait, place: now }, n) => {
    if (now !== place) {
      place = now;
      attempt = 1;
      seen.clear();
    }
    const before = steps[n - 1]?.wait ?? null;
    if (wait === null || (before !== null && isSame(before, wait))) return;
    const next = steps.slice(n + 1).find((later) => !isSame(later.wait, wait));
    const isContractual = wait.on === 'term' || contractualWaits.has(wait.for);
    const isRework = reworkWaits.has(wait.for);
    if (seen.has(wait.for) && !isContractual && !isRework) attempt++;
    visit({ wait, stage: now, endsAt: next?.at ?? null, attempt });
    if (isRework) {
      attempt++;
      seen.clear();
    } else seen.add(wait.for);
  });
}

function isSame(one: Wait | null, other: Wait): boolean {
  return one !== null && one.for === other.for && one.since === other.since;
}

/** A task of our own people that was opened within the wait and stage, and is what the case waits for. */
function isCoveredBy(task: RecordedTask, wait: Wait, stage: string, endsAt: Instant | null) {
  if (wait.on !== 'us' || task.stage !== stage) return false;
  const openedMs = msOf(task.openedAt);
  return openedMs >= msOf(wait.since) && (endsAt === null || openedMs < msOf(endsAt));
}

function besides(caseId: string, tasks: Iterable<RecordedTask>): TypedWait[] {
  return [...tasks]
    .filter(({ cancelled }) => cancelled !== true)
    .map((task) => ({
      caseId,
      stage: task.stage,
      waitFor: task.kind,
      party: 'us',
      contractual: false,
      fromMs: msOf(task.openedAt),
      toMs: task.decidedAt === null ? null : msOf(task.decidedAt),
      agreedUntilMs: task.dueAt === null ? null : msOf(task.dueAt),
      pausedMs: 0,
      resource: task.decidedBy,
      startedMs: task.claimedAt === null ? null : msOf(task.claimedAt),
      attempt: 1,
    }));
}

function msOf(instant: Instant | null): number {
  return instant === null ? NaN : Date.parse(instant);
}
