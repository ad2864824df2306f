import type { TypedWait, WaitParty } from '#mining/bottlenecks/typed-wait';
import { OFFICE_HOURS_UTC, WorkingTime } from '#mining/calendar/working-time';
import { SeededRandom } from '#mining/simulation/random';

/** One wait of a generated life. Stages are gone through in order; people of one stage work in no other. */
export interface StageOfLife {
  readonly stage: string;
  readonly waitFor: string;
  readonly party: WaitParty;
  readonly contractual?: boolean;
  /** Mean of the work (ours: working hours; others: hours by the clock). */
  readonly meanHours: number;
  /** Agreed time in hours by the clock from the beginning of the wait; null: the contract names no end. */
  readonly agreedHours: number | null;
  /** People who do it, first come first served; none: the party does it out of our sight. */
  readonly people?: number;
  /** Share of the cases that need it at all. */
  readonly share?: number;
  /** Share of the cases sent back once for papers (补件), which take so many hours; then the work is done again. */
  readonly sentBack?: { readonly share: number; readonly hours: number };
  /** Share of the executions that a rule does at once. */
  readonly automatic?: number;
  /** Work begins only in this hour of the week from Monday 00:00 UTC: a committee that sits once a week. */
  readonly sitsAtHour?: number;
}

const hourMs = 3_600_000;
const office = new WorkingTime(OFFICE_HOURS_UTC);
export const beginMs = Date.UTC(2025, 0, 6, 8);

/**
 * A life from check to the loan's end, quick everywhere against its timetable. Three waits are far longer than any
 * planted delay, and all of them are agreed: the letter's validity, the loan's term, and the cure period.
 */
export const quietLife: readonly StageOfLife[] = [
  own('screening', 'screeningReview', 1, 72, 2),
  other('creditCheck', 'creditReport', 'bureau', 4, 72),
  own('dueDiligence', 'leadReport', 3, 120, 4),
  own('approval', 'officerApproval', 1.5, 96, 2),
  other('commitment', 'bankDecision', 'bank', 20, 240),
  other('contracting', 'signatures', 'signers', 30, 240),
  other('securing', 'conditions', 'registry', 40, 360),
  other('premium', 'premiumReceipt', 'borrower', 24, 240),
  other('disbursement', 'disbursement', 'bank', 300, 2160, true),
  { ...other('servicing', 'cure', 'bank', 500, 2200, true), share: 0.3 },
  { ...other('servicing', 'repayment', 'agreement', 2000, 0, true), agreedHours: null },
  { ...own('claim', 'claimReview', 2, 240, 1), share: 0.2 },
  { ...other('reimbursement', 'reimbursement', 'reGuarantor', 100, 720), share: 0.2 },
];

function own(stage: string, waitFor: string, meanHours: number, agreed: number, people: number) {
  return { stage, waitFor, party: 'us' as const, meanHours, agreedHours: agreed, people };
}

function other(
  stage: string,
  waitFor: string,
  party: WaitParty,
  meanHours: number,
  agreedHours: number,
  contractual = false,
): StageOfLife {
  return { stage, waitFor, party, meanHours, agreedHours, contractual };
}

/** The life with one wait changed. */
export function withStage(waitFor: string, change: Partial<StageOfLife>): StageOfLife[] {
  return quietLife.map((stage) => (stage.waitFor === waitFor ? { ...stage, ...change } : stage));
}

/**
 * Lives of so many cases, an arrival every `hoursBetween` working hours on average. Generated stage by stage with a
 * queue of its own each, independent of the simulation under test.
 */
