import { fieldsOf, listOf, textOf } from '../json/json-lines.js';
import { instantMsOfText } from '../instant.js';

/** One event of a workflow's history, whatever tool wrote it. */
export interface HistoryEvent {
  readonly id: string;
  /** "ActivityTaskScheduled", without prefix or underscores. */
  readonly type: string;
  readonly timeMs: number;
  /** The event's own attributes. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** The summary that the workflow's author gave, if any. */
  readonly summary: string | undefined;
}

/** The histories in a JSON file: one `{events}`, a list of them, or a bare list of events. */
export function historiesIn(root: unknown): (readonly HistoryEvent[])[] {
  const list = listOf(root);
  if (list.length > 0 && isEvent(list[0])) return [list.map(historyEventOf)];
  const holders = Array.isArray(root) ? list : [root];
  return holders
    .map((holder) => fieldsOf(holder))
    .map((holder) => listOf(holder['events'] ?? fieldsOf(holder['history'])['events']))
    .filter((events) => events.length > 0)
    .map((events) => events.map(historyEventOf));
}

/** True where a JSON value looks like a history, or a list of some. */
export function looksLikeHistory(root: unknown): boolean {
  const first = listOf(root)[0] ?? root;
  const fields = fieldsOf(first);
  return (
    isEvent(first) || isEvent(listOf(fields['events'] ?? fieldsOf(fields['history'])['events'])[0])
  );
}

function isEvent(value: unknown): boolean {
  const fields = fieldsOf(value);
  return 'eventType' in fields && ('eventTime' in fields || 'eventId' in fields);
}

function historyEventOf(value: unknown): HistoryEvent {
  const fields = fieldsOf(value);
  const type = typeNamed(textOf(fields['eventType']));
  const own = `${type.charAt(0).toLowerCase()}${type.slice(1)}EventAttributes`;
  return {
    id: textOf(fields['eventId']),
    type,
    timeMs: timeOf(fields['eventTime']),
    attributes: fieldsOf(fields[own] ?? fields['attributes']),
    summary: payloadText(fieldsOf(fields['userMetadata'])['summary']),
  };
}

/** "EVENT_TYPE_ACTIVITY_TASK_SCHEDULED" as "ActivityTaskScheduled". */
function typeNamed(name: string): string {
  if (!name.startsWith('EVENT_TYPE_')) return name;
  const words = name.slice('EVENT_TYPE_'.length).toLowerCase().split('_');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** An instant as protobuf's JSON spells it, or as its seconds and nanoseconds. */
export function timeOf(value: unknown): number {
  if (typeof value === 'string') return instantMsOfText(value);
  const { seconds, nanos } = fieldsOf(value);
  return seconds === undefined ? NaN : Number(seconds) * 1000 + Number(nanos ?? 0) / 1e6;
}

/** The JSON value in a payload, undefined where it is encoded otherwise. */
export function payloadValue(payload: unknown): unknown {
  const { data } = fieldsOf(payload);
  if (typeof data !== 'string') return undefined;
  try {
    return JSON.parse(Buffer.from(data, 'base64').toString()) as unknown;
  } catch {
    // The payload is encrypted or binary: what it says is not for us.
    return undefined;
  }
}

function payloadText(payload: unknown): string | undefined {
  const value = payloadValue(payload);
  return typeof value === 'string' ? value : undefined;
}
