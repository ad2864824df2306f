import type { DueName, Instant, Wait } from '#domain/lifecycle/agenda';
import type { Carried } from '#domain/lifecycle/opening';
import { assertTransition, isEnding } from '#domain/lifecycle/stages';
import type { Ending, Place, Stage } from '#domain/lifecycle/stages';
import { isCleared } from '#domain/lifecycle/step';
import type { ClearedDue, NewDue, StepOutcome, StepRef } from '#domain/lifecycle/step';
import type { BusinessDate } from '#domain/calendar/business-date';
import { businessDateOf } from '#domain/calendar/instant';
import type { Queryable } from '../queryable.js';
import { placeOf } from './case-row.js';
import type { CaseRow } from './case-row.js';
import type {
  EdgeRow,
  EventRow,
  FactRow,
  NewEvent,
  NewFact,
  NewOrder,
  NewWait,
} from './records.js';
import { writeStep } from './write-step.js';

/** What of the case's row a step may change beside its place. */
export interface CaseChanges {
  maturityOn?: string | null;
  issuedOn?: string | null;
  productKey?: string | null;
  grade?: string | null;
  classification?: string | null;
}

/**
 * One step of a case while it is being decided: everything that it states is kept here and written at its end in
 * one statement, inside the transaction that holds the case's lock.
 */
export class CaseStep {
  readonly at: Instant;
  /** The business date of the case's clock. */
  readonly on: BusinessDate;

  private readonly events: EventRow[] = [];
  private readonly edges: EdgeRow[] = [];
  private readonly facts: FactRow[] = [];
  private readonly orders: NewOrder[] = [];
  private readonly planned: NewDue[] = [];
  private readonly cleared: ClearedDue[] = [];
  private readonly changes: CaseChanges = {};
  private currentPlace: Place;
  private currentWait: Wait | null;
  private enteredAt: Instant | null;
  private endingReason: string | null;
  private lastNo: number;

  constructor(
    readonly tx: Queryable,
    readonly ref: StepRef,
    readonly row: CaseRow,
  ) {
    this.at = ref.at;
    this.on = businessDateOf(ref.at, row.timeZone);
    this.currentPlace = placeOf(row);
    this.currentWait = waitOf(row);
    this.enteredAt = row.stageEnteredAt;
    this.endingReason = row.endingReason;
    this.lastNo = row.lastEventNo;
  }

  get place(): Place {
    return this.currentPlace;
  }

  get stage(): Stage {
    if (isEnding(this.currentPlace)) throw new Error(`${this.row.number} has ended`);
    return this.currentPlace;
  }

  get wait(): Wait | null {
    return this.currentWait;
  }

  emit(event: NewEvent): void {
    this.events.push({
      no: ++this.lastNo,
      name: event.name,
      activity: event.activity ?? this.currentPlace,
      transition: event.transition,
      stage: this.currentPlace,
      resource: event.resource ?? null,
      role: event.role ?? null,
      attempt: event.attempt ?? 1,
      businessDate: event.on ?? this.on,
      data: event.data ?? {},
    });
  }

  note(fact: NewFact): void {
    this.facts.push({
      no: ++this.lastNo,
      kind: fact.kind,
      subject: fact.subject ?? null,
      businessDate: fact.on ?? this.on,
      data: fact.data,
    });
  }

  send(order: NewOrder): void {
    this.orders.push(order);
  }

  change(changes: CaseChanges): void {
    Object.assign(this.changes, changes);
  }

  /** Opens the first stage of a life: there is no edge into it. */
  begin(): void {
    this.enteredAt = this.at;
  }

  /** Moves the case: the edge fact is written, and what the old place waited for is over. */
  enter(place: Place): void {
    assertTransition(this.currentPlace, place);
    const enteredAt = this.enteredAt ?? this.at;
    this.edges.push({ no: ++this.lastNo, from: this.currentPlace, to: place, enteredAt });
    this.currentPlace = place;
    this.enteredAt = this.at;
    this.stopWaiting();
  }

  /** Ends the case. Nothing is due any more. */
  end(ending: Ending, reason: string): void {
    this.enter(ending);
    this.endingReason = reason;
    this.emit({
      name: 'CaseEnded',
      activity: 'ending',
      transition: 'complete',
      data: { ending, reason },
    });
  }

