import { pairActivityInstances } from '../intervals/activity-instances.js';
import { attributeAt } from '../log/attribute-column.js';
import { type EventLog, lifecycleCode } from '../log/event-log.js';
import { contractualWaits } from './waits-of-steps.js';
import { type TypedWait, type WaitParty, waitParties } from './typed-wait.js';

/** Names of the attributes (of a completing event) that type a wait. Absent ones: our own work, nothing agreed. */
export interface WaitAttributes {
  /** One of `waitParties`; also `term` for the agreement and `applicant` for the borrower. */
  readonly party: string;
  /** A date or epoch milliseconds. */
  readonly agreedUntil: string;
  /** A boolean. */
  readonly contractual: string;
  readonly stage: string;
  readonly attempt: string;
}

export const WAIT_ATTRIBUTES: WaitAttributes = {
  party: 'party',
  agreedUntil: 'agreedUntil',
  contractual: 'contractual',
  stage: 'stage',
  attempt: 'attempt',
};

const COMPLETE = lifecycleCode('complete');

/**
 * The waits in any log: each execution of an activity was waited for since it was scheduled or assigned, else since the
 * last execution of its case that ended before it began. Suspends inside it stop its clock. An activity that is named in
 * `contractual`, or bears the name of a contractual wait of ours, runs by contract.
 */
export function waitsOfLog(
  log: EventLog,
  contractual: ReadonlySet<string> = contractualWaits,
  names: WaitAttributes = WAIT_ATTRIBUTES,
): TypedWait[] {
  const instances = pairActivityInstances(log);
  const waits: TypedWait[] = [];
  log.caseIds.forEach((caseId, c) => {
    const completions = completionsOf(log, c);
    const repeats = new Map<number, number>();
    const first = instances.caseOffsets[c] ?? 0;
    for (let k = first; k < (instances.caseOffsets[c + 1] ?? 0); k++) {
      const code = instances.activity[k] ?? 0;
      const waitFor = log.activities[code] ?? '';
      const startedMs = instances.startMs[k] ?? 0;
      const toMs = instances.completeMs[k] ?? 0;
      const event = completions.get(`${code}/${toMs}`)?.shift() ?? -1;
      const said = (name: string) => valueAt(log, name, event);
      const party = partyNamed(said(names.party));
      const attempt = (repeats.get(code) ?? 0) + 1;
      repeats.set(code, attempt);
      waits.push({
        caseId,
        stage: textOf(said(names.stage)) ?? waitFor,
        waitFor,
        party,
        contractual:
          said(names.contractual) === true || party === 'agreement' || contractual.has(waitFor),
        fromMs: readyMs(instances, first, k),
        toMs,
        agreedUntilMs: instantOf(said(names.agreedUntil)),
        pausedMs: instances.suspendedMs[k] ?? 0,
        resource: log.resources[instances.resource[k] ?? log.noResource] ?? null,
        startedMs,
        attempt: numberOf(said(names.attempt)) ?? attempt,
      });
    }
  });
  return waits;
}

/** Completing events of a case by activity and instant, in their order. */
function completionsOf(log: EventLog, c: number): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (let k = log.caseOffsets[c] ?? 0; k < (log.caseOffsets[c + 1] ?? 0); k++) {
    if ((log.lifecycle?.[k] ?? COMPLETE) !== COMPLETE) continue;
    const key = `${log.activity[k] ?? 0}/${log.instantMs[k] ?? 0}`;
    const known = found.get(key);
    if (known) known.push(k);
    else found.set(key, [k]);
  }
  return found;
}

function readyMs(
  { scheduledMs, startMs, completeMs }: ReturnType<typeof pairActivityInstances>,
  first: number,
  k: number,
): number {
  const startedMs = startMs[k] ?? 0;
  const asked = scheduledMs[k] ?? NaN;
  if (!Number.isNaN(asked)) return Math.min(asked, startedMs);
  let latest = -Infinity;
  for (let p = first; p < k; p++) {
    const endedMs = completeMs[p] ?? 0;
    if (endedMs <= startedMs && endedMs > latest) latest = endedMs;
  }
  return latest === -Infinity ? startedMs : latest;
}

type Said = ReturnType<typeof attributeAt>;

function valueAt(log: EventLog, name: string, event: number): Said {
  const column = log.eventAttributes[name];
  return column === undefined || event < 0 ? undefined : attributeAt(column, event);
}

function partyNamed(value: Said): WaitParty {
  if (value === 'term') return 'agreement';
  if (value === 'applicant') return 'borrower';
  return waitParties.find((party) => party === value) ?? 'us';
}

function instantOf(value: Said): number | null {
  const ms = typeof value === 'string' ? Date.parse(value) : Number(value ?? NaN);
  return Number.isFinite(ms) ? ms : null;
}

function textOf(value: Said): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function numberOf(value: Said): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
