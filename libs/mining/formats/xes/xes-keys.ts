import type { EventLog } from '#mining/log/event-log';

/** The keys that attributes get in an XES document. */
export interface XesKeys {
  ofCase(name: string): string;
  ofEvent(name: string): string;
}

const CASE_KEYS = ['concept:name'];
const EVENT_KEYS = [
  'concept:name',
  'time:timestamp',
  'start_timestamp',
  'org:resource',
  'lifecycle:transition',
];

/** A key for every attribute: its own name where the XML schema allows it, else a respelling that no other has. */
export function xesKeys(log: EventLog): XesKeys {
  const ofCase = keysFor(Object.keys(log.caseAttributes), CASE_KEYS);
  const ofEvent = keysFor(Object.keys(log.eventAttributes), EVENT_KEYS);
  return {
    ofCase: (name) => ofCase.get(name) ?? name,
    ofEvent: (name) => ofEvent.get(name) ?? name,
  };
}

function keysFor(names: readonly string[], reserved: readonly string[]): Map<string, string> {
  const taken = new Set(reserved);
  const keys = new Map<string, string>();
  const own = names.filter((name) => xmlName(name) === name);
  const respelled = names.filter((name) => xmlName(name) !== name);
  for (const name of [...own, ...respelled]) {
    const wish = xmlName(name);
    let key = wish;
    for (let number = 2; taken.has(key); number += 1) key = `${wish}_${number}`;
    taken.add(key);
    keys.set(name, key);
  }
  return keys;
}

/** Letters of the Name production of XML 1.0 (fifth edition); joiners, rare planes and combining marks are left out. */
const LETTER =
  ':A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u3001-\\uD7FF';
const NOT_IN_NAMES = new RegExp(`[^${LETTER}.0-9-]`, 'gu');
const NAME_BEGINS = new RegExp(`^[${LETTER}]`, 'u');

/** The name itself where it is made of these, else the nearest one. */
function xmlName(name: string): string {
  const spelled = name.replace(NOT_IN_NAMES, '_');
  return NAME_BEGINS.test(spelled) ? spelled : `_${spelled}`;
}
