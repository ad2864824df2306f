import type { AttributeValue } from '#mining/log/attribute-column';
import { caseCount, type EventLog } from '#mining/log/event-log';
import { attributesAt, eventsOfCase, type ExportedEvent } from '../exported-events.js';
import { instantText } from '../instant.js';
import { xesKeys, type XesKeys } from './xes-keys.js';

const EXTENSIONS = ['Concept', 'Lifecycle', 'Organizational', 'Time'] as const;
const PREFIX: Readonly<Record<(typeof EXTENSIONS)[number], string>> = {
  Concept: 'concept',
  Lifecycle: 'lifecycle',
  Organizational: 'org',
  Time: 'time',
};

/**
 * Writes a log as XES in pieces of text, valid against the XML schema of IEEE 1849-2016. Keys that this schema does not
 * allow (it wants XML names) are respelled with underscores. Whole numbers are `int`, others `float`; instants are UTC.
 */
export function* writeXes(log: EventLog): Generator<string> {
  const keys = xesKeys(log);
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1849.2016" xes.features="">\n';
  for (const name of EXTENSIONS) {
    const prefix = PREFIX[name];
    yield `<extension name="${name}" prefix="${prefix}" uri="http://www.xes-standard.org/${prefix}.xesext"/>\n`;
  }
  yield `<global scope="trace">${attribute('concept:name', '')}</global>\n`;
  yield `<global scope="event">${attribute('concept:name', '')}${attribute('time:timestamp', new Date(0))}</global>\n`;
  yield `<classifier name="Activity" scope="event" keys="concept:name"/>\n`;
  yield attribute('concept:name', log.name);
  for (let place = 0; place < caseCount(log); place += 1) yield traceText(log, place, keys);
  yield '</log>\n';
}

function traceText(log: EventLog, place: number, keys: XesKeys): string {
  const parts = ['<trace>\n', attribute('concept:name', log.caseIds[place] ?? '')];
  for (const [name, value] of Object.entries(attributesAt(log.caseAttributes, place))) {
    parts.push(attribute(keys.ofCase(name), value));
  }
  for (const event of eventsOfCase(log, place)) parts.push(eventText(event, keys));
  parts.push('</trace>\n');
  return parts.join('');
}

function eventText(event: ExportedEvent, keys: XesKeys): string {
  const { startMs, resource, lifecycle } = event;
  const parts = [
    '<event>',
    attribute('concept:name', event.activity),
    attribute('time:timestamp', new Date(0), instantText(event.instantMs)),
  ];
  if (startMs !== undefined) {
    parts.push(attribute('start_timestamp', new Date(0), instantText(startMs)));
  }
  if (resource !== undefined) parts.push(attribute('org:resource', resource));
  if (lifecycle !== undefined) parts.push(attribute('lifecycle:transition', lifecycle));
  for (const [name, value] of Object.entries(event.attributes)) {
    parts.push(attribute(keys.ofEvent(name), value));
  }
  parts.push('</event>\n');
  return parts.join('');
}

/** One attribute's element; `spelled` where the value has its text already. */
function attribute(key: string, value: AttributeValue, spelled = spell(value)): string {
  return `<${elementOf(value)} key="${escapeXml(key)}" value="${escapeXml(spelled)}"/>\n`;
}

function elementOf(value: AttributeValue): string {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'boolean';
  if (value instanceof Date) return 'date';
  return Number.isSafeInteger(value) && !Object.is(value, -0) ? 'int' : 'float';
}

function spell(value: AttributeValue): string {
  if (value instanceof Date) return instantText(value.getTime());
  return String(value).replace('Infinity', 'INF');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Characters that XML 1.0 can't hold, even as references: control characters and halves of surrogate pairs. */
const FORBIDDEN = /(?![\t\n\r\u007f-\u009f])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;

/** Text as an attribute's value in double quotes; what XML can't hold becomes U+FFFD. */
function escapeXml(text: string): string {
  if (!/[^ !#-%'-;=?-~]/.test(text)) return text;
  return text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"\t\n\r]/g, (one) => ESCAPES[one] ?? one);
}
