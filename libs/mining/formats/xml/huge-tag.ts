const SLASH = 47;
const GREATER = 62;
const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;
const NEWLINE = 10;

/** A tag too large to keep: it is gone through byte by byte, and nothing of it is remembered but how it ends. */
export class HugeTag {
  lines = 0;
  /** Does the tag close itself? Known once its end was found. */
  closesItself = false;
  private quote = 0;
  private last = 0;

  constructor(
    readonly element: string,
    readonly line: number,
  ) {}

  /** Goes through the next bytes; the index behind the tag's `>`, -1 where they hold no end of it. */
  goThrough(bytes: Uint8Array, from: number): number {
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === NEWLINE) this.lines += 1;
      if (this.quote !== 0) {
        if (byte === this.quote) this.quote = 0;
      } else if (byte === DOUBLE_QUOTE || byte === SINGLE_QUOTE) this.quote = byte;
      else if (byte === GREATER) {
        this.closesItself = this.last === SLASH;
        return at + 1;
      }
      this.last = byte;
    }
    return -1;
  }
}
