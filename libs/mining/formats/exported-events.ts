import {
  attributeAt,
  type AttributeColumn,
  type AttributeValue,
} from '#mining/log/attribute-column';
import { LIFECYCLE, caseCount, type EventLog, type Lifecycle } from '#mining/log/event-log';

/** One event of a log as writers see it. */
export interface ExportedEvent {
  readonly caseId: string;
  readonly activity: string;
  readonly instantMs: number;
  readonly startMs: number | undefined;
  readonly resource: string | undefined;
  readonly lifecycle: Lifecycle | undefined;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly caseAttributes: Readonly<Record<string, AttributeValue>>;
}

/** Attributes that are present at `index`. */
export function attributesAt(
  columns: Readonly<Record<string, AttributeColumn>>,
  index: number,
): Record<string, AttributeValue> {
  const present: Record<string, AttributeValue> = {};
  for (const [name, column] of Object.entries(columns)) {
    const value = attributeAt(column, index);
    if (value !== undefined) present[name] = value;
  }
  return present;
}

/** The events of one case, in the log's order. */
export function* eventsOfCase(log: EventLog, place: number): Generator<ExportedEvent> {
  const caseId = log.caseIds[place] ?? '';
  const caseAttributes = attributesAt(log.caseAttributes, place);
  const end = log.caseOffsets[place + 1] ?? 0;
  for (let index = log.caseOffsets[place] ?? 0; index < end; index += 1) {
    const startMs = log.startMs?.[index] ?? NaN;
    yield {
      caseId,
      activity: log.activities[log.activity[index] ?? 0] ?? '',
      instantMs: log.instantMs[index] ?? NaN,
      startMs: Number.isNaN(startMs) ? undefined : startMs,
      resource: log.resources[log.resource[index] ?? log.noResource],
      lifecycle: log.lifecycle && LIFECYCLE[log.lifecycle[index] ?? 0],
      attributes: attributesAt(log.eventAttributes, index),
      caseAttributes,
    };
  }
}

/** All events, case by case. */
export function* exportedEvents(log: EventLog): Generator<ExportedEvent> {
  for (let place = 0; place < caseCount(log); place += 1) yield* eventsOfCase(log, place);
}
