import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { validatorOf } from './application-form.js';
import { frozen, hashOf, problemsIn, readJson, reasonOf } from './data-file.js';
import { misfitsOf } from './pack-checks.js';
import { describeProblem, problemsOf, type PackProblem } from './pack-problem.js';
import type { FormSchema, Pack, PackContent } from './pack.js';
import { packSchema } from './schema/pack-schema.js';

const PACK_FILE = 'pack.json';
const FORM_FILE = 'form.schema.json';

/** The folder that holds one folder for each product. */
const productsFolder = fileURLToPath(new URL('.', import.meta.url));

export type PackReading =
  | { readonly kind: 'loaded'; readonly pack: Pack }
  | { readonly kind: 'broken'; readonly problems: readonly PackProblem[] };

const loaded = new Map<string, Pack>();

/** The names of all products that have a pack, sorted. */
export function listPacks(): string[] {
  return readdirSync(productsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .filter((name) => existsSync(join(productsFolder, name, PACK_FILE)))
    .sort();
}

/**
 * The pack of a product, frozen and kept. With a `version` (`2026.1`, or a whole identity) exactly
 * that one: the current one, or one kept under `<product>/versions/<version>`, because a running case
 * keeps its pack's version. Throws where there is none, or where the pack is broken or not the one
 * that the identity names.
 */
export function loadPack(product: string, version?: string): Pack {
  const key = `${product}@${version ?? 'current'}`;
  const known = loaded.get(key);
  if (known !== undefined) return known;
  const pack = version === undefined ? currentPack(product) : packOfVersion(product, version);
  loaded.set(key, pack);
  return pack;
}

/** Reads and checks the pack in a folder, wherever it is. The folder's name must be the product's. */
export function readPackFolder(folder: string, product = basename(folder)): PackReading {
  const content = readJson(folder, PACK_FILE);
  const form = readJson(folder, FORM_FILE);
  if (content.kind === 'broken' || form.kind === 'broken') {
    return { kind: 'broken', problems: [...problemsIn(content), ...problemsIn(form)] };
  }
  const shape = packSchema.safeParse(content.value);
  const formShape = formSchema.safeParse(form.value);
  if (!shape.success || !formShape.success) {
    return {
      kind: 'broken',
      problems: [
        ...(shape.success ? [] : problemsOf(shape.error, PACK_FILE, content.value)),
        ...(formShape.success ? [] : problemsOf(formShape.error, FORM_FILE, form.value)),
      ],
    };
  }
  return checkedPack(shape.data, formShape.data, product);
}

const formSchema = z.looseObject({
  $schema: z.literal('https://json-schema.org/draft/2020-12/schema'),
  type: z.literal('object'),
  properties: z.record(z.string(), z.record(z.string(), z.unknown())),
});

function checkedPack(content: PackContent, form: FormSchema, product: string): PackReading {
  const problems = [
    ...(content.product === product ? [] : [misnamed(product)]),
    ...misfitsOf(content, form).map((misfit) => ({ file: PACK_FILE, ...misfit })),
    ...formProblems(form),
  ];
  if (problems.length > 0) return { kind: 'broken', problems };
  const contentHash = hashOf({ content, form });
  const identity = `${content.product}@${content.version}+${contentHash.slice(0, 12)}`;
  return { kind: 'loaded', pack: frozen({ ...content, form, contentHash, identity }) };
}

function misnamed(product: string): PackProblem {
  return {
    file: PACK_FILE,
    field: 'product',
    message: `must be "${product}", the name of its folder`,
  };
}

function formProblems(form: FormSchema): PackProblem[] {
  try {
    validatorOf(form);
    return [];
  } catch (error) {
    return [{ file: FORM_FILE, field: '', message: reasonOf(error) }];
  }
}

function currentPack(product: string): Pack {
  if (!listPacks().includes(product)) {
    throw new Error(`no product pack is named "${product}": there are ${listPacks().join(', ')}`);
  }
  return soundPack(join(productsFolder, product), product);
}

function packOfVersion(product: string, version: string): Pack {
  const [numbered = version] = version.replace(`${product}@`, '').split('+');
  const current = loadPack(product);
  const kept = join(productsFolder, product, 'versions', numbered);
  const pack = current.version === numbered ? current : soundPack(kept, product);
  if (version.includes('+') && !pack.identity.endsWith(version.replace(`${product}@`, ''))) {
    throw new Error(`pack ${version} was changed in place: the folder holds ${pack.identity}`);
  }
  return pack;
}

function soundPack(folder: string, product: string): Pack {
  const reading = readPackFolder(folder, product);
  if (reading.kind === 'loaded') return reading.pack;
  throw new Error(
    `the pack in ${folder} is broken:\n${reading.problems.map(describeProblem).join('\n')}`,
  );
}
