// The built tree keeps the source tree's import names: its package.json maps `#domain/*` to `.js` instead of `.ts`.
import { readFileSync, writeFileSync } from 'node:fs';

const source = JSON.parse(readFileSync('package.json', 'utf8'));
const imports = Object.fromEntries(
  Object.entries(source.imports).map(([name, path]) => [name, path.replace(/\.ts$/, '.js')]),
);
writeFileSync('dist/package.json', JSON.stringify({ type: 'module', imports }, null, 2) + '\n');
