/**
 * The first key that an object of a JSON text holds twice, as the path to it: `pricing.rates[0].grade`; nothing where
 * every key stands once. Readers of JSON disagree on which of the two holds (RFC 8259 §4), so that a file that people
 * write must not have any.
 * @param text a text that `JSON.parse` has read
 */
export function repeatedKey(text: string): string | undefined {
  const open: Level[] = [];
  for (const [token] of text.matchAll(tokens)) {
    const level = open.at(-1);
    if (token === '{') open.push({ keys: new Set(), awaitsKey: true, at: '' });
    else if (token === '[') open.push({ keys: null, awaitsKey: false, at: 0 });
    else if (token === '}' || token === ']') open.pop();
    else if (level === undefined) continue;
    else if (token === ',') goOn(level);
    else if (level.awaitsKey && isRepeated(level, JSON.parse(token) as string)) return pathOf(open);
  }
  return undefined;
}

/** An object with the keys met in it, or an array with the place of its element. */
interface Level {
  readonly keys: Set<string> | null;
  awaitsKey: boolean;
  /** The key or the place that is being read. */
  at: string | number;
}

/** Texts, so that what they hold is passed over, and the signs that give a JSON text its shape. */
const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],]/gs;

function goOn(level: Level): void {
  if (typeof level.at === 'number') level.at += 1;
  else level.awaitsKey = true;
}

function isRepeated(level: Level, key: string): boolean {
  level.at = key;
  level.awaitsKey = false;
  if (level.keys?.has(key) === true) return true;
  level.keys?.add(key);
  return false;
}

function pathOf(open: readonly Level[]): string {
  return open.reduce((path, { at }) => {
    if (typeof at === 'number') return `${path}[${at}]`;
    return path === '' ? at : `${path}.${at}`;
  }, '');
}
