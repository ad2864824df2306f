import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Programme, ProgrammeContent } from '#domain/programmes/programme';
import { frozen, hashOf, problemsIn, readJson } from '../data-file.js';
import { describeProblem, problemsOf, type PackProblem } from '../pack-problem.js';
import { programmeMisfits } from './programme-checks.js';
import { programmeSchema } from './programme-schema.js';

const PROGRAMME_FILE = 'programme.json';

/** The folder that holds one folder for each programme. */
const programmesFolder = fileURLToPath(new URL('.', import.meta.url));

export type ProgrammeReading =
  | { readonly kind: 'loaded'; readonly programme: Programme }
  | { readonly kind: 'broken'; readonly problems: readonly PackProblem[] };

const loaded = new Map<string, Programme>();

/** The names of all programmes of this installation, sorted. */
export function listProgrammes(): string[] {
  return readdirSync(programmesFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .filter((name) => existsSync(join(programmesFolder, name, PROGRAMME_FILE)))
    .sort();
}

/**
 * The programme of that name, frozen and kept. With an `identity` exactly that one: the current one, or one kept
 * under `<programme>/versions/<version>`, because a running case keeps its programme's version. Throws where
 * there is none, or where it is broken or not the one that the identity names.
 */
export function loadProgramme(name: string, identity?: string): Programme {
  const key = identity ?? `${name}@current`;
  const known = loaded.get(key);
  if (known !== undefined) return known;
  const programme = identity === undefined ? current(name) : ofIdentity(name, identity);
  loaded.set(key, programme);
  return programme;
}

/** Reads and checks the programme in a folder, wherever it is. The folder's name must be the programme's. */
export function readProgrammeFolder(folder: string, name = basename(folder)): ProgrammeReading {
  const file = readJson(folder, PROGRAMME_FILE);
  if (file.kind === 'broken') return { kind: 'broken', problems: problemsIn(file) };
  const shape = programmeSchema.safeParse(file.value);
  if (!shape.success) {
    const problems = problemsOf(shape.error, PROGRAMME_FILE, file.value);
    return { kind: 'broken', problems };
  }
  return checked(shape.data, name);
}

function checked(content: ProgrammeContent, name: string): ProgrammeReading {
  const message = `must be "${name}", the name of its folder`;
  const misfits = [
    ...(content.programme === name ? [] : [{ field: 'programme', message }]),
    ...programmeMisfits(content),
  ];
  if (misfits.length > 0) {
    const problems = misfits.map((misfit) => ({ file: PROGRAMME_FILE, ...misfit }));
    return { kind: 'broken', problems };
  }
  const contentHash = hashOf(content);
  const identity = `${content.programme}@${content.version}+${contentHash.slice(0, 12)}`;
  return { kind: 'loaded', programme: frozen({ ...content, contentHash, identity }) };
}

function current(name: string): Programme {
  if (!listProgrammes().includes(name)) {
    throw new Error(`no programme is named "${name}": there are ${listProgrammes().join(', ')}`);
  }
  return sound(join(programmesFolder, name), name);
}

function ofIdentity(name: string, identity: string): Programme {
  const [version = ''] = identity.replace(`${name}@`, '').split('+');
  const newest = loadProgramme(name);
  const kept = join(programmesFolder, name, 'versions', version);
  const programme = newest.version === version ? newest : sound(kept, name);
  if (programme.identity !== identity) {
    throw new Error(
      `programme ${identity} was changed in place: the folder holds ${programme.identity}`,
    );
  }
  return programme;
}

function sound(folder: string, name: string): Programme {
  const reading = readProgrammeFolder(folder, name);
  if (reading.kind === 'loaded') return reading.programme;
  throw new Error(
    `the programme in ${folder} is broken:\n${reading.problems.map(describeProblem).join('\n')}`,
  );
}
