import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import type { XmlAttributes } from '#mining/formats/xml/xml-attributes';
import { XmlScanner } from '#mining/formats/xml/xml-scanner';

/** What a reader hears of a document: tags with their attributes, and text without its blanks. */
type Heard = [kind: 'open' | 'close' | 'text', name: string, attributes?: Record<string, string>];

class Heards {
  readonly all: Heard[] = [];

  open(name: string, attributes: Record<string, string>): void {
    this.all.push(['open', name, attributes]);
  }

  close(name: string): void {
    this.all.push(['close', name]);
  }

  /** Text comes in pieces of any size, and blanks between tags may be left out. */
  text(piece: string): void {
    const solid = piece.replace(/\s+/g, '');
    const last = this.all.at(-1);
    if (solid === '') return;
    if (last?.[0] === 'text') last[1] += solid;
    else this.all.push(['text', solid]);
  }
}

function heardByUs(pieces: readonly Uint8Array[]): Heard[] {
  const heards = new Heards();
  const scanner = new XmlScanner({
    open: (element: string, attributes: XmlAttributes) => {
      const texts = Array.from({ length: attributes.count }, (_, at): [string, string] => [
        attributes.names[at] ?? '',
        attributes.text(at),
      ]);
      heards.open(element, Object.fromEntries(texts));
    },
    close: (element) => {
      heards.close(element);
    },
    text: (piece) => {
      heards.text(piece);
    },
  });
  for (const piece of pieces) scanner.write(piece);
  scanner.end();
  return heards.all;
}

function heardByTheLibrary(document: string): Heard[] {
  const heards = new Heards();
  const parser = new SaxesParser();
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  parser.on('opentag', ({ name, attributes }) => {
    heards.open(local(name), { ...attributes });
  });
  parser.on('closetag', ({ name }) => {
    heards.close(local(name));
  });
  parser.on('text', (text) => {
    heards.text(text);
  });
  parser.on('cdata', (text) => {
    heards.text(text);
  });
  parser.on('error', (trouble) => {
    throw trouble;
  });
  parser.write(document).close();
  return heards.all;
}

const letters = fc.constantFrom(...Array.from('ab1 é保😀&<>"\'\n\t]-'), 'concept:name', 'W_');
const text = fc.array(letters, { maxLength: 6 }).map((parts) => parts.join(''));

const REFERENCES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const QUOTES: Record<string, string> = { '"': '&quot;', "'": '&#39;' };

/** Text as it may stand in a document, some characters as references of either kind. */
function spelled(value: string, quote: string, asReferences: boolean): string {
  return value.replace(/[^]/gu, (character) => {
    if (character in REFERENCES) return REFERENCES[character] ?? '';
    if (character === quote) return QUOTES[character] ?? '';
    const code = character.codePointAt(0) ?? 0;
    return asReferences && code > 32 ? `&#x${code.toString(16)};` : character;
  });
}

const attribute = fc
  .tuple(
    fc.constantFrom('key', 'value', 'xes:k', 'id'),
    text,
    fc.constantFrom('"', "'"),
    fc.constantFrom('=', ' = ', '\n='),
    fc.boolean(),
  )
  .map(([name, value, quote, equals, asReferences]) => ({
    name,
    source: `${name}${equals}${quote}${spelled(value, quote, asReferences)}${quote}`,
  }));

const blank = fc.constantFrom('', ' ', '\n\t\t');

/** A tag spelled as logs spell them: the same but for one value, again and again. */
const plainTag = fc
  .tuple(
    fc.constantFrom('string', 'date', 'xes:int'),
    fc.constantFrom('a', 'org:resource', '保'),
    text,
    fc.constantFrom('', ' '),
  )
  .map(
    ([element, key, value, gap]) =>
      `<${element} key="${key}" value="${spelled(value, '"', false)}"${gap}/>`,
  );

const aside = fc.constantFrom(
  '<!-- <a b="c"> -->',
  '<?target <a> ?>',
  '<![CDATA[ <x key="1"/> ]] & ]]>',
  '<!---->',
);

const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
  content: fc
    .array(
      fc.oneof(
        { maxDepth: 4 },
        { weight: 4, arbitrary: plainTag },
        { weight: 1, arbitrary: text.map((value) => spelled(value, '', false)) },
        { weight: 1, arbitrary: aside },
        { weight: 2, arbitrary: tie('element') },
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
  element: fc
    .tuple(
      fc.constantFrom('log', 'event', 'xes:trace'),
      fc.uniqueArray(attribute, { selector: ({ name }) => name, maxLength: 3 }),
      blank,
      tie('content'),
      fc.boolean(),
    )
    .map(([name, attributes, gap, content, short]) => {
      const begin = `<${[name, ...attributes.map(({ source }) => source)].join(' ')}${gap}`;
      return short ? `${begin}/>` : `${begin}>${content}</${name}${gap}>`;
    }),
}));

const document = fc
  .tuple(fc.constantFrom('', '<?xml version="1.0"?>\n<!-- x -->', '<!DOCTYPE log>'), element, blank)
  .map((parts) => parts.join(''));

/** The document's bytes, cut anywhere: in tags, in characters, in references. */
function cut(source: string, lengths: readonly number[]): Uint8Array[] {
  const bytes = Buffer.from(source);
  const pieces: Uint8Array[] = [];
  for (let at = 0, n = 0; at < bytes.length; n++) {
    const length = lengths[n % lengths.length] ?? bytes.length;
    pieces.push(bytes.subarray(at, at + length));
    at += length;
  }
  return pieces;
}

describe('our own scanner hears of a well-formed document what the library hears', () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 5 });

  test('references, CDATA, comments, prefixes, attributes in any order and quotes, cut anywhere', () => {
    fc.assert(
      fc.property(document, cuts, (source, lengths) => {
        expect(heardByUs(cut(source, lengths))).toEqual(heardByTheLibrary(source));
      }),
      { numRuns: 1000 },
    );
  });

  test('tags that are spelled alike a thousand times, with exceptions among them', () => {
    const tags = fc.array(fc.oneof({ weight: 9, arbitrary: plainTag }, element), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(tags, cuts, (some, lengths) => {
        const source = `<log>\n${some.join('\n').concat('\n').repeat(8)}</log>`;
        expect(heardByUs(cut(source, lengths))).toEqual(heardByTheLibrary(source));
        expect(heardByUs([Buffer.from(source)])).toEqual(heardByTheLibrary(source));
      }),
      { numRuns: 200 },
    );
  });
});
