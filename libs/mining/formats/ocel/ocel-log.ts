import type { AttributeValue } from '#mining/log/attribute-column';
import { instantMsOfText } from '../instant.js';

/** The lists that OCEL 2.0 JSON consists of. */
export const OCEL_LISTS = ['eventTypes', 'objectTypes', 'events', 'objects'] as const;

/** The types of attributes in OCEL 2.0. */
export const OCEL_ATTRIBUTE_TYPES = ['string', 'time', 'integer', 'float', 'boolean'] as const;

export type OcelAttributeType = (typeof OCEL_ATTRIBUTE_TYPES)[number];

/** A type of events or of objects, with the attributes that it declares. */
export interface OcelType {
  readonly name: string;
  readonly attributes: readonly { readonly name: string; readonly type: OcelAttributeType }[];
}

export interface OcelRelation {
  readonly objectId: string;
  readonly qualifier: string;
}

export interface OcelEvent {
  readonly id: string;
  readonly type: string;
  /** UTC epoch milliseconds; NaN where the event's time can't be understood. */
  readonly timeMs: number;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly relations: readonly OcelRelation[];
  /** Where the event stands in its file, if the format has lines. */
  readonly line?: number | undefined;
  /** What is wrong with the event, if anything. */
  readonly trouble?: string | undefined;
}

/** An object's attributes change with time: each value holds from its instant on. */
export interface OcelObjectValue {
  readonly name: string;
  readonly value: AttributeValue;
  readonly timeMs: number;
}

export interface OcelObject {
  readonly id: string;
  readonly type: string;
  readonly values: readonly OcelObjectValue[];
  readonly relations: readonly OcelRelation[];
  /** What of the object can't be read, and is left out. */
  readonly trouble?: { readonly reason: string; readonly line?: number | undefined };
}

/** An object-centric event log: OCEL 2.0 Specification (Berti et al., 2023). */
export interface OcelLog {
  readonly eventTypes: readonly OcelType[];
  readonly objectTypes: readonly OcelType[];
  readonly events: readonly OcelEvent[];
  readonly objects: readonly OcelObject[];
}

/** The declared types of a type's attributes, by name. */
export function attributeTypes(
  types: readonly OcelType[],
  name: string,
): Map<string, OcelAttributeType> {
  const declared = types.find((type) => type.name === name)?.attributes ?? [];
  return new Map(declared.map((attribute) => [attribute.name, attribute.type]));
}

/** A declared type by its name in a file; unknown ones are strings, `date` is what older files say for `time`. */
export function attributeTypeNamed(name: string): OcelAttributeType {
  const lower = name.toLowerCase();
  if (lower === 'date' || lower === 'timestamp') return 'time';
  return OCEL_ATTRIBUTE_TYPES.find((type) => type === lower) ?? 'string';
}

/** A value by its declared type; text that does not fit its type stays text. */
export function typedValue(
  value: unknown,
  type: OcelAttributeType | undefined,
): AttributeValue | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'number') return type === 'boolean' ? value !== 0 : value;
  if (typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (type === 'boolean' && /^(true|1)$/i.test(text)) return true;
  if (type === 'boolean' && /^(false|0)$/i.test(text)) return false;
  if ((type === 'integer' || type === 'float') && text.trim() !== '') {
    const number = Number(text);
    return Number.isNaN(number) ? text : number;
  }
  if (type !== 'time') return text;
  const ms = instantMsOfText(text);
  return Number.isNaN(ms) ? text : new Date(ms);
}

/** What is wrong with an event that has these fields. */
export function troubleOfEvent(type: string, time: unknown, timeMs: number): string | undefined {
  if (type === '') return 'the event has no type';
  if (time === undefined || time === null || time === '') return 'the event has no time';
  return Number.isNaN(timeMs) ? `not an instant: ${JSON.stringify(time)}` : undefined;
}
