import { ASKED_MS } from '../intervals/asked-executions.js';
import { type EventLog, EventLogBuilder } from '../log/event-log.js';
import { Agenda } from './agenda.js';
import { contextOf, END, type ProcessModel } from './process-model.js';
import { SeededRandom } from './random.js';

interface Task {
  readonly caseIndex: number;
  readonly activity: number;
  readonly serviceMs: number;
  /** Took no time and nobody's work. */
  readonly isBypassed: boolean;
  readonly askedMs: number;
  readyMs: number;
  /** The case goes on when all that holds it has ended. */
  readonly holds: boolean;
  /** Stands in the case's sequence, and not beside another. */
  readonly isMain: boolean;
}

interface Progress {
  beforeLast: number;
  last: number;
  /** Tasks of the case that hold it and are not finished. */
  open: number;
  /** A case draws its own chances: a change to one case's path does not shift those of the others. */
  readonly random: SeededRandom;
}

type Happening =
  | { readonly kind: 'arrival'; readonly caseIndex: number }
  | {
      readonly kind: 'asked';
      readonly caseIndex: number;
      readonly activity: number;
      readonly holds: boolean;
    }
  | { readonly kind: 'ready'; readonly task: Task }
  | { readonly kind: 'finished'; readonly task: Task; readonly resource: number | undefined }
  | { readonly kind: 'onDuty'; readonly resource: number };

/** No case goes on for ever: a routing learnt from a loop could. */
const MOST_STEPS = 1000;

/**
 * Runs the process once, as a discrete-event simulation, and gives the log that it leaves. The same model and seed give
 * the same log.
 */
export function simulate(model: ProcessModel, seed: number): EventLog {
  return new Simulation(model, seed).run();
}

/** How often an activity that is done `frequency` times as often is done this once. */
function timesOver(frequency: number, chance: number): number {
  const whole = Math.floor(frequency);
  return whole + (chance < frequency - whole ? 1 : 0);
}

class Simulation {
  private readonly random: SeededRandom;
  private readonly agenda = new Agenda<Happening>();
  private readonly log = new EventLogBuilder();
  private readonly cases: Progress[] = [];
  private readonly queues: Task[][];
  private readonly skills: number[][] = [];
  private readonly idle = new Set<number>();
  private readonly waking = new Set<number>();
  private readonly meanServiceMs: number[];
  private steps = 0;

  constructor(
    private readonly model: ProcessModel,
    private readonly seed: number,
  ) {
    this.random = new SeededRandom(seed);
    this.queues = model.activities.map(() => []);
    model.performers.forEach((performers, activity) => {
      for (const resource of performers) {
        (this.skills[resource] ??= []).push(activity);
        this.idle.add(resource);
      }
    });
    this.meanServiceMs = model.serviceMs.map(
      (values) => values.reduce((total, each) => total + each, 0) / Math.max(1, values.length),
    );
  }

  run(): EventLog {
    this.model.arrivalsMs.forEach((atMs, caseIndex) => {
      this.agenda.add(atMs, { kind: 'arrival', caseIndex });
    });
    const limit = this.model.arrivalsMs.length * MOST_STEPS;
    for (let next = this.agenda.take(); next && this.steps < limit; next = this.agenda.take())
      this.handle(next.atMs, next.what);
    return this.log.build('simulated');
  }

  private handle(nowMs: number, what: Happening): void {
    switch (what.kind) {
      case 'arrival':
        this.cases[what.caseIndex] = this.arrived(what.caseIndex);
        this.proceed(nowMs, what.caseIndex);
        return;
      case 'asked':
        this.makeReady(nowMs, what.caseIndex, what.activity, { holds: what.holds, isMain: false });
        return;
      case 'ready':
        this.offer(nowMs, what.task);
        return;
      case 'finished':
        this.finish(nowMs, what.task, what.resource);
        return;
      case 'onDuty':
        this.waking.delete(what.resource);
        if (this.idle.has(what.resource)) this.takeNext(nowMs, what.resource);
        return;
    }
  }

  private arrived(caseIndex: number): Progress {
    const random = new SeededRandom(
      Math.imul(this.seed, 0x9e3779b1) ^ Math.imul(caseIndex + 1, 0x85ebca6b),
    );
    return { beforeLast: -1, last: -1, open: 0, random };
  }

  /** Decides what comes next in a case and makes it ready, together with what may run beside it. */
  private proceed(nowMs: number, caseIndex: number): void {
    const next = this.route(caseIndex);
    if (next === END) return;
    const inSequence = { holds: true, isMain: true };
    this.makeReady(nowMs, caseIndex, next, inSequence);
    const beside = this.model.parallel.get(next);
    if (beside === undefined) return;
    const following = this.route(caseIndex, beside);
    if (following === beside) this.makeReady(nowMs, caseIndex, beside, inSequence);
  }

  /** Draws the next activity; with `only`, goes on only if it is that one. */
  private route(caseIndex: number, only?: number): number {
    const progress = this.cases[caseIndex];
    if (!progress) return END;
    const { activities, routing } = this.model;
    const choices = routing.get(contextOf(activities.length, progress.beforeLast, progress.last));
    if (!choices) return END;
    if (only !== undefined && !choices.includes(only)) return END;
    const next = only ?? progress.random.draw(choices);
    if (next === END) return END;
    progress.beforeLast = progress.last;
    progress.last = next;
    return next;
  }

