import {
  type AttributeColumn,
  AttributeColumnBuilder,
  type Attributes,
} from './attribute-column.js';
import { ChunkedColumn, codeArray, missingCode } from './chunked-column.js';
import { NameIndex } from './name-index.js';

/** The transitions of the XES lifecycle extension (IEEE 1849-2016); an event's code is its place in this list. */
export const LIFECYCLE = [
  'complete',
  'start',
  'schedule',
  'assign',
  'reassign',
  'suspend',
  'resume',
  'withdraw',
  'autoskip',
  'manualskip',
  'ate_abort',
  'pi_abort',
  'unknown',
] as const;

export type Lifecycle = (typeof LIFECYCLE)[number];

/** The code of a transition's name, in any case; names outside the standard are `unknown`. */
export function lifecycleCode(name: string): number {
  const code = (LIFECYCLE as readonly string[]).indexOf(name.toLowerCase());
  return code < 0 ? LIFECYCLE.indexOf('unknown') : code;
}

export type Codes = Uint8Array | Uint16Array | Uint32Array;

/**
 * An event log as columns. Events lie case by case in order of the case's first appearance; inside a case by
 * (instant, position in the file). Case c owns the events from `caseOffsets[c]` up to `caseOffsets[c + 1]`; no case
 * is empty.
 */
export interface EventLog {
  readonly name: string;
  readonly caseIds: readonly string[];
  readonly activities: readonly string[];
  readonly resources: readonly string[];
  /** Length: cases + 1. */
  readonly caseOffsets: Uint32Array;
  /** Index into `activities`. */
  readonly activity: Codes;
  /** Completion (or the one instant the log knows), UTC epoch milliseconds; fractions are kept. */
  readonly instantMs: Float64Array;
  /** Set where every instant and start is a whole millisecond; durations of other logs are snapped to microseconds. */
  readonly wholeMs?: boolean;
  /** Start of the work where the log carries intervals; NaN where an event has none. */
  readonly startMs?: Float64Array;
  /** Index into `resources`, or `noResource`. */
  readonly resource: Uint16Array | Uint32Array;
  readonly noResource: number;
  /** Index into LIFECYCLE, present where any event names its transition; unnamed ones are `complete`. */
  readonly lifecycle?: Uint8Array;
  readonly caseAttributes: Readonly<Record<string, AttributeColumn>>;
  readonly eventAttributes: Readonly<Record<string, AttributeColumn>>;
}

/** One event as a reader hands it over. */
export interface LoggedEvent {
  readonly caseId: string;
  readonly activity: string;
  readonly instantMs: number;
  readonly startMs?: number | undefined;
  readonly resource?: string | undefined;
  readonly lifecycle?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

export function eventCount(log: Pick<EventLog, 'instantMs'>): number {
  return log.instantMs.length;
}

export function caseCount(log: Pick<EventLog, 'caseOffsets'>): number {
  return log.caseOffsets.length - 1;
}

/** Takes events in any order and builds the log. Peak memory is about 40 bytes an event, attributes apart. */
export class EventLogBuilder {
  private readonly caseNames = new NameIndex();
  private readonly activityNames = new NameIndex();
  private readonly resourceNames = new NameIndex();
  private readonly caseOf = new ChunkedColumn((length) => new Uint32Array(length));
  private readonly activityOf = new ChunkedColumn((length) => new Uint32Array(length));
  /** Zero is "missing", so that a log without resources needs no filling. */
  private readonly resourceOf = new ChunkedColumn((length) => new Uint32Array(length));
  private readonly instantMs = new ChunkedColumn((length) => new Float64Array(length));
  private readonly startMs = new ChunkedColumn((length) => new Float64Array(length), NaN);
  private readonly lifecycle = new ChunkedColumn((length) => new Uint8Array(length));
  private readonly caseAttributes = new Map<string, AttributeColumnBuilder>();
  private readonly eventAttributes = new Map<string, AttributeColumnBuilder>();
  private hasStarts = false;
  private hasLifecycle = false;
  private wholeMs = true;
  private events = 0;

  /** How many events were added so far. */
  get size(): number {
    return this.events;
  }

  /** Adds one event. Throws RangeError on an instant that is no number: readers refuse those with file and line. */
  add(event: LoggedEvent): void {
    if (!Number.isFinite(event.instantMs)) throw new RangeError('an event needs an instant');
    const position = this.events++;
    this.caseOf.set(position, this.caseNames.codeOf(event.caseId));
    this.activityOf.set(position, this.activityNames.codeOf(event.activity));
    this.instantMs.set(position, event.instantMs);
    if (!Number.isInteger(event.instantMs)) this.wholeMs = false;
    if (event.resource !== undefined)
      this.resourceOf.set(position, this.resourceNames.codeOf(event.resource) + 1);
    if (event.startMs !== undefined && Number.isFinite(event.startMs)) {
      this.hasStarts = true;
      this.startMs.set(position, event.startMs);
      if (!Number.isInteger(event.startMs)) this.wholeMs = false;
    }
    if (event.lifecycle !== undefined) {
      this.hasLifecycle = true;
      this.lifecycle.set(position, lifecycleCode(event.lifecycle));
    }
    if (event.attributes) collect(this.eventAttributes, position, event.attributes);
  }

