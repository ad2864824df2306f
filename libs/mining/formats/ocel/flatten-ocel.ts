import type { AttributeValue } from '#mining/log/attribute-column';
import type { EventIntake } from '../reading.js';
import { BrokenInput } from '../reading.js';
import type { OcelEvent, OcelLog, OcelObject } from './ocel-log.js';

/** Attributes of events that mean what XES means by them. */
const RESOURCE = ['org:resource', 'resource'];
const LIFECYCLE = ['lifecycle:transition', 'lifecycle'];
const START = ['start_timestamp'];

/**
 * Flattens an object-centric log on one type of objects: every object of the type is a case, and an event belongs to
 * every such object that it is related to (van der Aalst, "Object-centric process mining", 2019). Events related to
 * none are not part of the flat log. Object attributes become case attributes by their last value.
 */
export function flattenOcel(
  log: OcelLog,
  wantedType: string | undefined,
  intake: EventIntake,
): void {
  const objects = new Map(log.objects.map((object) => [object.id, object]));
  const type = wantedType ?? mostRelatedType(log, objects);
  if (wantedType !== undefined && !log.objectTypes.some(({ name }) => name === wantedType)) {
    const known = log.objectTypes.map(({ name }) => name).join(', ');
    throw new BrokenInput(`there is no object type ${wantedType} (types: ${known})`);
  }
  const roles = rolesOf(log);
  const eventTypes = new Set(log.eventTypes.map(({ name }) => name));
  for (const event of log.events) {
    const trouble = event.trouble ?? troubleOf(event, eventTypes, objects);
    if (trouble !== undefined) intake.setAside(trouble, event.line);
    else keepFlat(event, type, objects, roles, intake);
  }
  for (const object of log.objects) {
    if (object.trouble) intake.note(object.trouble.reason, object.trouble.line);
    if (object.type === type) intake.builder.describeCase(object.id, lastValues(object));
  }
}

function troubleOf(
  event: OcelEvent,
  eventTypes: ReadonlySet<string>,
  objects: ReadonlyMap<string, OcelObject>,
): string | undefined {
  if (!eventTypes.has(event.type))
    return `event ${event.id}: its type ${event.type} is not declared`;
  const unknown = event.relations.find(({ objectId }) => !objects.has(objectId));
  return unknown && `event ${event.id}: there is no object ${unknown.objectId}`;
}

interface Roles {
  readonly resource: string | undefined;
  readonly lifecycle: string | undefined;
  readonly start: string | undefined;
}

function rolesOf(log: OcelLog): Roles {
  const names = new Set(log.eventTypes.flatMap((type) => type.attributes.map(({ name }) => name)));
  const first = (usual: readonly string[]): string | undefined =>
    usual.find((name) => names.has(name));
  return { resource: first(RESOURCE), lifecycle: first(LIFECYCLE), start: first(START) };
}

function keepFlat(
  event: OcelEvent,
  type: string,
  objects: ReadonlyMap<string, OcelObject>,
  roles: Roles,
  intake: EventIntake,
): void {
  const rest: Record<string, AttributeValue> = { ...event.attributes };
  const take = (name: string | undefined): AttributeValue | undefined => {
    if (name === undefined) return undefined;
    const { [name]: value } = rest;
    Reflect.deleteProperty(rest, name);
    return value;
  };
  const resource = take(roles.resource);
  const lifecycle = take(roles.lifecycle);
  const start = take(roles.start);
  const related = event.relations.filter(({ objectId }) => objects.get(objectId)?.type === type);
  for (const caseId of new Set(related.map(({ objectId }) => objectId))) {
    intake.keep({
      caseId,
      activity: event.type,
      instantMs: event.timeMs,
      startMs: start instanceof Date ? start.getTime() : undefined,
      resource: resource === undefined ? undefined : String(resource),
      lifecycle: lifecycle === undefined ? undefined : String(lifecycle),
      attributes: rest,
    });
  }
}

function lastValues(object: OcelObject): Record<string, AttributeValue> {
  const sorted = [...object.values].sort((a, b) => a.timeMs - b.timeMs);
  return Object.fromEntries(sorted.map(({ name, value }) => [name, value]));
}

/** The type that most events are related to; of several, the one declared first. */
function mostRelatedType(log: OcelLog, objects: ReadonlyMap<string, OcelObject>): string {
  const counts = new Map(log.objectTypes.map(({ name }) => [name, 0]));
  for (const event of log.events) {
    const types = new Set(event.relations.map(({ objectId }) => objects.get(objectId)?.type ?? ''));
    for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  let best = '';
  let most = -1;
  for (const [name, count] of counts) {
    if (count > most) [best, most] = [name, count];
  }
  return best;
}
