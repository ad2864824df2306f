import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import { drawApplication } from '../../../apps/cli/portfolio/applicants.js';
import { Chance } from '../../../apps/cli/portfolio/random.js';
import { apply } from '../../../apps/cli/api/aval-api.js';
import type { Session } from '../../../apps/cli/session.js';
import type { BusinessDate } from '#domain/calendar/business-date';
import { describeCost, type HistoryCost } from './history-cost.js';

const atOnce = 32;

export interface OurRun {
  readonly seconds: number;
  readonly cost: HistoryCost;
  readonly commitsPerLife: number;
  readonly eventsPerLife: number;
  /** Milliseconds from the application's request to its approval, sorted. */
  readonly decisionMs: readonly number[];
}

/** Straight-through lives up to in force, over the API, the sandbox answering at once; real clock. */
export async function runOurLives(
  session: Session,
  pool: Pool,
  temporal: Client,
  lives: number,
): Promise<OurRun> {
  const today = new Date().toISOString().slice(0, 10) as BusinessDate;
  const before = await commitsOf(pool);
  const begun = performance.now();
  const numbers: string[] = [];
  let left = lives;
  const lane = async (): Promise<void> => {
    while (left-- > 0) numbers.push(await applyOnce(session, today));
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  await untilInForce(pool, numbers);
  const seconds = (performance.now() - begun) / 1000;
  const commits = (await commitsOf(pool)) - before;
  const cost = await describeCost(
    temporal,
    numbers.slice(0, 5).map((number) => `guarantee/${number}`),
  );
  return {
    seconds,
    cost,
    commitsPerLife: commits / lives,
    eventsPerLife: await eventsOf(pool, numbers),
    decisionMs: await decisionTimes(pool, numbers),
  };
}

/** Milliseconds from request to automatic decision, sorted, with nothing else under way: one life after the other. */
export async function decideOneByOne(
  session: Session,
  pool: Pool,
  lives: number,
): Promise<number[]> {
  const today = new Date().toISOString().slice(0, 10) as BusinessDate;
  const numbers: string[] = [];
  for (let life = 0; life < lives; life += 1) {
    const number = await applyOnce(session, today);
    await untilInForce(pool, [number]);
    numbers.push(number);
  }
  return decisionTimes(pool, numbers);
}

async function applyOnce({ api, people }: Session, today: BusinessDate): Promise<string> {
  const reference = randomUUID();
  const serial = Number.parseInt(reference.slice(0, 8), 16);
  const terms = {
    product: 'bao-wei-dai',
    serial,
    loanMinor: 20_000_000,
    tenorMonths: 12,
    appliedOn: today,
  } as const;
  const drawn = drawApplication(terms, new Chance(serial));
  return apply(
    api,
    {
      ...drawn,
      book: 'bench',
      product: 'bao-wei-dai',
      clientReference: reference,
      currency: 'CNY',
      loanMinor: terms.loanMinor,
      amountMinor: 16_000_000,
      tenorMonths: 12,
      appliedOn: today,
    },
    reference,
    people.applicant,
  );
}

async function untilInForce(pool: Pool, numbers: readonly string[]): Promise<void> {
  const deadline = performance.now() + 600_000;
  for (;;) {
    const { rows } = await pool.query<{ open: number }>(
      `select count(*)::int as open from aval.guarantee where number = any ($1) and stage <> 'servicing'`,
      [numbers],
    );
    if (rows[0]?.open === 0) return;
    if (performance.now() > deadline)
      throw new Error(`${String(rows[0]?.open)} lives never came in force`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Transactions that wrote something, so far: each takes one number; those that only read take none. */
async function commitsOf(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ commits: string }>(
    'select pg_snapshot_xmax(pg_current_snapshot())::text as commits',
  );
  return Number(rows[0]?.commits ?? 0);
}

async function eventsOf(pool: Pool, numbers: readonly string[]): Promise<number> {
  const { rows } = await pool.query<{ events: number }>(
    'select count(*)::float8 / $2 as events from aval.process_event where guarantee = any ($1)',
    [numbers, numbers.length],
  );
  return rows[0]?.events ?? 0;
}

async function decisionTimes(pool: Pool, numbers: readonly string[]): Promise<number[]> {
  const { rows } = await pool.query<{ ms: number }>(
    `select extract(epoch from e.recorded_at - g.created_at)::float8 * 1000 as ms
     from aval.guarantee g join aval.process_event e on e.guarantee = g.number and e.name = 'GuaranteeApproved'
     where g.number = any ($1) order by 1`,
    [numbers],
  );
  return rows.map(({ ms }) => ms);
}
