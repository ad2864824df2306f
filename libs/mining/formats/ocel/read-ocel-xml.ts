import type { AttributeValue } from '#mining/log/attribute-column';
import { instantMsOfText } from '../instant.js';
import type { XmlAttributes } from '../xml/xml-attributes.js';
import { UnreadableText } from '../reading.js';
import { XmlScanner, type XmlListener } from '../xml/xml-scanner.js';
import {
  attributeTypeNamed,
  attributeTypes,
  troubleOfEvent,
  typedValue,
  type OcelAttributeType,
  type OcelEvent,
  type OcelLog,
  type OcelObject,
  type OcelObjectValue,
  type OcelRelation,
  type OcelType,
} from './ocel-log.js';

/** Reads OCEL 2.0 XML as a stream. Throws BrokenInput on malformed XML; broken events carry their trouble and line. */
export async function parseOcelXml(chunks: AsyncIterable<Uint8Array>): Promise<OcelLog> {
  const listener = new OcelXmlListener();
  const scanner = new XmlScanner(listener);
  for await (const chunk of chunks) scanner.write(chunk);
  scanner.end();
  return listener.log;
}

function emptyEntry(): Entry {
  const said = { id: '', type: '', time: '', line: 0 };
  return { ...said, declared: new Map(), declares: [], values: [], relations: [] };
}

/** An object, event or type while it is being read. */
interface Entry {
  readonly id: string;
  readonly type: string;
  readonly time: string;
  readonly line: number;
  readonly declared: ReadonlyMap<string, OcelAttributeType>;
  readonly declares: { name: string; type: OcelAttributeType }[];
  readonly values: OcelObjectValue[];
  readonly relations: OcelRelation[];
  /** What of it could not be read. */
  trouble?: UnreadableText;
}

class OcelXmlListener implements XmlListener {
  private readonly eventTypes: OcelType[] = [];
  private readonly objectTypes: OcelType[] = [];
  private readonly events: OcelEvent[] = [];
  private readonly objects: OcelObject[] = [];
  private entry: Entry | undefined;
  private attribute: { name: string; time: string } | undefined;
  private textOfAttribute = '';
  private insideRelation = false;

  get log(): OcelLog {
    const { eventTypes, objectTypes, events, objects } = this;
    return { eventTypes, objectTypes, events, objects };
  }

  open(element: string, attributes: XmlAttributes): void {
    try {
      this.hear(element, attributes);
    } catch (trouble) {
      if (!(trouble instanceof UnreadableText)) throw trouble;
      this.unreadable(trouble, element);
    }
  }

  /** What can't be read costs the event that it belongs to, or the attribute of an object. */
  unreadable(trouble: UnreadableText, element?: string): void {
    this.attribute = undefined;
    if (element === 'object') this.insideRelation = this.entry !== undefined;
    const isEntry = element === 'event' || element === 'object';
    if (isEntry) this.entry ??= emptyEntry();
    if (!this.entry) throw trouble;
    this.entry.trouble ??= trouble;
  }

  private hear(element: string, attributes: XmlAttributes): void {
    if (element === 'attribute') this.openAttribute(attributes);
    else if (element === 'relationship' || (element === 'object' && attributes.find('id') < 0)) {
      // Files spell a relation either way; a nested `object` must not be taken for the end of an object.
      this.insideRelation = element === 'object';
      const objectId = attributes.value('object-id') ?? '';
      this.entry?.relations.push({ objectId, qualifier: attributes.value('qualifier') ?? '' });
    } else if (['event', 'object', 'event-type', 'object-type'].includes(element)) {
      this.openEntry(element, attributes);
    }
  }

  text(piece: string): void {
    if (this.attribute) this.textOfAttribute += piece;
  }

  close(element: string): void {
    if (element === 'attribute') this.closeAttribute();
    else if (element === 'event') this.closeEvent();
    else if (element === 'object') this.closeObject();
    else if (element === 'event-type') this.closeType(this.eventTypes);
    else if (element === 'object-type') this.closeType(this.objectTypes);
  }

  private openEntry(element: string, attributes: XmlAttributes): void {
    const type = attributes.value('type') ?? attributes.value('name') ?? '';
    const types = element === 'event' ? this.eventTypes : this.objectTypes;
    this.entry = {
      id: attributes.value('id') ?? '',
      type,
      time: attributes.value('time') ?? '',
      line: attributes.line,
      declared: attributeTypes(types, type),
      declares: [],
      values: [],
      relations: [],
    };
  }

  private openAttribute(attributes: XmlAttributes): void {
    const name = attributes.value('name') ?? '';
    const type = attributes.value('type');
    if (type !== undefined) this.entry?.declares.push({ name, type: attributeTypeNamed(type) });
    this.attribute = { name, time: attributes.value('time') ?? '' };
    this.textOfAttribute = '';
  }

  private closeAttribute(): void {
    const { entry, attribute } = this;
    this.attribute = undefined;
    if (!entry || !attribute || entry.id === '') return;
    const value = typedValue(this.textOfAttribute, entry.declared.get(attribute.name));
    const timeMs = instantMsOfText(attribute.time) || 0;
    if (value !== undefined) entry.values.push({ name: attribute.name, value, timeMs });
  }

  private closeEvent(): void {
    const { entry } = this;
    this.entry = undefined;
    if (!entry) return;
    const { id, type, time, relations, line } = entry;
    const timeMs = instantMsOfText(time);
    const attributes: Record<string, AttributeValue> = {};
    for (const { name, value } of entry.values) attributes[name] = value;
    const amiss = id === '' ? 'an event without id' : troubleOfEvent(type, time, timeMs);
    const trouble = entry.trouble?.reason ?? amiss;
    const troubledIn = entry.trouble?.line ?? line;
    this.events.push({ id, type, timeMs, attributes, relations, line: troubledIn, trouble });
  }

  private closeObject(): void {
    const { entry } = this;
    if (this.insideRelation) this.insideRelation = false;
    else if (entry) {
      const { id, type, values, relations, trouble } = entry;
      this.objects.push({ id, type, values, relations, ...(trouble && { trouble }) });
      this.entry = undefined;
    }
  }

  private closeType(types: OcelType[]): void {
    if (this.entry?.trouble) throw this.entry.trouble;
    if (this.entry) types.push({ name: this.entry.type, attributes: this.entry.declares });
    this.entry = undefined;
  }
}
