import { describe, expect, test } from '@jest/globals';
import { listPacks, loadPack, readPackFolder } from '#products/load-pack';
import { fileURLToPath } from 'node:url';

const productsFolder = fileURLToPath(new URL('../../libs/products/', import.meta.url));

describe('product packs', () => {
  test('every shipped pack is sound', () => {
    expect(listPacks()).toEqual(expect.arrayContaining(['bao-wei-dai', 'sba-7a', 'zhu-nong-dai']));
    for (const product of listPacks()) {
      expect(readPackFolder(productsFolder + product)).toMatchObject({ kind: 'loaded' });
    }
  });

  test('a pack is frozen to its last leaf and loaded once', () => {
    const pack = loadPack('bao-wei-dai');
    expect(Object.isFrozen(pack.pricing.rates[0])).toBe(true);
    expect(loadPack('bao-wei-dai')).toBe(pack);
  });
});
