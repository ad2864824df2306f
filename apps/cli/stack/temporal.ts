import { Connection } from '@temporalio/client';
import type { ClientConnectConfig } from '@temporalio/envconfig';
import type { StateFolder } from './folder.js';
import type { ServiceSpec } from './service.js';
import type { TemporalCli } from './temporal-cli.js';

/**
 * What the embedded server allows beyond its defaults, for many guarantees at once on one machine
 * (names as in the server's dynamic configuration): a driven life sends many updates to one workflow.
 */
const dynamicConfig: Readonly<Record<string, number | boolean>> = {
  'history.maxInFlightUpdates': 100,
  'history.maxTotalUpdates': 100_000,
  'frontend.rps': 100_000,
  'frontend.namespaceRPS': 100_000,
  'frontend.namespaceRPS.visibility': 1000,
  'frontend.namespaceCount': 10_000,
  'frontend.persistenceMaxQPS': 100_000,
  'history.rps': 100_000,
  'history.persistenceMaxQPS': 100_000,
  'matching.rps': 100_000,
  'matching.persistenceMaxQPS': 100_000,
};

/** Where and how the embedded Temporal server runs. */
export interface TemporalPlace {
  readonly cli: TemporalCli;
  readonly port: number;
  readonly uiPort: number;
  readonly namespace: string;
  /** Without a screen: for tests. */
  readonly headless: boolean;
  /** Search attributes to register, as `Name=Keyword`. */
  readonly searchAttributes: readonly string[];
}

/** The embedded Temporal server: the CLI's development server with a database file. */
export function temporalSpec(folder: StateFolder, place: TemporalPlace): ServiceSpec {
  const address = `127.0.0.1:${place.port}`;
  return {
    name: 'temporal',
    command: place.cli.path,
    args: [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(place.port)],
      ...(place.headless
        ? ['--headless']
        : ['--ui-port', String(place.uiPort), '--ui-disable-news-fetch']),
      ...['--namespace', place.namespace],
      ...['--db-filename', folder.temporalDatabase],
      ...['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'],
      ...['--log-level', 'error'],
      ...place.searchAttributes.flatMap((attribute) => ['--search-attribute', attribute]),
      ...Object.entries(dynamicConfig).flatMap(([key, value]) => [
        '--dynamic-config-value',
        `${key}=${JSON.stringify(value)}`,
      ]),
    ],
    env: process.env,
    cwd: folder.root,
    ipc: false,
    // The server takes ports of its own for its inner parts, and another program may be faster to one.
    attempts: 3,
    stopSignal: 'SIGTERM',
    logPath: folder.logOf('temporal'),
    answers: () => temporalAnswers({ address }, place.namespace),
  };
}

/** True if the server answers and knows the namespace. */
export async function temporalAnswers(
  options: ClientConnectConfig['connectionOptions'],
  namespace: string,
): Promise<boolean> {
  let connection: Connection | undefined;
  try {
    connection = await Connection.connect({ ...options, connectTimeout: 1000 });
    await connection.workflowService.describeNamespace({ namespace });
    return true;
  } catch {
    return false;
  } finally {
    await connection?.close().catch(() => undefined);
  }
}
