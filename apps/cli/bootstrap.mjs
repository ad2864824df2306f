#!/usr/bin/env node
// The first thing that runs on a fresh clone: it may use nothing but Node itself.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Aval needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}
const { bootstrap } = await import('./bootstrap/commands.mjs');
process.exitCode = await bootstrap(process.argv.slice(2));
