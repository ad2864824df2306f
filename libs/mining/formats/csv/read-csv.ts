import type { AttributeValue } from '#mining/log/attribute-column';
import { openInput, textChunks, type OpenInput } from '../input/open-input.js';
import { instantMsOfBytes, instantMsOfText } from '../instant.js';
import { logName } from '../log-name.js';
import {
  BrokenInput,
  EventIntake,
  UnreadableText,
  guardReading,
  type LogReading,
  type ReadingOptions,
} from '../reading.js';
import { cellValue, unguardCell } from './cell-value.js';
import { placeColumns, type ColumnNames, type ColumnPlaces } from '../table/column-places.js';
import { CsvScanner, type CsvRow } from './csv-scanner.js';

export interface CsvOptions extends ReadingOptions {
  /** Columns by name; those not named are found by their usual names. */
  readonly columns?: ColumnNames;
}

/**
 * Reads a log from comma-separated values (RFC 4180; semicolon, tab and bar are recognised too), plain or gzipped, as a
 * stream. The first row names the columns. Instants without an offset are UTC. Further columns become attributes of
 * the event, those called `case:…` of the case.
 */
export async function readCsv(file: string, options: CsvOptions = {}): Promise<LogReading> {
  return guardReading(file, async () => readCsvInput(file, await openInput(file), options));
}

/** As `readCsv`, on an input that is open already. */
export async function readCsvInput(
  file: string,
  input: OpenInput,
  options: CsvOptions,
): Promise<LogReading> {
  const intake = new EventIntake(file, options.lenient ?? false);
  const table = new LogTable(intake, options.columns ?? {});
  let scanner: CsvScanner | undefined;
  try {
    for await (const chunk of textChunks(input)) {
      scanner ??= new CsvScanner(delimiterOf(chunk), {
        hear: (row) => {
          table.hear(row);
        },
        setAside: (reason, line) => {
          table.setAside(reason, line);
        },
      });
      scanner.write(chunk);
    }
    scanner?.end();
    table.end();
  } catch (trouble) {
    if (!(trouble instanceof BrokenInput)) throw trouble;
    intake.breakOff(trouble);
  }
  return intake.finish(options.name ?? logName(file));
}

/** The delimiter that the first line has most of. */
function delimiterOf(head: Uint8Array): number {
  const end = head.indexOf(10);
  const line = head.subarray(0, end < 0 ? head.length : end);
  const counted = [44, 59, 9, 124].map((byte) => ({
    byte,
    count: line.reduce((sum, one) => sum + (one === byte ? 1 : 0), 0),
  }));
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).byte;
}

/** Turns rows into events once the header told what the columns mean. */
class LogTable {
  private places: ColumnPlaces | undefined;
  private width = 0;

  constructor(
    private readonly intake: EventIntake,
    private readonly columns: ColumnNames,
  ) {}

  hear(row: CsvRow): void {
    if (this.places) this.hearSoundly(row, this.places);
    else {
      const header = Array.from({ length: row.count }, (_, index) => textOf(row, index));
      this.width = row.count;
      this.places = placeColumns(header, this.columns);
    }
  }

  /** What could not be read as a row: without a header there is no table, and the reading ends. */
  setAside(reason: string, line: number): void {
    if (!this.places) throw new BrokenInput(reason, line);
    this.intake.setAside(reason, line);
  }

  end(): void {
    if (!this.places) throw new BrokenInput('the file holds no header', 1);
  }

  /** A row whose text cannot be read costs this row, not the file. */
  private hearSoundly(row: CsvRow, places: ColumnPlaces): void {
    try {
      this.hearEvent(row, places);
    } catch (trouble) {
      if (!(trouble instanceof UnreadableText)) throw trouble;
      this.intake.setAside(trouble.reason, row.line);
    }
  }

  private hearEvent(row: CsvRow, places: ColumnPlaces): void {
    const trouble = this.troubleOf(row, places);
    if (trouble !== undefined) {
      this.intake.setAside(trouble, row.line);
      return;
    }
    const instantMs = instantOf(row, places.timestamp);
    const startMs = optional(row, places.start, instantOf);
    if (Number.isNaN(instantMs) || Number.isNaN(startMs)) {
      const wrong = Number.isNaN(instantMs) ? places.timestamp : (places.start ?? 0);
      this.intake.setAside(`not an instant: ${row.text(wrong)}`, row.line);
      return;
    }
    const caseId = unguardCell(row.text(places.case));
    this.intake.keep({
      caseId,
      activity: unguardCell(row.text(places.activity)),
      instantMs,
      startMs,
      resource: optional(row, places.resource, textOf),
      lifecycle: optional(row, places.lifecycle, textOf),
      attributes: this.attributesOf(row, places, caseId),
    });
  }

  private troubleOf(row: CsvRow, places: ColumnPlaces): string | undefined {
    if (row.count !== this.width) {
      return `${row.count} fields where the header has ${this.width}`;
    }
    if (row.isEmpty(places.case)) return 'the event has no case';
    if (row.isEmpty(places.activity)) return 'the event has no activity';
    return row.isEmpty(places.timestamp) ? 'the event has no timestamp' : undefined;
  }

  private attributesOf(
    row: CsvRow,
    places: ColumnPlaces,
    caseId: string,
  ): Record<string, AttributeValue> | undefined {
    if (places.others.length === 0) return undefined;
    const ofEvent: Record<string, AttributeValue> = {};
    const ofCase: Record<string, AttributeValue> = {};
    let describes = false;
    for (const [place, name] of places.others) {
      if (row.isEmpty(place)) continue;
      const value = cellValue(unguardCell(row.text(place)));
      if (name.startsWith('case:')) {
        ofCase[name.slice(5)] = value;
        describes = true;
      } else ofEvent[name] = value;
    }
    if (describes) this.intake.builder.describeCase(caseId, ofCase);
    return ofEvent;
  }
}

function textOf(row: CsvRow, place: number): string {
  return unguardCell(row.text(place));
}

function optional<T>(
  row: CsvRow,
  place: number | undefined,
  read: (row: CsvRow, place: number) => T,
): T | undefined {
  return place === undefined || row.isEmpty(place) ? undefined : read(row, place);
}

const SECONDS_DIGITS = 10;

/** An instant as ISO 8601, or as Unix time in seconds (10 digits), milli- (13), micro- (16) or nanoseconds (19). */
function instantOf(row: CsvRow, place: number): number {
  const iso = instantMsOfBytes(row.bytes, row.starts[place] ?? 0, row.ends[place] ?? 0);
  if (!Number.isNaN(iso)) return iso;
  const text = row.text(place).trim();
  if (!/^\d+$/.test(text)) return instantMsOfText(text);
  const thousandths = (text.length - SECONDS_DIGITS) / 3;
  return Number.isInteger(thousandths) && thousandths >= 0 && thousandths <= 3
    ? (Number(text) / 1000 ** thousandths) * 1000
    : NaN;
}
