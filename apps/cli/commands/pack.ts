import { Command } from 'commander';
import { resolve } from 'node:path';
import { listPacks, loadPack, readPackFolder } from '#products/load-pack';
import { describeProblem, type PackProblem } from '#products/pack-problem';
import { CommandFailure, exitCodes } from '../failure.js';

/** Where a command prints its result. */
export type Print = (text: string) => void;

interface CheckOptions {
  readonly json?: boolean;
}

/** What became of one folder: the identity of a sound pack, or all that is wrong with it. */
interface CheckedFolder {
  readonly folder: string;
  readonly sound: boolean;
  readonly identity: string | null;
  readonly problems: readonly PackProblem[];
}

/** `aval pack …`: for the authors of product packs (docs/product-packs.md). */
export function packCommand(print: Print = (text) => process.stdout.write(`${text}\n`)): Command {
  const pack = new Command('pack').description('check and list product packs');
  pack
    .command('check <folder...>')
    .description('check the pack in a folder: pack.json and form.schema.json')
    .option('--json', 'print one JSON object on standard output')
    .action((folders: string[], options: CheckOptions) => {
      checkFolders(folders, options, print);
    });
  pack
    .command('list')
    .description('the packs that this installation holds')
    .option('--json', 'print one JSON object on standard output')
    .action((options: CheckOptions) => {
      listShipped(options, print);
    });
  return pack;
}

function checkFolders(folders: readonly string[], { json }: CheckOptions, print: Print): void {
  const checked = folders.map(checkFolder);
  print(json === true ? JSON.stringify({ packs: checked }) : checked.map(describe).join('\n'));
  const broken = checked.filter(({ sound }) => !sound).length;
  if (broken === 0) return;
  throw new CommandFailure(
    broken === 1 ? 'the pack is not sound' : `${broken} packs are not sound`,
    'docs/product-packs.md describes every field.',
    exitCodes.failed,
  );
}

function checkFolder(folder: string): CheckedFolder {
  const reading = readPackFolder(resolve(folder));
  return reading.kind === 'loaded'
    ? { folder, sound: true, identity: reading.pack.identity, problems: [] }
    : { folder, sound: false, identity: null, problems: reading.problems };
}

function describe({ folder, identity, problems }: CheckedFolder): string {
  if (identity !== null) return `${folder}: sound, ${identity}`;
  const lines = problems.map((problem) => `  ${describeProblem(problem)}`);
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  return [`${folder}: ${count}`, ...lines].join('\n');
}

function listShipped({ json }: CheckOptions, print: Print): void {
  const packs = listPacks().map((product) => {
    const { identity, name, currency } = loadPack(product);
    return { product, identity, name, currency };
  });
  print(
    json === true
      ? JSON.stringify({ packs })
      : packs.map(({ identity, name }) => `${identity}  ${name.zh}  ${name.en}`).join('\n'),
  );
}
