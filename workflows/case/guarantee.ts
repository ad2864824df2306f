import type { Due, Instant, Wait } from '#domain/lifecycle/agenda';
import type { CommandAnswer, MessageKind } from '#domain/lifecycle/messages';
import type { Carried, ClockKind, Opening, Position, Rest } from '#domain/lifecycle/opening';
import { receptionOf } from '#domain/lifecycle/reception';
import { isEnding, phaseOf } from '#domain/lifecycle/stages';
import type { Ending, Place, Stage } from '#domain/lifecycle/stages';
import type { Cause, StepOutcome, StepRef } from '#domain/lifecycle/step';
import { condition } from '@temporalio/workflow';
import { Agenda } from './agenda.js';
import { causeOf, Mailbox } from './mailbox.js';
import type { Letter } from './mailbox.js';

/** The next thing that happens to a case. */
export type Turn = Letter | { readonly kind: 'due'; readonly due: Due };

/**
 * One case as its workflow holds it: where it stands, its clock, its agenda and its mailbox. What it holds is what
 * the last step recorded, so that the workflow and PostgreSQL never tell two stories.
 */
export class Guarantee {
  readonly number: string;
  readonly agenda: Agenda;
  readonly mailbox: Mailbox;
  readonly clock: ClockKind;
  /** The phase in which this run began. */
  readonly openedIn: Carried['phase'];
  place: Place;
  ending: Ending | null;
  wait: Wait | null;

  private clockAt: Instant;
  private horizon: Instant;
  private nextStepNo: number;
  private resting = false;
  /** The turn that is being taken; none while a stage opens. */
  private turn: Turn | undefined;

  constructor(readonly opening: Opening) {
    const from: Carried = opening.carried ?? birthOf(opening);
    this.number = opening.number;
    this.clock = opening.clock;
    this.openedIn = from.phase;
    this.place = from.place;
    this.ending = from.ending;
    this.wait = from.wait;
    this.clockAt = from.clockAt;
    this.horizon = from.clockAt;
    this.nextStepNo = from.nextStepNo;
    this.agenda = new Agenda(from.agenda, from.nextDueNo);
    this.mailbox = new Mailbox(from.held, from.lastMessageNo);
  }

  get stage(): Stage {
    if (isEnding(this.place)) throw new Error(`${this.number} has ended: ${this.place}`);
    return this.place;
  }

  /** True until the stage's opening step has said what the case waits for. */
  get isFresh(): boolean {
    return this.wait === null;
  }

  get hasLetters(): boolean {
    return this.mailbox.has((kind) => this.takes(kind));
  }

  get atRest(): boolean {
    return this.resting && !this.canMove();
  }

  /** The instant of the case's clock: the due's own while a due is performed, else now. */
  now(): Instant {
    return this.clockAt;
  }

  /**
   * The next letter or due, one at a time. Dues whose instant has come go first. Driven, the case rests until it is
   * told to advance; real, one timer stands for the first due.
   */
  async next(): Promise<Turn> {
    this.turn = await this.nextTurn();
    return this.turn;
  }

  private async nextTurn(): Promise<Turn> {
    for (;;) {
      this.readRealClock();
      const due = this.agenda.takeUpTo(this.horizon);
      if (due !== undefined) {
        this.moveTo(due.at);
        return { kind: 'due', due };
      }
      this.moveTo(this.horizon);
      const letter = this.mailbox.take((kind) => this.takes(kind));
      if (letter !== undefined) return letter;
      await this.rest();
    }
  }

  /** Whatever the mailbox still holds that can be taken now, without waiting. */
  nextLetter(): Letter | undefined {
    this.readRealClock();
    this.moveTo(this.horizon);
    const letter = this.mailbox.take((kind) => this.takes(kind));
    this.turn = letter;
    return letter;
  }

  answer(commandId: string, answer: CommandAnswer): void {
    this.mailbox.answer(commandId, answer);
  }

  stepRef(): StepRef {
    return {
      guarantee: this.number,
      no: this.nextStepNo++,
      cause: this.turn === undefined ? 'opening' : causeOfTurn(this.turn),
      at: this.clockAt,
      lastMessageNo: this.mailbox.lastMessageNo,
      agenda: this.agenda.all(),
    };
  }

  /** Takes over the position that a step has recorded. */
  assume<Result>(outcome: StepOutcome<Result>): Result {
    this.turn = undefined;
    this.moveTo(outcome.at);
    this.place = outcome.place;
    this.ending = outcome.ending;
    this.wait = outcome.wait;
    this.agenda.clear(outcome.cleared);
    this.agenda.plan(outcome.planned);
    return outcome.result;
  }

  /**
   * Before a crash the case had taken another turn as this step. That turn stands: its cause is out of the mailbox or
   * the agenda, its position is taken over, and the turn in hand waits again.
   */
  concede(outcome: StepOutcome<unknown>): void {
    const { turn } = this;
    this.drop(outcome.cause);
    this.assume(outcome);
    if (turn?.kind === 'due') this.agenda.putBack(turn.due);
    else if (turn !== undefined) this.mailbox.putBack(turn);
  }

  private drop(cause: Cause): void {
    if (cause.startsWith('due:')) this.agenda.drop(Number(cause.slice('due:'.length)));
    else this.mailbox.drop(cause);
  }

  advanceTo(to: Instant): void {
    if (to > this.horizon) this.horizon = to;
  }

  restAt(): Rest {
    return {
      clock: this.clockAt,
      waitingFor: this.wait?.for ?? null,
      nextDue: this.agenda.first()?.at ?? null,
      ending: this.ending,
    };
  }

  position(): Position {
    return {
      number: this.number,
      place: this.place,
      ending: this.ending,
      clockAt: this.clockAt,
      wait: this.wait,
      nextDueAt: this.agenda.first()?.at ?? null,
      lastMessageNo: this.mailbox.lastMessageNo,
      atRest: this.atRest,
    };
  }

  carry(): Carried {
    return {
      phase: isEnding(this.place) ? 'ended' : phaseOf(this.place),
      place: this.place,
      ending: this.ending,
      clockAt: this.clockAt,
      lastMessageNo: this.mailbox.lastMessageNo,
      nextStepNo: this.nextStepNo,
      ...this.agenda.carry(),
      held: this.mailbox.held(),
      wait: this.wait,
    };
  }

  private async rest(): Promise<void> {
    this.resting = true;
    const first = this.agenda.first();
    const moves = (): boolean => this.canMove();
    if (this.clock === 'driven' || first === undefined) await condition(moves);
    else await condition(moves, Math.max(1, Date.parse(first.at) - Date.now()));
    this.resting = false;
  }

  private canMove(): boolean {
    return this.horizon > this.clockAt || this.hasLetters;
  }

  private takes(kind: MessageKind): boolean {
    return receptionOf(this.place, kind) !== 'later';
  }

  private readRealClock(): void {
    if (this.clock === 'real') this.advanceTo(new Date(Date.now()).toISOString());
  }

  private moveTo(instant: Instant): void {
    if (instant > this.clockAt) this.clockAt = instant;
  }
}

function causeOfTurn(turn: Turn): Cause {
  return turn.kind === 'due' ? `due:${turn.due.no}` : causeOf(turn);
}

function birthOf(opening: Opening): Carried {
  return {
    phase: 'origination',
    place: 'intake',
    ending: null,
    clockAt: opening.startsAt,
    lastMessageNo: 0,
    nextStepNo: 1,
    agenda: [],
    nextDueNo: 1,
    held: [],
    wait: null,
  };
}