  /** Attributes of a whole case. A case that never gets an event is left out of the log. */
  describeCase(caseId: string, attributes: Attributes): void {
    collect(this.caseAttributes, this.caseNames.codeOf(caseId), attributes);
  }

  /** The log. The builder is empty afterwards and must not be used again. */
  build(name: string): EventLog {
    const cases = this.orderedCases();
    const order = this.order(cases);
    const resources = this.resourceNames.names;
    const resource: Uint16Array | Uint32Array =
      resources.length < 0xffff ? new Uint16Array(order.length) : new Uint32Array(order.length);
    const noResource = missingCode(resource);
    this.resourceOf.drainInto(resource, order);
    // Codes were kept one higher; zero less one wraps round to all bits set, which is `noResource`.
    for (let k = 0; k < resource.length; k++) resource[k] = (resource[k] ?? 0) - 1;
    const activities = this.activityNames.names;
    return {
      name,
      caseIds: Array.from(cases.codes, (code) => this.caseNames.names[code] ?? ''),
      activities,
      resources,
      caseOffsets: cases.offsets,
      activity: this.activityOf.drainInto(codeArray(order.length, activities.length), order),
      instantMs: this.instantMs.drainInto(new Float64Array(order.length), order),
      wholeMs: this.wholeMs,
      ...(this.hasStarts && {
        startMs: this.startMs.drainInto(new Float64Array(order.length), order),
      }),
      resource,
      noResource,
      ...(this.hasLifecycle && {
        lifecycle: this.lifecycle.drainInto(new Uint8Array(order.length), order),
      }),
      caseAttributes: columns(this.caseAttributes, cases.codes),
      eventAttributes: columns(this.eventAttributes, order),
    };
  }

  /** Cases in order of their first event, and where their events begin. */
  private orderedCases(): { codes: Uint32Array; rank: Uint32Array; offsets: Uint32Array } {
    const known = this.caseNames.names.length;
    const sizes = new Uint32Array(known);
    const rank = new Uint32Array(known);
    const codes = new Uint32Array(known);
    let seen = 0;
    for (let position = 0; position < this.events; position++) {
      const code = this.caseOf.at(position);
      if (sizes[code] === 0) {
        rank[code] = seen;
        codes[seen++] = code;
      }
      sizes[code] = (sizes[code] ?? 0) + 1;
    }
    const offsets = new Uint32Array(seen + 1);
    for (let place = 0; place < seen; place++)
      offsets[place + 1] = (offsets[place] ?? 0) + (sizes[codes[place] ?? 0] ?? 0);
    return { codes: codes.slice(0, seen), rank, offsets };
  }

  /** Positions in the file in the log's order: by case, then instant, then position. */
  private order(cases: { rank: Uint32Array; offsets: Uint32Array }): Uint32Array {
    const order = new Uint32Array(this.events);
    const cursor = cases.offsets.slice();
    for (let position = 0; position < this.events; position++) {
      const place = cases.rank[this.caseOf.at(position)] ?? 0;
      const k = cursor[place] ?? 0;
      order[k] = position;
      cursor[place] = k + 1;
    }
    for (let place = 0; place + 1 < cases.offsets.length; place++)
      this.sortByInstant(order.subarray(cases.offsets[place], cases.offsets[place + 1]));
    return order;
  }

  private sortByInstant(positions: Uint32Array): void {
    let previous = -Infinity;
    for (const position of positions) {
      const instant = this.instantMs.at(position);
      if (instant < previous) {
        positions.sort((a, b) => this.instantMs.at(a) - this.instantMs.at(b) || a - b);
        return;
      }
      previous = instant;
    }
  }
}

function collect(
  builders: Map<string, AttributeColumnBuilder>,
  position: number,
  attributes: Attributes,
): void {
  for (const name in attributes) {
    const value = attributes[name];
    if (value === undefined) continue;
    let builder = builders.get(name);
    if (!builder) builders.set(name, (builder = new AttributeColumnBuilder()));
    builder.set(position, value);
  }
}

function columns(
  builders: Map<string, AttributeColumnBuilder>,
  order: Uint32Array,
): Record<string, AttributeColumn> {
  return Object.fromEntries([...builders].map(([name, builder]) => [name, builder.build(order)]));
}
