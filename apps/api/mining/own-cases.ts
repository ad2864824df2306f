import type { Pool } from 'pg';
import { type Subject, subjectOf } from '#mining/analyses/subject';
import type { TypedWait } from '#mining/bottlenecks/typed-wait';
import { waitsOfSteps } from '#mining/bottlenecks/waits-of-steps';
import { caseStates } from '#mining/log/case-endings';
import { eventCount, type EventLog } from '#mining/log/event-log';
import { filterOwnLog, valuesOf, whyNotAsOf, type OwnFilter } from '#mining/own/own-filter';
import { OwnLogBuilder } from '#mining/own/own-log';
import { viewOfLog, type LogView } from '#mining/own/view';
import { logVersion, streamOwnLog } from '#store/mining/own-log';
import { streamOwnWaits } from '#store/mining/own-waits';
import { Problem } from '../http/problem.js';
import { AnswerCache } from './answer-cache.js';

/** Our cases as they were loaded, and the state of the books that they show. */
interface LoadedCases {
  readonly version: string;
  readonly log: EventLog;
}

interface LoadedWaits {
  readonly version: string;
  readonly all: readonly TypedWait[];
  readonly amountsMinor: ReadonlyMap<string, number>;
}

/** Cases that a filter chose, as an analysis looks at them. */
export interface ChosenCases {
  readonly version: string;
  readonly openCases: number;
  readonly subject: Subject;
  /** Where no case fits: why, in a sentence, with the values that there are. */
  readonly note: string | null;
}

/** Attributes whose values a filter names exactly. */
const named = ['book', 'product', 'bank', 'grade', 'officer'] as const;
const noWaits = { all: [], amountsMinor: new Map<string, number>() };

/**
 * Keeps the event log of our own cases in memory while the books stand still, and loads it anew once when they have
 * moved on, however many ask at once. One log is kept at a time, about 50 bytes an event.
 */
export class OwnCases {
  private loaded: LoadedCases | undefined;
  private loading: Promise<LoadedCases> | undefined;
  private waits: LoadedWaits | undefined;

  /** Answers about the loaded state of the books. */
  readonly answers = new AnswerCache();

  constructor(private readonly pool: Pool) {}

  /** The state of the books that the loaded log shows; loaded first where they have moved on. */
  async version(): Promise<string> {
    return (await this.load()).version;
  }

  /**
   * The cases that a filter chooses, as an analysis looks at them.
   * @throws Problem `invalidParameter` for an instant of which nothing is known yet
   */
  async choose(filter: OwnFilter, view: LogView, withWaits: boolean): Promise<ChosenCases> {
    const { log: whole, version } = await this.load();
    refuseFuture(whole, filter);
    const { log, asOfMs } = filterOwnLog(whole, filter);
    const seen = viewOfLog(log, view);
    const { all, amountsMinor } = withWaits ? await this.loadWaits(version) : noWaits;
    const chosen = new Set(log.caseIds);
    return {
      version,
      openCases: caseStates(log).counts.open,
      note: eventCount(seen) === 0 ? noteOnNothing(whole, filter) : null,
      subject: subjectOf(seen, {
        asOfMs: Number.isFinite(asOfMs) ? asOfMs : 0,
        waits: () => all.filter(({ caseId }) => chosen.has(caseId)),
        amountsMinor,
      }),
    };
  }

  private async load(): Promise<LoadedCases> {
    const version = await logVersion(this.pool);
    if (this.loaded?.version === version) return this.loaded;
    this.loading ??= this.loadAnew(version).finally(() => {
      this.loading = undefined;
    });
    return this.loading;
  }

  private async loadAnew(version: string): Promise<LoadedCases> {
    const builder = new OwnLogBuilder();
    await streamOwnLog(
      this.pool,
      {},
      {
        cases: (rows) => {
          builder.takeCases(rows);
        },
        events: (rows) => {
          builder.takeEvents(rows);
        },
      },
    );
    this.loaded = { version, log: builder.build('our cases') };
    return this.loaded;
  }

  private async loadWaits(version: string): Promise<LoadedWaits> {
    if (this.waits?.version === version) return this.waits;
    const all: TypedWait[] = [];
    const amountsMinor = new Map<string, number>();
    await streamOwnWaits(this.pool, {}, (rows) => {
      for (const { number, amountMinor, steps, tasks } of rows) {
        amountsMinor.set(number, amountMinor);
        all.push(...waitsOfSteps(number, steps, tasks));
      }
    });
    this.waits = { version, all, amountsMinor };
    return this.waits;
  }
}

function refuseFuture(log: EventLog, { asOfMs }: OwnFilter): void {
  const message = whyNotAsOf(log, asOfMs, Date.now());
  if (message === undefined) return;
  throw new Problem('invalidParameter', { errors: [{ parameter: 'asOf', message }] });
}

function noteOnNothing(log: EventLog, filter: OwnFilter): string {
  const unknown = named.flatMap((name) => {
    const value = filter[name];
    const values = valuesOf(log, name);
    if (value === undefined || values.includes(value)) return [];
    const some = values.slice(0, 50).join(', ');
    return [`No case has this ${name}; there are: ${some === '' ? 'none' : some}.`];
  });
  return ['No case fits what was asked for.', ...unknown].join(' ');
}
