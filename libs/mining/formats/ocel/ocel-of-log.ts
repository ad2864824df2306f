import type { AttributeColumn, AttributeValue } from '#mining/log/attribute-column';
import { caseCount, eventCount, type EventLog } from '#mining/log/event-log';
import { attributesAt, eventsOfCase, type ExportedEvent } from '../exported-events.js';
import type { OcelAttributeType, OcelEvent, OcelLog, OcelObject, OcelType } from './ocel-log.js';

/**
 * A log as an object-centric one: each case is an object of type `caseType`, each activity a type of events, and every
 * event is related to its case. Resource, lifecycle and start are attributes of the event under their XES names.
 */
export function ocelOfLog(log: EventLog, caseType = 'case'): OcelLog {
  const events: OcelEvent[] = [];
  const objects: OcelObject[] = [];
  // Of one width, so that who sorts events of one instant by their ids, as text, keeps their order.
  const width = String(eventCount(log)).length;
  const idOf = (index: number): string => `e${String(index + 1).padStart(width, '0')}`;
  for (let place = 0; place < caseCount(log); place += 1) {
    objects.push(objectOf(log, place, caseType));
    for (const event of eventsOfCase(log, place)) events.push(eventOf(event, idOf(events.length)));
  }
  return {
    eventTypes: eventTypesOf(log, events),
    objectTypes: [{ name: caseType, attributes: declare(log.caseAttributes) }],
    events,
    objects,
  };
}

function objectOf(log: EventLog, place: number, type: string): OcelObject {
  const attributes = Object.entries(attributesAt(log.caseAttributes, place));
  const values = attributes.map(([name, value]) => ({ name, value, timeMs: 0 }));
  return { id: log.caseIds[place] ?? '', type, values, relations: [] };
}

function eventOf(event: ExportedEvent, id: string): OcelEvent {
  const { startMs, resource, lifecycle } = event;
  const attributes: Record<string, AttributeValue> = {
    ...event.attributes,
    ...(resource !== undefined && { 'org:resource': resource }),
    ...(lifecycle !== undefined && { 'lifecycle:transition': lifecycle }),
    ...(startMs !== undefined && { start_timestamp: new Date(startMs) }),
  };
  const relations = [{ objectId: event.caseId, qualifier: 'case' }];
  return { id, type: event.activity, timeMs: event.instantMs, attributes, relations };
}

function declare(columns: Readonly<Record<string, AttributeColumn>>): OcelType['attributes'] {
  return Object.entries(columns).map(([name, column]) => ({ name, type: typeOf(column) }));
}

function typeOf(column: AttributeColumn): OcelAttributeType {
  switch (column.kind) {
    case 'text':
      return 'string';
    case 'date':
      return 'time';
    case 'boolean':
      return 'boolean';
    case 'number':
      return column.values.every((value) => Number.isNaN(value) || Number.isSafeInteger(value))
        ? 'integer'
        : 'float';
  }
}

/** Each activity with the attributes that its own events have. */
function eventTypesOf(log: EventLog, events: readonly OcelEvent[]): OcelType[] {
  const used = new Map<string, Set<string>>(log.activities.map((name) => [name, new Set()]));
  for (const event of events) {
    for (const name in event.attributes) used.get(event.type)?.add(name);
  }
  const types = new Map<string, OcelAttributeType>([
    ...declare(log.eventAttributes).map(({ name, type }) => [name, type] as const),
    ['org:resource', 'string'],
    ['lifecycle:transition', 'string'],
    ['start_timestamp', 'time'],
  ]);
  return [...used].map(([name, names]) => ({
    name,
    attributes: [...types]
      .filter(([attribute]) => names.has(attribute))
      .map(([attribute, type]) => ({ name: attribute, type })),
  }));
}
