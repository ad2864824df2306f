import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The public file, where it is at hand: beside the checkout, or where AVAL_SHARED_DATA says. */
export function findSbaFile(): string | null {
  const named = process.env.AVAL_SHARED_DATA;
  const folders = named === undefined ? foldersAbove(process.cwd()) : [named];
  const files = folders.map((folder) => join(folder, 'credit', 'sba_guaranteed_loans.csv.gz'));
  return files.find((file) => existsSync(file)) ?? null;
}

function foldersAbove(folder: string): string[] {
  const parent = dirname(folder);
  const here = join(folder, 'shared', 'data');
  return parent === folder ? [here] : [here, ...foldersAbove(parent)];
}