export function generateLives(
  stages: readonly StageOfLife[],
  seed: number,
  { cases = 400, hoursBetween = 1 } = {},
): TypedWait[] {
  const random = new SeededRandom(seed);
  let arrivalMs = beginMs;
  let lives = Array.from({ length: cases }, (_, n) => {
    arrivalMs = office.instantAfter(arrivalMs, exponential(random, hoursBetween)) ?? arrivalMs;
    return { caseId: `G${n}`, readyMs: arrivalMs };
  });
  const waits: TypedWait[] = [];
  for (const stage of stages) {
    const done = new Map<string, number>();
    const present = lives.filter(() => random.next() < (stage.share ?? 1));
    const first = goThrough(stage, present, random, 1, stage.waitFor);
    waits.push(...first);
    for (const wait of first) done.set(wait.caseId, wait.toMs ?? 0);
    const back = first.filter(() => random.next() < (stage.sentBack?.share ?? 0));
    const papers = goThrough(
      {
        ...stage,
        waitFor: 'supplement',
        party: 'borrower',
        meanHours: stage.sentBack?.hours ?? 0,
        people: 0,
      },
      back.map(({ caseId, toMs }) => ({ caseId, readyMs: toMs ?? 0 })),
      random,
      1,
      'supplement',
    ).map((wait) => ({ ...wait, agreedUntilMs: wait.toMs }));
    const again = goThrough(
      stage,
      papers.map(({ caseId, toMs }) => ({ caseId, readyMs: toMs ?? 0 })),
      random,
      2,
      `${stage.waitFor} again`,
    );
    waits.push(...papers, ...again);
    for (const wait of again) done.set(wait.caseId, wait.toMs ?? 0);
    lives = lives.map(({ caseId, readyMs }) => ({ caseId, readyMs: done.get(caseId) ?? readyMs }));
  }
  return waits;
}

function goThrough(
  stage: StageOfLife,
  lives: readonly { caseId: string; readyMs: number }[],
  random: SeededRandom,
  attempt: number,
  desk: string,
): TypedWait[] {
  const freeMs = Array<number>(stage.people ?? 0).fill(-Infinity);
  return [...lives]
    .sort((a, b) => a.readyMs - b.readyMs)
    .map(({ caseId, readyMs }) => {
      const isAutomatic = random.next() < (stage.automatic ?? 0);
      const workMs = isAutomatic ? 0 : exponential(random, stage.meanHours);
      const named = isAutomatic || freeMs.length === 0 ? undefined : earliest(freeMs);
      let startedMs = named === undefined ? readyMs : Math.max(readyMs, freeMs[named] ?? readyMs);
      if (named !== undefined) startedMs = sitting(stage, startedMs);
      const toMs =
        named === undefined
          ? startedMs + workMs
          : (office.instantAfter(startedMs, workMs) ?? startedMs + workMs);
      if (named !== undefined) freeMs[named] = toMs;
      return {
        caseId,
        stage: stage.stage,
        waitFor: stage.waitFor,
        party: stage.party,
        contractual: stage.contractual ?? false,
        fromMs: readyMs,
        toMs,
        agreedUntilMs: stage.agreedHours === null ? null : readyMs + stage.agreedHours * hourMs,
        pausedMs: 0,
        resource: named === undefined ? null : `${desk} ${named + 1}`,
        startedMs: named === undefined ? null : startedMs,
        attempt,
      };
    });
}

/** The first instant at which the stage works. */
function sitting({ sitsAtHour }: StageOfLife, atMs: number): number {
  if (sitsAtHour === undefined) return office.nextWorkingInstant(atMs) ?? atMs;
  const weekMs = 168 * hourMs;
  const monday = Date.UTC(1970, 0, 5);
  const hour = Math.floor(((((atMs - monday) % weekMs) + weekMs) % weekMs) / hourMs);
  if (hour >= sitsAtHour && hour < sitsAtHour + 8) return atMs;
  const thisWeek = Math.floor((atMs - monday) / weekMs) * weekMs + monday + sitsAtHour * hourMs;
  return thisWeek > atMs ? thisWeek : thisWeek + weekMs;
}

function earliest(freeMs: readonly number[]): number {
  return freeMs.indexOf(Math.min(...freeMs));
}

function exponential(random: SeededRandom, meanHours: number): number {
  return Math.round(-Math.log(1 - random.next()) * meanHours * hourMs);
}
