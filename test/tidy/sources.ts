/** The project's own sources, as git would list them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { projectFolder } from '../../apps/cli/stack/folder.js';

const rooms = ['apps', 'workflows', 'activities', 'libs', 'test'];
const ours = /\.(ts|tsx|mts|mjs|cjs|js)$/;
const foreign = ['node_modules', 'dist', '.aval', 'histories'];

export interface Source {
  /** From the project's folder. */
  readonly path: string;
  readonly text: string;
}

export function readSources(): Source[] {
  return rooms.flatMap((room) => sourcesIn(join(projectFolder, room)));
}

function sourcesIn(folder: string): Source[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return foreign.includes(entry.name) ? [] : sourcesIn(path);
    if (!ours.test(entry.name)) return [];
    return [{ path: relative(projectFolder, path), text: readFileSync(path, 'utf8') }];
  });
}
