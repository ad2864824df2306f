import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { StackFailure } from './names.js';

/** Where each part of the stack listens, on the loopback address only. */
export interface Ports {
  readonly api: number;
  readonly workerHealth: number;
  readonly sandbox: number;
  readonly issuer: number;
  readonly temporal: number;
  readonly temporalUi: number;
  readonly postgres: number;
}

/** The name of a port of the stack. */
export type PortName = keyof Ports;

/** Each port: what listens there, where by default, and what changes it. */
export const portCatalogue: Readonly<
  Record<PortName, { what: string; standard: number; variable: string; flag: string }>
> = {
  api: { what: 'the API', standard: 8800, variable: 'AVAL_API_PORT', flag: '--api-port' },
  workerHealth: {
    what: "the worker's health",
    standard: 8801,
    variable: 'AVAL_WORKER_HEALTH_PORT',
    flag: '--worker-health-port',
  },
  sandbox: {
    what: 'the partner sandbox',
    standard: 8810,
    variable: 'AVAL_SANDBOX_PORT',
    flag: '--sandbox-port',
  },
  issuer: {
    what: 'the token issuer',
    standard: 8820,
    variable: 'AVAL_ISSUER_PORT',
    flag: '--issuer-port',
  },
  temporal: {
    what: 'Temporal',
    standard: 7233,
    variable: 'AVAL_TEMPORAL_PORT',
    flag: '--temporal-port',
  },
  temporalUi: {
    what: "Temporal's screen",
    standard: 8233,
    variable: 'AVAL_TEMPORAL_UI_PORT',
    flag: '--temporal-ui-port',
  },
  postgres: {
    what: 'PostgreSQL',
    standard: 54330,
    variable: 'AVAL_POSTGRES_PORT',
    flag: '--postgres-port',
  },
};

/** Every port's name. */
export const portNames = Object.keys(portCatalogue) as PortName[];

/** The ports as the environment names them, else the standard ones. @throws StackFailure on a wrong number. */
export function portsFrom(env: NodeJS.ProcessEnv): Ports {
  const read = (name: PortName): number => {
    const { variable, standard } = portCatalogue[name];
    const given = env[variable];
    if (!given) return standard;
    if (isPort(given)) return Number(given);
    throw new StackFailure(`${variable} is '${given}': ${portWanted}`);
  };
  return fill(read);
}

/** What a port must be, in words. */
export const portWanted = 'give a port, 1 to 65535.';

/** Is this text the number of a port? */
export function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65536;
}

/**
 * Ports that are free at this moment, for tests. They lie below those that systems give to outgoing
 * connections (32768 and up on Linux, 49152 by IANA): no connection opened meanwhile takes one.
 */
export async function freePorts(): Promise<Ports> {
  const found: number[] = [];
  while (found.length < portNames.length) {
    const port = randomInt(10_240, 32_768);
    if (!found.includes(port) && (await isFree(port))) found.push(port);
  }
  return fill((name) => found[portNames.indexOf(name)] ?? 0);
}

/** Finds the first of these ports that is taken, and says in words how to use another; or nothing. */
export async function whyPortsCannotBeUsed(
  ports: Ports,
  needed: readonly PortName[],
): Promise<string | undefined> {
  const checks = await Promise.all(
    needed.map(async (name) => ({ name, free: await isFree(ports[name]) })),
  );
  const taken = checks.filter(({ free }) => !free).map(({ name }) => sentenceFor(name, ports));
  return taken.length === 0 ? undefined : taken.join('\n');
}

function sentenceFor(name: PortName, ports: Ports): string {
  const { what, variable, flag } = portCatalogue[name];
  const other = anotherPort(ports[name], ports);
  return (
    `Port ${ports[name]}, meant for ${what}, is in use by another program. ` +
    `Stop that program, or use another port: ${variable}=${other} npm start, or npm start -- ${flag} ${other}.`
  );
}

/** A thousand further, past what another part of the stack is meant to use: Temporal's screen is at 7233 + 1000. */
function anotherPort(port: number, ports: Ports): number {
  const meant = new Set(Object.values(ports));
  const step = port + 3000 < 65536 ? 1000 : -1000;
  let other = port + step;
  while (meant.has(other)) other += step;
  return other;
}

const fill = (portOf: (name: PortName) => number): Ports =>
  Object.fromEntries(portNames.map((name) => [name, portOf(name)])) as unknown as Ports;

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      resolve(false);
    });
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
