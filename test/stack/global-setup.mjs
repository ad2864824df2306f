// Starts one stack for every test of the project `stack`, on ports and in a folder of its own.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from '../../apps/cli/bootstrap/build.mjs';
import { project } from '../../apps/cli/bootstrap/project.mjs';

const foreign = ['DATABASE_URL', 'DATABASE_OWNER_URL', 'TEMPORAL_ADDRESS', 'TEMPORAL_PROFILE'];

export default async function startTestStack() {
  await ensureBuilt();
  const { startStack } = await import('../../dist/apps/cli/stack/stack.js');
  const { removeStateFolder } = await import('../../dist/apps/cli/stack/postgres-home.js');
  const { freePorts } = await import('../../dist/apps/cli/stack/ports.js');
  const directory = join(project, '.aval', `test-${process.pid}`);
  mkdirSync(directory, { recursive: true });
  // A configuration file of our own keeps the developer's from naming another Temporal server.
  const profiles = join(directory, 'temporal.toml');
  writeFileSync(profiles, '[profile.default]\n');
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !foreign.includes(name)),
  );
  const stack = await startStack({
    directory,
    ports: await freePorts(),
    only: servicesWanted(),
    migrate: isBuilt('cli/migrate'),
    headless: true,
    // Processes are killed in tests, the machine is not: waiting for the disk proves nothing here.
    postgresSettings: { fsync: 'off', full_page_writes: 'off', max_wal_size: '512MB' },
    log: (line) => process.stderr.write(`stack: ${line}\n`),
    env: { ...env, TEMPORAL_CONFIG_FILE: profiles },
  });
  const { urls, ports, secrets } = stack;
  const handover = join(directory, 'stack.json');
  const pids = Object.fromEntries(
    ['postgres', 'temporal', 'sandbox', 'issuer', 'worker', 'api'].map((name) => [
      name,
      stack.child(name)?.pid,
    ]),
  );
  writeFileSync(handover, JSON.stringify({ urls, ports, secrets, directory, pids }));
  process.env.AVAL_TEST_STACK = handover;
  globalThis.stopTestStack = async () => {
    await stack.stop();
    removeStateFolder(directory);
  };
}

const isBuilt = (name) => existsSync(join(project, 'dist/apps', `${name}.js`));

function servicesWanted() {
  const named = process.env.AVAL_TEST_SERVICES;
  if (named) return named.split(',');
  const apps = ['sandbox', 'issuer', 'worker', 'api'].filter((app) => isBuilt(`${app}/main`));
  return ['postgres', 'temporal', ...apps];
}
