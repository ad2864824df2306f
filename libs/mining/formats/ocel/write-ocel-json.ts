import type { AttributeValue } from '#mining/log/attribute-column';
import { instantText } from '../instant.js';
import type { OcelLog, OcelObject, OcelEvent } from './ocel-log.js';

const ENTRIES_A_PIECE = 1024;

/**
 * Writes an object-centric log as OCEL 2.0 JSON in pieces of text, valid by the standard's JSON schema: which wants every
 * attribute's value as a string, whatever its declared type.
 */
export function* writeOcelJson(log: OcelLog): Generator<string> {
  yield `{"objectTypes":${JSON.stringify(log.objectTypes)},\n"eventTypes":${JSON.stringify(log.eventTypes)},\n`;
  yield '"objects":[\n';
  yield* entries(log.objects, objectJson);
  yield '],\n"events":[\n';
  yield* entries(log.events, eventJson);
  yield ']}\n';
}

function* entries<T>(list: readonly T[], json: (entry: T) => unknown): Generator<string> {
  for (let from = 0; from < list.length; from += ENTRIES_A_PIECE) {
    const piece = list.slice(from, from + ENTRIES_A_PIECE);
    const last = from + ENTRIES_A_PIECE >= list.length;
    yield piece.map((entry) => JSON.stringify(json(entry))).join(',\n') + (last ? '\n' : ',\n');
  }
}

function objectJson(object: OcelObject): unknown {
  const { id, type, values, relations } = object;
  const attributes = values.map(({ name, value, timeMs }) => ({
    name,
    time: instantText(timeMs),
    value: spell(value),
  }));
  return { id, type, attributes, relationships: relations };
}

function eventJson(event: OcelEvent): unknown {
  const { id, type, timeMs, relations } = event;
  const attributes = Object.entries(event.attributes).map(([name, value]) => ({
    name,
    value: spell(value),
  }));
  return { id, type, time: instantText(timeMs), attributes, relationships: relations };
}

function spell(value: AttributeValue): string {
  return value instanceof Date ? instantText(value.getTime()) : String(value);
}
