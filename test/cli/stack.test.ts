import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { projectFolder } from '../../apps/cli/stack/folder.js';
import { pause } from '../../apps/cli/stack/names.js';
import { removeStateFolder } from '../../apps/cli/stack/postgres-home.js';
import { freePorts, whyPortsCannotBeUsed, type Ports } from '../../apps/cli/stack/ports.js';
import { identify, stillRuns, type ProcessIdentity } from '../../apps/cli/stack/processes.js';
import { readRunning } from '../../apps/cli/stack/run-file.js';
import { testStack } from '../stack/stack.js';
import { startStack, type Stack, type StackOptions } from '../../apps/cli/stack/stack.js';

const folders: string[] = [];
const newFolder = (): string => {
  mkdirSync(join(projectFolder, '.aval'), { recursive: true });
  const folder = mkdtempSync(join(projectFolder, '.aval/test-'));
  folders.push(folder);
  return folder;
};
const servers = async (directory: string): Promise<StackOptions> => ({
  directory,
  ports: await freePorts(),
  only: ['postgres', 'temporal'],
  migrate: false,
  headless: true,
  env: {
    PATH: process.env.PATH,
    TEMPORAL_CONFIG_FILE: join(testStack().directory, 'temporal.toml'),
  },
});

afterAll(() => {
  for (const folder of folders) removeStateFolder(folder);
});

const query = async (url: string, text: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
};

const until = async (isSo: () => boolean, withinMs = 40_000): Promise<boolean> => {
  const deadline = Date.now() + withinMs;
  while (!isSo() && Date.now() < deadline) await pause(50);
  return isSo();
};

describe('a stack of PostgreSQL and Temporal', () => {
  let stack: Stack;
  const said: string[] = [];
  const directory = newFolder();

  beforeAll(async () => {
    stack = await startStack({ ...(await servers(directory)), log: (line) => said.push(line) });
  }, 120_000);
  afterAll(async () => {
    await stack.stop();
  }, 60_000);

  test('the application role owns nothing and the owner role owns the database', async () => {
    const owner = `select pg_get_userbyid(datdba) as owner from pg_database where datname = 'aval'`;
    expect(await query(stack.urls.database, owner)).toEqual([{ owner: 'aval_owner' }]);
    await expect(query(stack.urls.database, 'create table mine (x int)')).rejects.toThrow(
      'permission denied',
    );
  });

  test('nothing trades durability for speed', async () => {
    const settings = `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`;
    expect(await query(stack.urls.database, settings)).toEqual([{ fsync: 'on', commit: 'on' }]);
  });

  test('a second start in the same folder says that one runs already, and how to stop it', async () => {
    await expect(startStack(await servers(directory))).rejects.toThrow(
      `Aval runs already in this folder (pid ${process.pid}`,
    );
    expect(readRunning(join(directory, 'run.json'))?.children).toHaveLength(2);
  });

  test.each(['postgres', 'temporal'] as const)(
    '%s killed from outside is named and runs again with what it knew',
    async (name) => {
      await query(stack.urls.databaseOwner, `create table kept_${name} as select 7 as seven`);
      const before = stack.child(name);
      process.kill(before?.pid ?? 0, 'SIGKILL');
      expect(await until(() => stack.child(name)?.restarts === (before?.restarts ?? 0) + 1)).toBe(
        true,
      );
      expect(said).toContain(
        `${name} (pid ${before?.pid ?? 0}) was killed by SIGKILL; it is started again.`,
      );
      const rows = await query(stack.urls.databaseOwner, `select seven from kept_${name}`);
      expect(rows).toEqual([{ seven: 7 }]);
    },
    30_000,
  );

  test('only the owner of the folder can read its secrets', () => {
    expect(statSync(join(directory, 'secrets.json')).mode & 0o077).toBe(0);
  });

  test('run.json names no password', () => {
    const run = readFileSync(join(directory, 'run.json'), 'utf8');
    expect(run).not.toContain(stack.secrets.databaseAppPassword);
  });
});

describe('a port in use', () => {
  test('is named, with the variable and the flag that change it', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const ports: Ports = { ...(await freePorts()), api: port };
    const why = await whyPortsCannotBeUsed(ports, ['api', 'sandbox']);
    server.close();
    expect(why).toContain(`Port ${port}, meant for the API, is in use`);
    expect(why).toContain('AVAL_API_PORT=');
    expect(why).toContain('npm start -- --api-port');
    expect(why).not.toContain('sandbox');
  });

  test('is not told to move to where another part of the stack listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const temporal = typeof address === 'object' && address ? address.port : 0;
    const step = temporal + 3000 < 65536 ? 1000 : -1000;
    const ports: Ports = { ...(await freePorts()), temporal, temporalUi: temporal + step };
    const why = await whyPortsCannotBeUsed(ports, ['temporal']);
    server.close();
    expect(why).toContain(`AVAL_TEMPORAL_PORT=${temporal + 2 * step} npm start`);
  });
});

describe('a supervisor that is killed', () => {
  const superviseElsewhere = async (
    directory: string,
  ): Promise<[ChildProcess, ProcessIdentity[]]> => {
    const program = join(directory, 'supervisor.mjs');
    const stack = join(projectFolder, 'dist/apps/cli/stack/stack.js');
    const options = JSON.stringify(await servers(directory));
    writeFileSync(
      program,
      `import { startStack } from ${JSON.stringify(stack)};
       await startStack(${options});
       process.send('up');`,
    );
    const supervisor = fork(program, {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [],
    });
    await once(supervisor, 'message');
    const run = readRunning(join(directory, 'run.json'));
    const pids = [run?.watchdog ?? 0, ...(run?.children ?? []).map(({ pid }) => pid)];
    return [supervisor, pids.flatMap((pid) => identify(pid) ?? [])];
  };

  test('leaves no process behind', async () => {
    const [supervisor, processes] = await superviseElsewhere(newFolder());
    expect(processes).toHaveLength(3);
    supervisor.kill('SIGKILL');
    expect(await until(() => !processes.some(stillRuns))).toBe(true);
  }, 60_000);

  test('leaves none even if its watchdog is killed too, once the next start has come', async () => {
    const directory = newFolder();
    const [supervisor, processes] = await superviseElsewhere(directory);
    const watchdog = readRunning(join(directory, 'run.json'))?.watchdog ?? 0;
    const gone = once(supervisor, 'exit');
    process.kill(watchdog, 'SIGKILL');
    supervisor.kill('SIGKILL');
    // A signal is under way for a while: only when the old supervisor is gone is this the next start.
    await gone;
    const next = await startStack(await servers(directory));
    expect(processes.filter(stillRuns)).toEqual([]);
    await next.stop();
  }, 60_000);
});
