import { BrokenInput, UnreadableText } from '../reading.js';
import { ByteInterner } from '../xml/byte-interner.js';

const NEWLINE = 10;
const RETURN = 13;
const QUOTE = 34;
const LONGEST_ROW_BYTES = 1 << 24;

/** One row: slices of the input, turned into text only when asked for. */
export class CsvRow {
  bytes: Uint8Array = new Uint8Array();
  /** The line where the row begins, from 1. */
  line = 1;
  count = 0;
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  /** True where the field has doubled quotes, so that its bytes are not its text. */
  readonly doubled: boolean[] = [];
  private readonly interner = new ByteInterner();

  isEmpty(index: number): boolean {
    return this.starts[index] === this.ends[index];
  }

  text(index: number): string {
    const text = this.decoded(index);
    return this.doubled[index] === true ? text.replaceAll('""', '"') : text;
  }

  private decoded(index: number): string {
    try {
      return this.interner.text(this.bytes, this.starts[index] ?? 0, this.ends[index] ?? 0);
    } catch {
      throw new UnreadableText('the row is not valid UTF-8', this.line);
    }
  }
}

/** What hears of a table's rows, and of what could not be read as one; it throws where that ends the reading. */
export interface CsvListener {
  hear(row: CsvRow): void;
  setAside(reason: string, line: number): void;
}

/**
 * A streaming scanner for comma-separated values (RFC 4180) in UTF-8 that works on bytes. Rows may end in LF, CRLF or
 * CR LF mixed; quoted fields may hold delimiters and line breaks; blank lines are skipped. Where a quote is never closed or
 * is followed by more than a delimiter, the row's first line is set aside and the next line begins a row.
 */
export class CsvScanner {
  private bytes: Uint8Array = new Uint8Array();
  private at = 0;
  private line = 1;
  private over = false;
  /** The rest of a line that was left out is still to come. */
  private isSkipping = false;
  private readonly row = new CsvRow();

  constructor(
    private readonly delimiter: number,
    private readonly listener: CsvListener,
  ) {}

  write(chunk: Uint8Array): void {
    if (this.bytes.length - this.at > LONGEST_ROW_BYTES) {
      this.leaveOut('a row of more than 16 MiB (a quote that is never closed?)', this.line);
      this.readRows();
    }
    const rest = this.bytes.length - this.at;
    this.bytes = rest > 0 ? Buffer.concat([this.bytes.subarray(this.at), chunk]) : chunk;
    this.at = 0;
    if (this.isSkipping) this.skipLine();
    this.readRows();
  }

  /** The text is over; its last row may lack a line break. */
  end(): void {
    this.over = true;
    this.readRows();
  }

  private readRows(): void {
    this.row.bytes = this.bytes;
    while (this.at < this.bytes.length) {
      const from = this.line;
      const after = this.readRowOrLeaveOut(from);
      if (after < 0) {
        this.line = from;
        return;
      }
      this.at = after;
      const { row } = this;
      row.line = from;
      if (row.count > 1 || (row.count === 1 && (!row.isEmpty(0) || row.doubled[0] === true)))
        this.listener.hear(row);
    }
  }

  /** As `readRow`; of what is no row the first line is left out. */
  private readRowOrLeaveOut(from: number): number {
    try {
      return this.readRow();
    } catch (trouble) {
      if (!(trouble instanceof BrokenInput)) throw trouble;
      this.row.count = 0;
      this.leaveOut(trouble.reason, from, trouble.line);
      return this.at;
    }
  }

  /** Sets the row that begins here aside and goes on behind its first line. */
  private leaveOut(reason: string, from: number, troubledIn = from): void {
    this.listener.setAside(reason, troubledIn);
    this.line = from;
    this.skipLine();
  }

  /** Goes behind the line's end, which may lie in a later piece. */
  private skipLine(): void {
    const end = this.bytes.indexOf(NEWLINE, this.at);
    this.isSkipping = end < 0;
    this.at = end < 0 ? this.bytes.length : end + 1;
    if (end >= 0) this.line += 1;
  }

  /** Reads one row; the index after it, -1 where the piece ends first. */
  private readRow(): number {
    const { bytes, row } = this;
    row.count = 0;
    for (let at = this.at; ;) {
      const end = bytes[at] === QUOTE ? this.readQuoted(at + 1) : this.readPlain(at);
      if (end < 0) return -1;
      row.count += 1;
      if (end === bytes.length) return end;
      if (bytes[end] === this.delimiter) {
        at = end + 1;
        continue;
      }
      this.line += 1;
      const paired = bytes[end] === RETURN && bytes[end + 1] === NEWLINE;
      return paired ? end + 2 : end + 1;
    }
  }

  /** Reads an unquoted field; the index of the delimiter or line break behind it. */
  private readPlain(from: number): number {
    const { bytes, row, delimiter } = this;
    const { length } = bytes;
    let at = from;
    for (; at < length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === delimiter || byte === NEWLINE || byte === RETURN) break;
    }
    // A carriage return at the very end of the piece may have its line feed in the next one.
    const cut = at === length || (bytes[at] === RETURN && at + 1 === length);
    if (cut && !this.over) return -1;
    row.starts[row.count] = from;
    row.ends[row.count] = at;
    row.doubled[row.count] = false;
    return at;
  }

  private readQuoted(from: number): number {
    const { bytes, row } = this;
    let doubled = false;
    let breaks = 0;
    for (let at = from; at < bytes.length; at += 1) {
      if (bytes[at] === NEWLINE) breaks += 1;
      if (bytes[at] !== QUOTE) continue;
      if (at + 1 >= bytes.length && !this.over) return -1;
      if (bytes[at + 1] === QUOTE) {
        doubled = true;
        at += 1;
        continue;
      }
      row.starts[row.count] = from;
      row.ends[row.count] = at;
      row.doubled[row.count] = doubled;
      this.line += breaks;
      return this.afterQuote(at + 1);
    }
    if (this.over) throw new BrokenInput('a quote that is never closed', this.line);
    return -1;
  }

  private afterQuote(at: number): number {
    const next = this.bytes[at];
    if (next === undefined) return at;
    if (next === RETURN && at + 1 === this.bytes.length && !this.over) return -1;
    if (next === this.delimiter || next === NEWLINE || next === RETURN) return at;
    throw new BrokenInput('a quoted field is followed by more text', this.line);
  }
}
