/**
 * *The world* of one case: it holds the future facts of partners and people, and lets them happen on their days.
 * A driven clock always moves to the earlier of the next fact and the case's own next due.
 */
import { businessDateOf, endOfDay, noonOf } from '#domain/calendar/instant';
import type { Instant } from '#domain/lifecycle/agenda';
import type { Rest } from '#domain/lifecycle/opening';
import { advance, apply, refusalCodeOf, settle, type AvalApi } from '../api/aval-api.js';
import type { JsonDoor } from '../api/json-door.js';
import type { People } from '../api/people.js';
import type { Pool } from 'pg';
import { decideAs, intentionsOn, type DecidedTasks } from './approvers.js';
import type { CaseScript, Moment } from './case-script.js';
import { act } from './personal-acts.js';
import { untilAtRest } from './rest.js';
import { release, setScenario } from './sandbox-door.js';

export interface World {
  readonly api: AvalApi;
  readonly sandbox: JsonDoor;
  readonly people: People;
  /** For reading: what is open, and where a case whose clock is real stands. */
  readonly database: Pool;
}

/** What a partner may still tell of an ended case: money that comes late, or is taken back. */
const wakingFacts = ['recovery.received', 'recovery.costPaid', 'repayment.clawedBack'];

/** Where the world left a case. */
export interface LivedCase {
  readonly number: string;
  readonly rest: Rest;
  /** Moments that could not be told any more, because the case had ended before. */
  readonly untold: number;
}

/** A case takes fewer turns than this; one that takes more goes round in circles, which is a bug to be seen. */
const turnsMax = 5_000;
const hourMs = 3_600_000;

/**
 * Lives a case as its script says. Safe to repeat after a crash: the application's key, the facts' ids and the
 * clock's instants are the same again, so that what was done already is not done twice.
 */
export async function liveCase(world: World, script: CaseScript): Promise<LivedCase> {
  const { application } = script;
  if (script.partners !== undefined) {
    await setScenario(world.sandbox, application.clientReference, script.partners);
  }
  const startsAt = noonOf(script.startsOn, script.timeZone);
  const number = await apply(
    world.api,
    {
      ...application,
      appliedOn: script.startsOn,
      ...(script.clock === 'driven' ? { clock: { kind: 'driven', startsAt } } : {}),
    },
    `${application.book}/${application.clientReference}`,
    world.people.applicant,
  );
  return new CaseDriver(world, script, number).drive(startsAt);
}

/** Lives on a case that is there already: a bank has filed it, so that nobody applied for it. */
export async function followCase(
  world: World,
  script: CaseScript,
  number: string,
): Promise<LivedCase> {
  return new CaseDriver(world, script, number).drive(noonOf(script.startsOn, script.timeZone));
}

class CaseDriver {
  private pending: Moment[];
  private dropped = 0;
  private readonly decided: DecidedTasks = new Map();

  constructor(
    private readonly world: World,
    private readonly script: CaseScript,
    private readonly number: string,
  ) {
    this.pending = [...script.moments];
  }

  async drive(startsAt: Instant): Promise<LivedCase> {
    let rest = await this.moveTo(startsAt);
    for (let turn = 0; turn < turnsMax; turn += 1) {
      const next = await this.turn(rest);
      if (next === null) return { number: this.number, rest, untold: this.dropped };
      rest = next;
    }
    throw new Error(`${this.number} still has not come to rest after ${turnsMax} turns`);
  }

  /** One turn: people decide what is open, else the next thing happens; null where there is nothing more to do. */
  private async turn(rest: Rest): Promise<Rest | null> {
    if (rest.ending === null) {
      const decidedAt = await this.decideWhatIsOpen(rest);
      if (decidedAt !== null) return this.moveTo(decidedAt);
    } else this.dropWhatCannotWake();
    const at = this.nextInstant(rest);
    if (at === null) return null;
    const there = at > rest.clock && rest.ending === null ? await this.moveTo(at) : rest;
    return (await this.happen(there)) ? this.moveTo(there.clock) : there;
  }

