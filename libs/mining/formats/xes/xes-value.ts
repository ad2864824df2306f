import type { AttributeValue } from '#mining/log/attribute-column';
import { instantMsOfBytes } from '../instant.js';
import type { XmlAttributes } from '../xml/xml-attributes.js';

/** What an XES attribute holds; `missing` where it says nothing, `broken` where its text does not fit its element. */
export type XesValue = { readonly value: AttributeValue } | 'missing' | 'broken';

/** The value of the attribute element `element`, whose `value` is at place `at` among the tag's attributes. */
export function xesValue(element: string, attributes: XmlAttributes, at: number): XesValue {
  switch (element) {
    case 'date':
      return dateValue(attributes, at);
    case 'int':
      return wholeValue(attributes.text(at).trim());
    case 'float':
      return numberValue(attributes.text(at).trim());
    case 'boolean':
      return booleanValue(attributes.text(at).trim());
    case 'list':
    case 'container':
      return 'missing';
    default:
      return { value: attributes.text(at) };
  }
}

function dateValue(attributes: XmlAttributes, at: number): XesValue {
  const start = attributes.starts[at] ?? 0;
  const end = attributes.ends[at] ?? 0;
  if (start === end) return 'missing';
  const ms = instantMsOfBytes(attributes.bytes, start, end);
  return Number.isNaN(ms) ? 'broken' : { value: new Date(ms) };
}

/** Whole numbers beyond 2^53 stay text: as a float64 they would be another number. */
function wholeValue(text: string): XesValue {
  const read = numberValue(text);
  if (typeof read === 'string' || !Number.isInteger(read.value)) return read;
  return Number.isSafeInteger(read.value) ? read : { value: text };
}

function numberValue(text: string): XesValue {
  if (text === '' || text === 'NaN') return 'missing';
  const value = Number(text.replace(/^([+-]?)INF$/, '$1Infinity'));
  return Number.isNaN(value) ? 'broken' : { value };
}

function booleanValue(text: string): XesValue {
  if (/^(true|1)$/i.test(text)) return { value: true };
  if (/^(false|0)$/i.test(text)) return { value: false };
  return text === '' ? 'missing' : 'broken';
}
