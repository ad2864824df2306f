import { describe, expect, test } from '@jest/globals';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packCommand } from '../../apps/cli/commands/pack.js';
import { listPacks } from '#products/load-pack';

const productsFolder = fileURLToPath(new URL('../../libs/products/', import.meta.url));

async function run(...words: string[]): Promise<{ printed: string; failure: string | null }> {
  const printed: string[] = [];
  const command = packCommand((text) => printed.push(text)).exitOverride();
  try {
    await command.parseAsync(words, { from: 'user' });
    return { printed: printed.join('\n'), failure: null };
  } catch (error) {
    return { printed: printed.join('\n'), failure: (error as Error).message };
  }
}

describe('aval pack', () => {
  test('check says that every shipped pack is sound, in words and as JSON', async () => {
    const folders = listPacks().map((product) => join(productsFolder, product));
    const { printed, failure } = await run('check', ...folders);
    expect(failure).toBeNull();
    expect(printed.split('\n')).toHaveLength(folders.length);
    const { printed: json } = await run('check', '--json', ...folders);
    expect(JSON.parse(json)).toMatchObject({ packs: folders.map(() => ({ sound: true })) });
  });

  test('check of a folder without a pack fails and names the files', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'aval-pack-'));
    const { printed, failure } = await run('check', empty);
    rmSync(empty, { recursive: true });
    expect(failure).toBe('the pack is not sound');
    expect(printed).toContain('2 problems');
    expect(printed).toContain('pack.json');
    expect(printed).toContain('form.schema.json');
  });

  test('check names file and field of a key that is given twice', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'aval-pack-'));
    cpSync(join(productsFolder, 'bao-wei-dai'), folder, { recursive: true });
    const file = join(folder, 'pack.json');
    const twice = '"pricing": { "basis": "loanAmount",';
    writeFileSync(file, readFileSync(file, 'utf8').replace('"pricing": {', twice));
    const { printed, failure } = await run('check', folder);
    rmSync(folder, { recursive: true });
    expect(failure).toBe('the pack is not sound');
    expect(printed).toContain('pack.json: pricing.basis: is given twice');
  });

  test.each([
    ['in another encoding', Buffer.from('{"name": "\xb1\xa3"}', 'latin1'), 'is not UTF-8: save it'],
    ['empty', Buffer.from(' '), 'is empty: it must hold JSON'],
    ['not JSON', Buffer.from('{"name": }'), 'is not JSON: '],
  ])('check refuses a file that is %s', async (_what, content, message) => {
    const folder = mkdtempSync(join(tmpdir(), 'aval-pack-'));
    cpSync(join(productsFolder, 'bao-wei-dai'), folder, { recursive: true });
    writeFileSync(join(folder, 'pack.json'), content);
    const { printed, failure } = await run('check', folder);
    rmSync(folder, { recursive: true });
    expect(failure).toBe('the pack is not sound');
    expect(printed).toContain(`pack.json: ${message}`);
  });

  test('list names the identity of each', async () => {
    const { printed } = await run('list', '--json');
    const { packs } = JSON.parse(printed) as { packs: { product: string; identity: string }[] };
    expect(packs.map(({ product }) => product)).toEqual(listPacks());
    expect(packs.every(({ identity }) => identity.includes('+'))).toBe(true);
  });
});
