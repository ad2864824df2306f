import type { AttributeValue } from '#mining/log/attribute-column';
import { instantMsOfText } from '../instant.js';
import { BrokenInput } from '../reading.js';
import { holdsDamage, type WholeText } from '../input/whole-input.js';
import { fieldsOf, lineOfId, listOf, parseJson, textOf } from '../json/json-lines.js';
import {
  OCEL_LISTS,
  attributeTypeNamed,
  attributeTypes,
  troubleOfEvent,
  typedValue,
  type OcelEvent,
  type OcelLog,
  type OcelObject,
  type OcelRelation,
  type OcelType,
} from './ocel-log.js';

/** Reads OCEL 2.0 JSON. Throws BrokenInput where the text is no such log; broken events carry their trouble and line. */
export function parseOcelJson(whole: WholeText): OcelLog {
  const root = fieldsOf(parseJson(whole.text));
  for (const list of OCEL_LISTS) {
    if (!Array.isArray(root[list]))
      throw new BrokenInput(`OCEL 2.0 JSON needs the list ${list}`, 1);
  }
  const eventTypes = listOf(root['eventTypes']).map(typeOf);
  const objectTypes = listOf(root['objectTypes']).map(typeOf);
  return {
    eventTypes,
    objectTypes,
    events: listOf(root['events']).map((event) => eventOf(event, eventTypes, whole)),
    objects: listOf(root['objects']).map((object) => objectOf(object, objectTypes, whole)),
  };
}

function typeOf(value: unknown): OcelType {
  const { name, attributes } = fieldsOf(value);
  return {
    name: textOf(name),
    attributes: listOf(attributes).map((attribute) => {
      const fields = fieldsOf(attribute);
      return { name: textOf(fields['name']), type: attributeTypeNamed(textOf(fields['type'])) };
    }),
  };
}

function eventOf(value: unknown, types: readonly OcelType[], whole: WholeText): OcelEvent {
  const fields = fieldsOf(value);
  const id = textOf(fields['id']);
  const type = textOf(fields['type']);
  const timeMs = instantMsOfText(textOf(fields['time']));
  const declared = attributeTypes(types, type);
  const attributes: Record<string, AttributeValue> = {};
  for (const attribute of listOf(fields['attributes'])) {
    const { name, value: spelled } = fieldsOf(attribute);
    const typed = typedValue(spelled, declared.get(textOf(name)));
    if (typed !== undefined) attributes[textOf(name)] = typed;
  }
  const amiss = id === '' ? 'an event without id' : troubleOfEvent(type, fields['time'], timeMs);
  const trouble = holdsDamage(value, whole) ? `event ${id}: not valid UTF-8` : amiss;
  const line = trouble === undefined || id === '' ? undefined : lineOfId(whole.text, 'events', id);
  return { id, type, timeMs, attributes, relations: relationsOf(fields), trouble, line };
}

function objectOf(value: unknown, types: readonly OcelType[], whole: WholeText): OcelObject {
  const fields = fieldsOf(value);
  const type = textOf(fields['type']);
  const declared = attributeTypes(types, type);
  const values = listOf(fields['attributes']).flatMap((attribute) => {
    const { name, value: spelled, time } = fieldsOf(attribute);
    const typed = typedValue(spelled, declared.get(textOf(name)));
    const timeMs = instantMsOfText(textOf(time)) || 0;
    return typed === undefined || holdsDamage(attribute, whole)
      ? []
      : [{ name: textOf(name), value: typed, timeMs }];
  });
  const id = textOf(fields['id']);
  const object = { id, type, values, relations: relationsOf(fields) };
  if (!holdsDamage(value, whole)) return object;
  const line = lineOfId(whole.text, 'objects', id);
  return { ...object, trouble: { reason: `object ${id}: not valid UTF-8`, line } };
}

function relationsOf(fields: Readonly<Record<string, unknown>>): OcelRelation[] {
  return listOf(fields['relationships']).map((relation) => {
    const { objectId, qualifier } = fieldsOf(relation);
    return { objectId: textOf(objectId), qualifier: textOf(qualifier) };
  });
}
