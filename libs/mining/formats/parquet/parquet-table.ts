import type { AttributeValue } from '#mining/log/attribute-column';
import { instantMsOfText } from '../instant.js';
import type { EventIntake } from '../reading.js';
import type { ColumnPlaces } from '../table/column-places.js';
import { Instant } from './parquet-instant.js';

type Columns = readonly (readonly unknown[])[];

/** Turns rows of a Parquet file into events. */
export class ParquetTable {
  constructor(
    private readonly intake: EventIntake,
    private readonly places: ColumnPlaces,
  ) {}

  /** Takes rows `from` up to `to` of the file; `columns` hold these rows only. */
  hear(from: number, to: number, columns: Columns): void {
    for (let row = 0; row < to - from; row += 1) {
      const trouble = this.hearRow(columns, row);
      if (trouble !== undefined) this.intake.setAside(`row ${from + row + 1}: ${trouble}`);
    }
  }

  /** Keeps the row's event, or says what is wrong with it. */
  private hearRow(columns: Columns, row: number): string | undefined {
    const { places } = this;
    const at = (place: number | undefined): unknown =>
      place === undefined ? undefined : columns[place]?.[row];
    const caseId = textOf(at(places.case));
    const activity = textOf(at(places.activity));
    if (caseId === undefined) return 'the event has no case';
    if (activity === undefined) return 'the event has no activity';
    if (isMissing(at(places.timestamp))) return 'the event has no timestamp';
    const instantMs = instantOf(at(places.timestamp));
    const startMs = isMissing(at(places.start)) ? undefined : instantOf(at(places.start));
    if (Number.isNaN(instantMs) || Number.isNaN(startMs)) return 'a timestamp that is no instant';
    this.intake.keep({
      caseId,
      activity,
      instantMs,
      startMs,
      resource: textOf(at(places.resource)),
      lifecycle: textOf(at(places.lifecycle)),
      attributes: this.attributesOf(columns, row, caseId),
    });
    return undefined;
  }

  private attributesOf(
    columns: Columns,
    row: number,
    caseId: string,
  ): Record<string, AttributeValue> {
    const ofEvent: Record<string, AttributeValue> = {};
    const ofCase: Record<string, AttributeValue> = {};
    for (const [place, name] of this.places.others) {
      const value = columns[place]?.[row];
      if (isMissing(value) || name.startsWith('__index_level_')) continue;
      if (name.startsWith('case:')) ofCase[name.slice(5)] = attributeOf(value);
      else ofEvent[name] = attributeOf(value);
    }
    if (Object.keys(ofCase).length > 0) this.intake.builder.describeCase(caseId, ofCase);
    return ofEvent;
  }
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function textOf(value: unknown): string | undefined {
  return isMissing(value) ? undefined : spell(value);
}

function spell(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Instant) return new Date(value.ms).toISOString();
  return typeof value === 'bigint' ? value.toString() : JSON.stringify(value);
}

/** Instants of any unit; whole numbers are taken as Unix milliseconds. */
function instantOf(value: unknown): number {
  if (value instanceof Instant) return value.ms;
  if (typeof value === 'bigint' || typeof value === 'number') return Number(value);
  return typeof value === 'string' ? instantMsOfText(value) : NaN;
}

function attributeOf(value: unknown): AttributeValue {
  if (value instanceof Instant) return new Date(value.ms);
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  return typeof value === 'number' || typeof value === 'boolean' ? value : spell(value);
}
