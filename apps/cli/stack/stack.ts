import { loadSettings, readTemporalProfile } from '#config/settings';
import {
  appSpec,
  answersWell,
  environmentOf,
  migrate,
  type AppEnvironment,
  type Urls,
} from './apps.js';
import type { Stack, StackOptions } from './contract.js';
import { keepSecrets, openStateFolder, type Secrets, type StateFolder } from './folder.js';
import {
  appNames,
  pause,
  serviceNames,
  StackFailure,
  type AppName,
  type Say,
  type ServiceName,
} from './names.js';
import { portsFrom, whyPortsCannotBeUsed, type PortName, type Ports } from './ports.js';
import {
  answersAt,
  embeddedUrls,
  postgresSpec,
  prepareDatabase,
  type DatabaseUrls,
} from './postgres.js';
import { identify } from './processes.js';
import { claimFolder, describeRun, releaseFolder } from './run-file.js';
import { Service, type ServiceSpec, type Surroundings } from './service.js';
import { findTemporalCli } from './temporal-cli.js';
import { temporalAnswers, temporalSpec } from './temporal.js';
import { startWatchdog } from './watchdog.js';

export type { Stack, StackOptions } from './contract.js';

const portsOf: Readonly<Record<ServiceName, readonly PortName[]>> = {
  postgres: ['postgres'],
  temporal: ['temporal', 'temporalUi'],
  sandbox: ['sandbox'],
  issuer: ['issuer'],
  worker: ['workerHealth'],
  api: ['api'],
};

