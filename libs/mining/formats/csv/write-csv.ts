import type { AttributeValue } from '#mining/log/attribute-column';
import type { EventLog } from '#mining/log/event-log';
import { instantText } from '../instant.js';
import { exportedEvents, type ExportedEvent } from '../exported-events.js';
import { guardCell } from './cell-value.js';

const ROWS_A_PIECE = 4096;

/**
 * Writes a log as comma-separated values (RFC 4180) in pieces of text. Columns are called as pm4py calls them:
 * `case:concept:name, concept:name, time:timestamp, start_timestamp, org:resource, lifecycle:transition`, event
 * attributes by their own name and case attributes as `case:…`. Cells can't be run as formulas by a spreadsheet.
 */
export function* writeCsv(log: EventLog): Generator<string> {
  const eventNames = Object.keys(log.eventAttributes);
  const caseNames = Object.keys(log.caseAttributes);
  const header = [
    'case:concept:name',
    'concept:name',
    'time:timestamp',
    ...(log.startMs ? ['start_timestamp'] : []),
    'org:resource',
    ...(log.lifecycle ? ['lifecycle:transition'] : []),
    ...eventNames,
    ...caseNames.map((name) => `case:${name}`),
  ];
  yield line(header);
  let rows: string[] = [];
  for (const event of exportedEvents(log)) {
    rows.push(line(cells(log, event, eventNames, caseNames)));
    if (rows.length === ROWS_A_PIECE) {
      yield rows.join('');
      rows = [];
    }
  }
  yield rows.join('');
}

function cells(
  log: EventLog,
  event: ExportedEvent,
  eventNames: readonly string[],
  caseNames: readonly string[],
): string[] {
  const { startMs } = event;
  return [
    event.caseId,
    event.activity,
    instantText(event.instantMs),
    ...(log.startMs ? [startMs === undefined ? '' : instantText(startMs)] : []),
    event.resource ?? '',
    ...(log.lifecycle ? [event.lifecycle ?? ''] : []),
    ...eventNames.map((name) => cell(event.attributes[name])),
    ...caseNames.map((name) => cell(event.caseAttributes[name])),
  ];
}

function cell(value: AttributeValue | undefined): string {
  if (value === undefined) return '';
  return value instanceof Date ? instantText(value.getTime()) : String(value);
}

function line(fields: readonly string[]): string {
  return `${fields.map((field) => quote(guardCell(field))).join(',')}\r\n`;
}

function quote(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
