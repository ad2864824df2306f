import { UnreadableText } from '../reading.js';
import { ByteInterner } from './byte-interner.js';

/** The attributes of the tag that is being read: slices of the input, turned into text only when asked for. */
export class XmlAttributes {
  bytes: Uint8Array = new Uint8Array();
  line = 1;
  count = 0;
  names: string[] = [];
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  /** True where the value has an entity or a line break, so that its bytes are not its text. */
  readonly spelled: boolean[] = [];
  /** Texts that are known already, by place. */
  private known: readonly string[] = [];

  constructor(private readonly interner = new ByteInterner()) {}

  /** Attributes of the same names, of which the first have these texts. */
  withKnown(texts: readonly string[]): XmlAttributes {
    const twin = new XmlAttributes(this.interner);
    twin.count = this.count;
    twin.names = this.names.slice(0, this.count);
    twin.spelled.push(...this.spelled.slice(0, this.count));
    twin.known = texts;
    return twin;
  }

  /** The place of the attribute, -1 where the tag has none of that name. */
  find(name: string): number {
    for (let index = 0; index < this.count; index += 1) {
      if (this.names[index] === name) return index;
    }
    return -1;
  }

  text(index: number): string {
    const known = this.known[index];
    if (known !== undefined) return known;
    const text = this.decoded(index);
    if (!this.spelled[index]) return text;
    return expandEntities(text.replace(/\r\n|[\r\n\t]/g, ' '), this.line);
  }

  value(name: string): string | undefined {
    const index = this.find(name);
    return index < 0 ? undefined : this.text(index);
  }

  private decoded(index: number): string {
    try {
      return this.interner.text(this.bytes, this.starts[index] ?? 0, this.ends[index] ?? 0);
    } catch {
      throw new UnreadableText(
        `the value of ${this.names[index] ?? ''} is not valid UTF-8`,
        this.line,
      );
    }
  }
}

const NAMED: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};

/** Replaces character references and the five named entities; document-defined entities are refused. */
export function expandEntities(text: string, line: number): string {
  return text.replace(/&([^;&\s]{0,40};)?/g, (whole: string, body: string | undefined) => {
    if (body === undefined) throw new UnreadableText('an & that begins no entity', line);
    const name = body.slice(0, -1);
    const character = name.startsWith('#') ? characterOf(name.slice(1)) : NAMED[name];
    if (character === undefined) throw new UnreadableText(`unknown entity ${whole}`, line);
    return character;
  });
}

function characterOf(reference: string): string | undefined {
  const sound = /^x[0-9a-f]{1,6}$|^[0-9]{1,7}$/i.test(reference);
  if (!sound) return undefined;
  const code = /^x/i.test(reference) ? parseInt(reference.slice(1), 16) : parseInt(reference, 10);
  return code > 0x10ffff ? undefined : String.fromCodePoint(code);
}