  private makeReady(
    nowMs: number,
    caseIndex: number,
    activity: number,
    place: { readonly holds: boolean; readonly isMain: boolean },
  ): void {
    const progress = this.cases[caseIndex];
    if (!progress) return;
    this.steps++;
    if (place.holds) progress.open++;
    // Always drawn, used or not: so a change to one activity does not shift the chances of what follows.
    const chance = progress.random.next();
    const drawnMs = progress.random.draw(this.model.serviceMs[activity] ?? []);
    const delayMs = progress.random.draw(this.model.delayMs[activity] ?? []);
    const times = timesOver(this.model.frequency?.get(activity) ?? 1, chance);
    const isBypassed = times === 0 || chance < (this.model.bypass.get(activity) ?? 0);
    const serviceMs = isBypassed ? 0 : drawnMs * times;
    const task = { caseIndex, activity, serviceMs, isBypassed, askedMs: nowMs, ...place };
    if (isBypassed) this.begin(nowMs, { ...task, readyMs: nowMs }, undefined);
    else {
      const readyMs = this.readyAfter(nowMs, activity, delayMs);
      this.agenda.add(readyMs, { kind: 'ready', task: { ...task, readyMs } });
    }
  }

  private readyAfter(nowMs: number, activity: number, delayMs: number): number {
    const [someone] = this.model.performers[activity] ?? [];
    const working = someone === undefined ? undefined : this.model.workingOf(someone);
    const readyMs = working && delayMs > 0 ? working.instantAfter(nowMs, delayMs) : undefined;
    return readyMs ?? nowMs + delayMs;
  }

  private offer(nowMs: number, task: Task): void {
    const performers = this.model.performers[task.activity] ?? [];
    if (performers.length === 0) {
      this.begin(nowMs, task, undefined);
      return;
    }
    const free = performers.filter((resource) => this.idle.has(resource));
    const onDuty = free.filter((resource) => this.isOnDuty(nowMs, resource));
    if (onDuty.length > 0) {
      this.begin(nowMs, task, this.random.draw(onDuty));
      return;
    }
    this.queues[task.activity]?.push(task);
    for (const resource of free) this.wakeOnDuty(nowMs, resource);
  }

  private begin(nowMs: number, task: Task, resource: number | undefined): void {
    const working = resource === undefined ? undefined : this.model.workingOf(resource);
    const endMs = working?.instantAfter(nowMs, task.serviceMs) ?? nowMs + task.serviceMs;
    if (resource !== undefined) this.idle.delete(resource);
    this.log.add({
      caseId: String(task.caseIndex),
      activity: this.model.activities[task.activity] ?? '',
      startMs: nowMs,
      instantMs: endMs,
      resource: resource === undefined ? undefined : this.model.resources[resource],
      attributes: { [ASKED_MS]: task.askedMs },
    });
    this.agenda.add(endMs, { kind: 'finished', task, resource });
    if (task.isMain && !task.isBypassed) this.askBeside(nowMs, task);
  }

  /** What is asked for while this runs: one of the sets that were asked for when it ran in the log. */
  private askBeside(nowMs: number, { caseIndex, activity }: Task): void {
    const sets = this.model.beside?.get(activity);
    const progress = this.cases[caseIndex];
    if (!sets || !progress) return;
    const set = sets[Math.floor(progress.random.next() * sets.length)] ?? [];
    const holds = this.model.leavesBehind?.has(activity) !== true;
    for (const { activity: side, afterMs } of set)
      this.agenda.add(nowMs + afterMs, { kind: 'asked', caseIndex, activity: side, holds });
  }

  private finish(nowMs: number, task: Task, resource: number | undefined): void {
    const progress = this.cases[task.caseIndex];
    if (progress && task.holds && --progress.open === 0) this.proceed(nowMs, task.caseIndex);
    if (resource === undefined) return;
    this.idle.add(resource);
    this.takeNext(nowMs, resource);
  }

  private takeNext(nowMs: number, resource: number): void {
    const queues = (this.skills[resource] ?? []).map((activity) => this.queues[activity] ?? []);
    const waiting = queues.filter((queue) => queue.length > 0);
    if (waiting.length === 0) return;
    if (!this.isOnDuty(nowMs, resource)) {
      this.wakeOnDuty(nowMs, resource);
      return;
    }
    const last = this.model.queueOrder === 'lastReady';
    const head = (queue: Task[]): Task | undefined => (last ? queue.at(-1) : queue[0]);
    const best = waiting.reduce((a, b) => (this.rank(head(b)) < this.rank(head(a)) ? b : a));
    const task = last ? best.pop() : best.shift();
    if (task) this.begin(nowMs, task, resource);
  }

  /** The lower, the earlier it is taken. */
  private rank(task: Task | undefined): number {
    if (!task) return Infinity;
    switch (this.model.queueOrder) {
      case 'firstReady':
        return task.readyMs;
      case 'lastReady':
        return -task.readyMs;
      case 'shortestWork':
        return this.meanServiceMs[task.activity] ?? 0;
    }
  }

  private isOnDuty(nowMs: number, resource: number): boolean {
    return this.model.workingOf(resource)?.isWorking(nowMs) ?? true;
  }

  private wakeOnDuty(nowMs: number, resource: number): void {
    if (this.waking.has(resource)) return;
    const atMs = this.model.workingOf(resource)?.nextWorkingInstant(nowMs);
    if (atMs === undefined) return;
    this.waking.add(resource);
    this.agenda.add(atMs, { kind: 'onDuty', resource });
  }
}