  /** A case that has ended knows no more acts and facts, until one comes that wakes it: what follows that may be told again. */
  private dropWhatCannotWake(): void {
    const waking = this.pending.findIndex(
      (moment) => moment.kind === 'fact' && wakingFacts.includes(moment.type),
    );
    const before = waking < 0 ? this.pending.length : waking;
    this.dropped += before;
    this.pending = this.pending.slice(before);
  }

  /** @returns the instant at which something was decided; null where nothing was to be decided. */
  private async decideWhatIsOpen(rest: Rest): Promise<Instant | null> {
    const { database } = this.world;
    const intentions = await intentionsOn(database, this.number, this.script, this.decided);
    if (intentions.length === 0) return null;
    const at = this.afterThinking(rest.clock);
    if (at === null) return null;
    const there = at === rest.clock ? rest : await this.moveTo(at);
    for (const intention of intentions) await decideAs(this.world, intention, this.decided);
    return there.clock;
  }

  /** Null where thinking would last beyond the script's end: the task is left open. */
  private afterThinking(clock: Instant): Instant | null {
    const { thinkingHours = 0 } = this.script;
    if (thinkingHours === 0 || this.script.clock === 'real') return clock;
    const at = new Date(Date.parse(clock) + thinkingHours * hourMs).toISOString();
    return at > this.stopsAt() ? null : at;
  }

  /** The earlier of the next moment and the case's own next due; null where neither is to come. */
  private nextInstant(rest: Rest): Instant | null {
    const [moment] = this.pending;
    const told = moment === undefined ? null : this.instantOf(moment, rest);
    const due = rest.ending === null && this.script.clock === 'driven' ? rest.nextDue : null;
    const at = told !== null && due !== null ? earlierOf(told, due) : (told ?? due);
    return at !== null && at > this.stopsAt() ? null : at;
  }

  /** Noon of its day, or now where that is past: a fact told late keeps its day as value date. */
  private instantOf(moment: Moment, rest: Rest): Instant {
    const noon = noonOf(moment.on, this.script.timeZone);
    return noon > rest.clock && this.script.clock === 'driven' ? noon : rest.clock;
  }

  private stopsAt(): Instant {
    const { until, timeZone } = this.script;
    return until === undefined ? '9999-12-31T23:59:59.999Z' : endOfDay(until, timeZone);
  }

  /** Everything of one day that has come by now happens, in its order; after an ending, whatever is next. */
  private async happen({ clock, ending }: Rest): Promise<boolean> {
    const first = this.pending[0];
    if (first === undefined) return false;
    const isAhead = first.on > businessDateOf(clock, this.script.timeZone);
    if (this.script.clock === 'driven' && ending === null && isAhead) return false;
    do {
      await this.perform(this.pending[0] ?? first);
      this.pending.shift();
      // What wakes a case is taken in before the next is told.
    } while (ending === null && this.pending[0]?.on === first.on);
    return true;
  }

  private async perform(moment: Moment): Promise<void> {
    const { api, sandbox, people } = this.world;
    if (moment.kind === 'act') return act(api, this.number, moment, people);
    const { book, clientReference } = this.script.application;
    await release(sandbox, this.number, `${book}/${clientReference}/${moment.id}`, moment);
  }

  /** An ended case has no clock any more: a late fact wakes it at the instant at which it ended. */
  private async moveTo(to: Instant): Promise<Rest> {
    const { api, people, database } = this.world;
    if (this.script.clock === 'real') return untilAtRest(database, this.number);
    try {
      return await advance(api, this.number, to, people.operations);
    } catch (error) {
      // The case is further on than that: an earlier call had already moved it. How far, only the case itself
      // knows: its record bears the instant of its last step, and a clock may have moved without one.
      if (refusalCodeOf(error) !== 'clockGoesBack') throw error;
      return settle(api, this.number, people.operations);
    }
  }
}

const earlierOf = (left: Instant, right: Instant): Instant => (left <= right ? left : right);