  /** What the case waits for from now on; the reminder and the deadline of the former wait are off. */
  waitFor(wait: NewWait): void {
    this.stopWaiting();
    this.currentWait = { for: wait.for, on: wait.on, since: this.at, dueAt: wait.deadline ?? null };
    if (wait.reminder !== undefined) this.plan({ name: 'reminder', at: wait.reminder });
    if (wait.deadline !== undefined) this.plan({ name: 'deadline', at: wait.deadline });
  }

  /** Ends the wait without a new one: the stage opens once more and decides with what it knows by then. */
  startAfresh(): void {
    this.stopWaiting();
  }

  plan(due: NewDue): void {
    this.planned.push(due);
  }

  clear(name: DueName, subject?: string): void {
    const pattern = subject === undefined ? { name } : { name, subject };
    this.cleared.push(pattern);
    const kept = this.planned.filter((due) => !isCleared(due, pattern));
    this.planned.splice(0, this.planned.length, ...kept);
  }

  async write<Result>(name: string, result: Result): Promise<StepOutcome<Result>> {
    const outcome: StepOutcome<Result> = {
      result,
      cause: this.ref.cause,
      at: this.at,
      place: this.currentPlace,
      ending: isEnding(this.currentPlace) ? this.currentPlace : null,
      wait: this.currentWait,
      planned: this.planned,
      cleared: this.cleared,
    };
    await this.tx.query(writeStep, [
      this.ref.guarantee,
      this.ref.no,
      name,
      JSON.stringify(outcome),
      this.at,
      JSON.stringify(this.events),
      JSON.stringify(this.edges),
      JSON.stringify(this.facts),
      JSON.stringify(this.orders),
      JSON.stringify(this.rowAfter(outcome.ending)),
    ]);
    return outcome;
  }

  private stopWaiting(): void {
    this.currentWait = null;
    this.clear('reminder');
    this.clear('deadline');
  }

  private rowAfter(ending: Ending | null): object {
    const { row, changes } = this;
    return {
      stage: ending === null ? this.currentPlace : (this.edges.at(-1)?.from ?? row.stage),
      ending,
      endingReason: ending === null ? null : this.endingReason,
      waitingFor: this.currentWait?.for ?? null,
      waitingOn: this.currentWait?.on ?? null,
      waitingSince: this.currentWait?.since ?? null,
      dueAt: this.currentWait?.dueAt ?? null,
      nextDueAt: ending === null ? this.nextDueAt() : null,
      stageEnteredAt: this.enteredAt,
      maturityOn: changes.maturityOn === undefined ? row.maturityOn : changes.maturityOn,
      issuedOn: changes.issuedOn === undefined ? row.issuedOn : changes.issuedOn,
      endedOn: ending === null ? null : this.endedOn(),
      productKey: changes.productKey === undefined ? row.productKey : changes.productKey,
      grade: changes.grade === undefined ? row.grade : changes.grade,
      classification:
        changes.classification === undefined ? row.classification : changes.classification,
      carried: ending === null ? null : this.carriedAfter(ending),
      lastEventNo: this.lastNo,
    };
  }

  /** The day of the ending: a fact that comes too late for an ended case does not move it. */
  private endedOn(): string {
    return this.edges.length === 0 ? (this.row.endedOn ?? this.on) : this.on;
  }

  private nextDueAt(): Instant | null {
    const kept = this.ref.agenda.filter(
      (due) => !this.cleared.some((pattern) => isCleared(due, pattern)),
    );
    const instants = [...kept, ...this.planned].map(({ at }) => at).sort();
    return instants[0] ?? null;
  }

  /** From here a late fact wakes the case again. */
  private carriedAfter(ending: Ending): Carried {
    return {
      phase: 'ended',
      place: ending,
      ending,
      clockAt: this.at,
      lastMessageNo: this.ref.lastMessageNo,
      nextStepNo: this.ref.no + 1,
      agenda: [],
      nextDueNo: 1,
      held: [],
      wait: null,
    };
  }
}

function waitOf(row: CaseRow): Wait | null {
  if (row.waitingFor === null || row.waitingOn === null || row.waitingSince === null) return null;
  return { for: row.waitingFor, on: row.waitingOn, since: row.waitingSince, dueAt: row.dueAt };
}
