import { Command } from 'commander';
import { resolve } from 'node:path';
import { describeProblem, type PackProblem } from '#products/pack-problem';
import {
  listProgrammes,
  loadProgramme,
  readProgrammeFolder,
} from '#products/programmes/load-programme';
import { CommandFailure, exitCodes } from '../failure.js';
import type { Print } from './pack.js';

interface CheckOptions {
  readonly json?: boolean;
}

interface CheckedProgramme {
  readonly folder: string;
  readonly sound: boolean;
  readonly identity: string | null;
  readonly problems: readonly PackProblem[];
}

/** `aval programme …`: for the authors of programmes (docs/programmes.md). */
export function programmeCommand(
  print: Print = (text) => process.stdout.write(`${text}\n`),
): Command {
  const programme = new Command('programme').description('check and list programmes');
  programme
    .command('check <folder...>')
    .description('check the programme in a folder: programme.json')
    .option('--json', 'print one JSON object on standard output')
    .action((folders: string[], options: CheckOptions) => {
      checkFolders(folders, options, print);
    });
  programme
    .command('list')
    .description('the programmes that this installation holds')
    .option('--json', 'print one JSON object on standard output')
    .action((options: CheckOptions) => {
      listShipped(options, print);
    });
  return programme;
}

function checkFolders(folders: readonly string[], { json }: CheckOptions, print: Print): void {
  const checked = folders.map(checkFolder);
  print(json === true ? JSON.stringify({ programmes: checked }) : checked.map(describe).join('\n'));
  const broken = checked.filter(({ sound }) => !sound).length;
  if (broken === 0) return;
  throw new CommandFailure(
    broken === 1 ? 'the programme is not sound' : `${broken} programmes are not sound`,
    'docs/programmes.md describes every field.',
    exitCodes.failed,
  );
}

function checkFolder(folder: string): CheckedProgramme {
  const reading = readProgrammeFolder(resolve(folder));
  return reading.kind === 'loaded'
    ? { folder, sound: true, identity: reading.programme.identity, problems: [] }
    : { folder, sound: false, identity: null, problems: reading.problems };
}

function describe({ folder, identity, problems }: CheckedProgramme): string {
  if (identity !== null) return `${folder}: sound, ${identity}`;
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  return [`${folder}: ${count}`, ...problems.map((one) => `  ${describeProblem(one)}`)].join('\n');
}

function listShipped({ json }: CheckOptions, print: Print): void {
  const programmes = listProgrammes().map((name) => {
    const { programme, identity, name: title, currency, modes, shares } = loadProgramme(name);
    return { programme, identity, name: title, currency, modes, shares };
  });
  const line = ({ identity, name, shares }: (typeof programmes)[number]): string => {
    const split = shares.map(({ party, shareBps }) => `${party} ${shareBps / 100} %`).join(', ');
    return `${identity}  ${name.zh}  ${name.en}: ${split}`;
  };
  print(json === true ? JSON.stringify({ programmes }) : programmes.map(line).join('\n'));
}
