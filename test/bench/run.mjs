// npm run bench -- <name> […]: runs test/bench/<name>/index.ts (or .mjs) with the remaining arguments.
import { existsSync, readdirSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const [name, ...rest] = process.argv.slice(2);
const entry = ['ts', 'mjs']
  .map((ending) => `${here}${name}/index.${ending}`)
  .find((path) => existsSync(path));
if (!entry) {
  const names = readdirSync(here, { withFileTypes: true }).filter((each) => each.isDirectory());
  console.error(`usage: npm run bench -- <${names.map((each) => each.name).join(' | ')}>`);
  process.exit(2);
}
const flags = ['--expose-gc', '--max-old-space-size=8192', '--import', `${here}typescript.mjs`];
const child = spawn(process.execPath, [...flags, entry, ...rest], { stdio: 'inherit' });
child.on('exit', (code) => process.exit(code ?? 1));
