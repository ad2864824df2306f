import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { repeatedKey } from '#domain/json/repeated-key';

describe('a key that a JSON text holds twice', () => {
  test.each([
    ['{"a":1,"a":2}', 'a'],
    ['{"a":{"b":1},"c":[{"d":1},{"d":1,"e":2,"d":3}]}', 'c[1].d'],
    ['[[],[{"x":{"y":1,"y":1}}]]', '[1][0].x.y'],
    [String.raw`{"\u0061":1,"a":2}`, 'a'],
    ['{"":1,"":2}', ''],
    ['{"__proto__":1,"__proto__":2}', '__proto__'],
  ])('is found in %s at %s', (text, path) => {
    expect(repeatedKey(text)).toBe(path);
  });

  test.each([
    '{"a":{"a":{"a":[{"a":1},{"a":1}]}}}',
    String.raw`{"a":"{\"b\":1,\"b\":2}","b":"a","c":["a","a"]}`,
    '"a"',
    '[1,2,"a","a"]',
  ])('is none in %s', (text) => {
    expect(repeatedKey(text)).toBeUndefined();
  });

  test('is never found in what JSON itself has written, and always where a key is written again', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), (value) => {
        const text = JSON.stringify(value);
        expect(repeatedKey(text)).toBeUndefined();
        const [key = ''] = Object.keys(value);
        expect(repeatedKey(`${text.slice(0, -1)},${JSON.stringify(key)}:0}`)).toBe(key);
      }),
    );
  });
});