/**
 * Brings up a whole Aval, or the part of it that is asked for.
 * @throws StackFailure in words for the operator; whatever had started is stopped again.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const builder = new StackBuilder(options);
  const giveUp = (): void => void builder.stop();
  options.stop?.addEventListener('abort', giveUp);
  try {
    return await builder.build();
  } catch (error) {
    await builder.stop();
    throw error;
  } finally {
    options.stop?.removeEventListener('abort', giveUp);
  }
}

class StackBuilder {
  readonly #say: Say;
  readonly #env: NodeJS.ProcessEnv;
  readonly #ports: Ports;
  readonly #folder: StateFolder;
  readonly #startedAt = new Date().toISOString();
  readonly #services = new Map<ServiceName, Service>();
  readonly #only: readonly ServiceName[];
  #around: Surroundings | undefined;
  #urls: Urls | undefined;
  #claimed = false;
  #stopping: Promise<void> | undefined;
  #announceFailure: (failure: StackFailure) => void = () => undefined;
  readonly #failed = new Promise<StackFailure>((resolve) => (this.#announceFailure = resolve));

  constructor(private readonly options: StackOptions) {
    this.#say = options.log ?? (() => undefined);
    this.#env = options.env ?? process.env;
    this.#ports = options.ports ?? portsFrom(this.#env);
    this.#folder = openStateFolder(options.directory);
    this.#only = options.only ?? serviceNames;
  }

  async build(): Promise<Stack> {
    await claimFolder(this.#folder.run, this.#ports);
    this.#claimed = true;
    const secrets = keepSecrets(this.#folder.secrets);
    const temporal = readTemporalProfile(this.#env);
    const external = {
      postgres: Boolean(this.#env.DATABASE_URL),
      temporal: temporal.connectionOptions.address !== undefined,
    };
    await this.#checkPorts(external);
    this.#around = {
      say: this.#say,
      watchdog: startWatchdog(),
      changed: () => {
        this.#describe();
      },
      gaveUp: (failure) => {
        this.#announceFailure(failure);
      },
      mayDieAMinute: this.options.mayDieAMinute ?? 6,
    };
    const database = this.#databaseUrls(external.postgres, secrets);
    this.#urls = this.#nameUrls(database, temporal);
    const urls = this.#urls;
    const apps = { base: this.#env, folder: this.#folder, ports: this.#ports, urls, secrets };
    // A wrong value is named before anything starts, not by a process that dies of it.
    loadSettings(environmentOf('worker', apps));
    const [postgresSource, temporalSource] = await Promise.all([
      this.#startPostgres(external.postgres, database, secrets),
      this.#startTemporal(temporal),
    ]);
    await this.#startApps(apps);
    return this.#handle(urls, secrets, { postgres: postgresSource, temporal: temporalSource });
  }

  async #checkPorts(external: Readonly<Record<'postgres' | 'temporal', boolean>>): Promise<void> {
    const needed = this.#only
      .filter((name) => !(name in external && external[name as keyof typeof external]))
      .flatMap((name) => portsOf[name])
      .filter((name) => name !== 'temporalUi' || !this.options.headless);
    const why = await whyPortsCannotBeUsed(this.#ports, needed);
    if (why) throw new StackFailure(why);
  }

  #databaseUrls(external: boolean, secrets: Secrets): DatabaseUrls {
    if (!external) return embeddedUrls(this.#ports.postgres, secrets);
    const app = this.#env.DATABASE_URL ?? '';
    return { app, owner: this.#env.DATABASE_OWNER_URL ?? app, admin: undefined };
  }

  async #startPostgres(external: boolean, urls: DatabaseUrls, secrets: Secrets): Promise<string> {
    if (external) {
      if (await answersAt(urls.app)) return 'DATABASE_URL';
      throw new StackFailure('DATABASE_URL names a PostgreSQL that does not let us in.');
    }
    if (!this.#only.includes('postgres')) return 'not started';
    const settings = this.options.postgresSettings;
    await this.#start(await postgresSpec(this.#folder, secrets, this.#ports.postgres, settings));
    await prepareDatabase(urls.admin ?? '', secrets);
    return 'embedded';
  }

  async #startTemporal(profile: ReturnType<typeof readTemporalProfile>): Promise<string> {
    const { connectionOptions, namespace } = profile;
    if (connectionOptions.address !== undefined) {
      if (await temporalAnswers(connectionOptions, namespace ?? 'default'))
        return 'TEMPORAL_ADDRESS or profile';
      throw new StackFailure(
        `The Temporal server at ${connectionOptions.address} does not answer, ` +
          `or does not know the namespace ${namespace ?? 'default'}.`,
      );
    }
    if (!this.#only.includes('temporal')) return 'not started';
    const cli = await findTemporalCli(this.#env, this.#say);
    await this.#start(
      temporalSpec(this.#folder, {
        cli,
        port: this.#ports.temporal,
        uiPort: this.#ports.temporalUi,
        namespace: namespace ?? 'default',
        headless: this.options.headless ?? false,
        searchAttributes: this.options.temporalSearchAttributes ?? [],
      }),
    );
    return `embedded, from ${cli.source}`;
  }

  #nameUrls(database: DatabaseUrls, temporal: ReturnType<typeof readTemporalProfile>): Urls {
    const at = (port: number): string => `http://127.0.0.1:${port}`;
    const address = temporal.connectionOptions.address;
    const hasUi =
      address === undefined && this.#only.includes('temporal') && !this.options.headless;
    return {
      api: at(this.#ports.api),
      workerHealth: at(this.#ports.workerHealth),
      sandbox: at(this.#ports.sandbox),
      issuer: this.#env.AVAL_ISSUER_URL ?? at(this.#ports.issuer),
      temporal: address ?? `127.0.0.1:${this.#ports.temporal}`,
      temporalNamespace: temporal.namespace ?? 'default',
      ui: hasUi ? at(this.#ports.temporalUi) : undefined,
      database: database.app,
      databaseOwner: database.owner,
      databaseAdmin: database.admin,
    };
  }

  async #startApps(around: AppEnvironment): Promise<void> {
    if (this.options.migrate ?? true) await migrate(around);
    const wanted = appNames.filter((name) => this.#only.includes(name));
    const start = (name: AppName): Promise<void> => this.#start(appSpec(name, around));
    // The API is ready when a worker polls, so the worker comes first.
    await Promise.all(wanted.filter((name) => name !== 'api').map(start));
    if (!wanted.includes('api')) return;
    await start('api');
    if (wanted.includes('worker')) await this.#untilReady(`${around.urls.api}/health/ready`);
  }

  async #untilReady(url: string): Promise<void> {
    const deadline = Date.now() + 60_000;
    while (!(await answersWell(url))) {
      if (Date.now() > deadline) throw new StackFailure(`The API does not become ready: ${url}`);
      await pause(100);
    }
  }

  async #start(spec: ServiceSpec): Promise<void> {
    if (!this.#around) throw new StackFailure('The stack has not been opened.');
    if (this.#stopping) throw new StackFailure('The stack is being stopped.');
    const service = new Service(spec, this.#around);
    this.#services.set(spec.name, service);
    await service.start();
  }

  #describe(): void {
    if (!this.#claimed) return;
    const { api, workerHealth, sandbox, issuer, temporal, ui } = this.#urls ?? {};
    describeRun(this.#folder.run, {
      startedAt: this.#startedAt,
      ports: this.#ports,
      urls: { api, workerHealth, sandbox, issuer, temporal, ui },
      watchdog: this.#around?.watchdog.pid,
      children: [...this.#services].flatMap(([name, { pid }]) => {
        const identity = pid === undefined ? undefined : identify(pid);
        return identity ? [{ name, ...identity }] : [];
      }),
    });
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #stopAll(): Promise<void> {
    const newestFirst = [...serviceNames].reverse();
    for (const name of newestFirst) await this.#services.get(name)?.stop();
    await this.#around?.watchdog.release();
    if (this.#claimed) releaseFolder(this.#folder.run);
    this.#claimed = false;
  }

  #service(name: ServiceName): Service {
    const service = this.#services.get(name);
    if (!service) throw new StackFailure(`${name} was not started by this stack.`);
    return service;
  }

  #handle(urls: Urls, secrets: Secrets, sources: Stack['sources']): Stack {
    this.#describe();
    return {
      urls,
      ports: this.#ports,
      directory: this.#folder.root,
      secrets,
      sources,
      failed: this.#failed,
      child: (name) => {
        const service = this.#services.get(name);
        return service?.pid === undefined
          ? undefined
          : { pid: service.pid, restarts: service.restarts };
      },
      kill: (name, signal = 'SIGKILL') => {
        this.#service(name).kill(signal);
      },
      whenUp: (name) => this.#service(name).whenUp(),
      restart: async (name) => {
        const service = this.#service(name);
        await service.stop();
        await service.start();
      },
      stop: () => this.stop(),
    };
  }
}
