import { describe, expect, test } from '@jest/globals';
import { readSources } from './sources.js';

/** Words that say nothing of what a thing is (docs/glossary.md has better ones). */
const empty = ['util', 'utils', 'helper', 'helpers', 'common', 'base', 'manager', 'misc'];
/** Written apart, so that this page does not hold what it looks for. */
const unfinished = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].join('|')})\\b`);
const silenced = new RegExp(
  ['eslint-' + 'disable', '@ts-' + 'ignore', '@ts-' + 'nocheck'].join('|'),
);
const untyped = new RegExp(`(:|\\bas|<|\\||,)\\s*${'an' + 'y'}\\b\\s*([\\[\\]>),;=|&]|$)`, 'm');
const declared = /\b(?:const|let|function|class|interface|type|enum)\s+([A-Za-z_$][\w$]*)/g;

const sources = readSources();
const typescript = sources.filter(({ path }) => path.endsWith('.ts'));

const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
/** The noun counts: `commonArrows` are the frequent ones, but `arrowUtils` are nothing. */
const saysNothing = (name: string): boolean => empty.includes(wordsOf(name).at(-1) ?? '');
const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');

describe('the house is tidy', () => {
  test('no file or folder bears a name that says nothing', () => {
    const found = sources
      .map(({ path }) => path)
      .filter((path) => wordsOf(path).some((word) => empty.includes(word)));
    expect(found).toEqual([]);
  });

  test('nothing is declared under a name that says nothing', () => {
    const found = typescript.flatMap(({ path, text }) =>
      [...withoutComments(text).matchAll(declared)]
        .map(([, name = '']) => name)
        .filter((name) => saysNothing(name))
        .map((name) => `${path}: ${name}`),
    );
    expect(found).toEqual([]);
  });

  test.each([
    ['is left unfinished', unfinished],
    ['silences its checks', silenced],
  ])('nothing %s', (_, pattern) => {
    expect(sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path)).toEqual([]);
  });

  test('nothing is of a type that could be anything', () => {
    const found = typescript.filter(({ text }) => untyped.test(withoutComments(text)));
    expect(found.map(({ path }) => path)).toEqual([]);
  });
});
