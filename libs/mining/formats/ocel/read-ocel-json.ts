import type { AttributeValue } from '#mining/log/attribute-column';
import { instantMsOfText } from '../instant.js';
import { BrokenInput } from '../reading.js';
import { fieldsOf, lineOfId, listOf, parseJson, textOf } from '../json/json-lines.js';
import {
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
export function parseOcelJson(text: string): OcelLog {
  const root = fieldsOf(parseJson(text));
  for (const list of ['eventTypes', 'objectTypes', 'events', 'objects']) {
    if (!Array.isArray(root[list]))
      throw new BrokenInput(`OCEL 2.0 JSON needs the list ${list}`, 1);
  }
  const eventTypes = listOf(root['eventTypes']).map(typeOf);
  const objectTypes = listOf(root['objectTypes']).map(typeOf);
  return {
    eventTypes,
    objectTypes,
    events: listOf(root['events']).map((event) => eventOf(event, eventTypes, text)),
    objects: listOf(root['objects']).map((object) => objectOf(object, objectTypes)),
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

function eventOf(value: unknown, types: readonly OcelType[], text: string): OcelEvent {
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
  const trouble = id === '' ? 'an event without id' : troubleOfEvent(type, fields['time'], timeMs);
  const line = trouble === undefined || id === '' ? undefined : lineOfId(text, 'events', id);
  return { id, type, timeMs, attributes, relations: relationsOf(fields), trouble, line };
}

function objectOf(value: unknown, types: readonly OcelType[]): OcelObject {
  const fields = fieldsOf(value);
  const type = textOf(fields['type']);
  const declared = attributeTypes(types, type);
  const values = listOf(fields['attributes']).flatMap((attribute) => {
    const { name, value: spelled, time } = fieldsOf(attribute);
    const typed = typedValue(spelled, declared.get(textOf(name)));
    const timeMs = instantMsOfText(textOf(time)) || 0;
    return typed === undefined ? [] : [{ name: textOf(name), value: typed, timeMs }];
  });
  return { id: textOf(fields['id']), type, values, relations: relationsOf(fields) };
}

function relationsOf(fields: Readonly<Record<string, unknown>>): OcelRelation[] {
  return listOf(fields['relationships']).map((relation) => {
    const { objectId, qualifier } = fieldsOf(relation);
    return { objectId: textOf(objectId), qualifier: textOf(qualifier) };
  });
}
