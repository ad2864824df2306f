import { loadClientConnectConfig, type ClientConnectConfig } from '@temporalio/envconfig';
import { existsSync } from 'node:fs';
import {
  environmentSchema,
  partnerTags,
  variables,
  type PartnerName,
  type Values,
  type VariableName,
} from './schema.js';

/** How to reach one partner. Without secrets its webhooks are refused; without a key we call it without one. */
export interface PartnerSettings {
  readonly url: string;
  readonly key: string | undefined;
  readonly webhookSecrets: readonly string[];
}

/** The whole configuration of a process, read once from its environment and frozen. */
export interface Settings {
  /** `url` is the application role's; `ownerUrl` the migrations'. */
  readonly database: {
    readonly url: string;
    readonly ownerUrl: string | undefined;
    readonly poolMax: number;
  };
  readonly temporal: {
    readonly connection: ClientConnectConfig['connectionOptions'] & { readonly address: string };
    readonly namespace: string;
    readonly taskQueue: string;
  };
  readonly api: { readonly host: string; readonly port: number; readonly url: string };
  readonly worker: {
    readonly healthHost: string;
    readonly healthPort: number;
    /** Where the API asks whether a worker polls. */
    readonly url: string;
    readonly maxCachedWorkflows: number;
    readonly maxWorkflowTasks: number;
    readonly maxLocalActivities: number;
    readonly maxActivities: number;
    /** Path of a workflow bundle other than the one that the build has made. */
    readonly bundlePath: string | undefined;
  };
  readonly sandbox: { readonly port: number; readonly url: string };
  readonly issuer: IssuerSettings;
  readonly partners: Readonly<Record<PartnerName, PartnerSettings>>;
  /** True allows cases with a driven clock. Production leaves it false. */
  readonly demonstration: boolean;
  readonly log: { readonly level: Values['AVAL_LOG_LEVEL'] };
  readonly telemetry: { readonly enabled: boolean; readonly endpoint: string | undefined };
  readonly stateDir: string;
  /** A file in the public SBA format that `npm start` plays. */
  readonly portfolioPath: string | undefined;
  readonly sharedDataPath: string | undefined;
}

/** Who issues the tokens that the API trusts, and for whom they must be meant. */
export interface IssuerSettings {
  readonly host: string;
  readonly port: number;
  readonly url: string;
  /** Where its keys are, if not where its discovery document says. */
  readonly jwksUrl: string | undefined;
  readonly audience: string;
}

/** Names every variable that is wrong, and the values each may hold. */
export class WrongSettings extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration is wrong:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'WrongSettings';
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

const describe = (name: VariableName, given: string | undefined): string => {
  const secret = /SECRET|KEY|DATABASE/.test(name);
  const is = given === undefined ? 'is missing' : secret ? 'is wrong' : `is '${given}'`;
  return `${name} ${is}: give ${variables[name].allowed}.`;
};

/** An empty variable means an absent one, as Docker Compose and .env files leave them. */
const withoutEmpty = (env: Environment): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );

function readValues(env: Record<string, string>): Values {
  const parsed = environmentSchema.safeParse(env);
  if (parsed.success) return parsed.data;
  const names = new Set(parsed.error.issues.map((issue) => issue.path[0] as VariableName));
  throw new WrongSettings([...names].map((name) => describe(name, env[name])));
}

function temporalOf(env: Record<string, string>, taskQueue: string): Settings['temporal'] {
  const { connectionOptions, namespace } = readTemporalProfile(env);
  return {
    connection: {
      ...connectionOptions,
      address: connectionOptions.address ?? '127.0.0.1:7233',
    },
    namespace: namespace ?? 'default',
    taskQueue,
  };
}

/**
 * The Temporal connection that the environment and its configuration file describe
 * (TEMPORAL_ADDRESS, TEMPORAL_PROFILE, TEMPORAL_CONFIG_FILE and their kin; docs.temporal.io,
 * "Environment configuration").
 */
export function readTemporalProfile(env: Environment): ClientConnectConfig {
  const overrideEnvVars = withoutEmpty(env);
  const file = overrideEnvVars.TEMPORAL_CONFIG_FILE;
  if (file !== undefined && !existsSync(file)) {
    throw new WrongSettings([`TEMPORAL_CONFIG_FILE is '${file}': give the path of a file.`]);
  }
  try {
    return loadClientConnectConfig({ overrideEnvVars });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new WrongSettings([`TEMPORAL_PROFILE or TEMPORAL_CONFIG_FILE cannot be used: ${why}.`]);
  }
}

const issuerOf = (values: Values): IssuerSettings => ({
  host: values.AVAL_ISSUER_HOST,
  port: values.AVAL_ISSUER_PORT,
  url: values.AVAL_ISSUER_URL,
  jwksUrl: values.AVAL_ISSUER_JWKS_URL,
  audience: values.AVAL_AUDIENCE,
});

const partnerOf = (values: Values, name: PartnerName): PartnerSettings => {
  const tag = partnerTags[name];
  return {
    url: values[`AVAL_PARTNER_URL_${tag}`] ?? values.AVAL_SANDBOX_URL,
    key: values[`AVAL_PARTNER_KEY_${tag}`],
    webhookSecrets: values[`AVAL_WEBHOOK_SECRET_${tag}`],
  };
};

const partnersOf = (values: Values): Settings['partners'] => ({
  bank: partnerOf(values, 'bank'),
  esign: partnerOf(values, 'esign'),
  bureau: partnerOf(values, 'bureau'),
  registry: partnerOf(values, 'registry'),
  reGuarantor: partnerOf(values, 'reGuarantor'),
});

const workerOf = (values: Values): Settings['worker'] => ({
  healthHost: values.AVAL_WORKER_HEALTH_HOST,
  healthPort: values.AVAL_WORKER_HEALTH_PORT,
  url: values.AVAL_WORKER_URL,
  maxCachedWorkflows: values.AVAL_WORKER_MAX_CACHED_WORKFLOWS,
  maxWorkflowTasks: values.AVAL_WORKER_MAX_WORKFLOW_TASKS,
  maxLocalActivities: values.AVAL_WORKER_MAX_LOCAL_ACTIVITIES,
  maxActivities: values.AVAL_WORKER_MAX_ACTIVITIES,
  bundlePath: values.AVAL_WORKER_BUNDLE,
});

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
}

/**
 * Reads the whole configuration once.
 * @throws WrongSettings naming every wrong variable and the values it may hold.
 */
export function loadSettings(env: Environment = process.env): Settings {
  const given = withoutEmpty(env);
  const values = readValues(given);
  return deepFreeze({
    database: {
      url: values.DATABASE_URL,
      ownerUrl: values.DATABASE_OWNER_URL,
      poolMax: values.DATABASE_POOL_MAX,
    },
    temporal: temporalOf(given, values.TEMPORAL_TASK_QUEUE),
    api: { host: values.AVAL_API_HOST, port: values.AVAL_API_PORT, url: values.AVAL_API_URL },
    worker: workerOf(values),
    sandbox: { port: values.AVAL_SANDBOX_PORT, url: values.AVAL_SANDBOX_URL },
    issuer: issuerOf(values),
    partners: partnersOf(values),
    demonstration: values.AVAL_DEMONSTRATION,
    log: { level: values.AVAL_LOG_LEVEL },
    telemetry: {
      enabled: values.AVAL_OTEL_ENABLED,
      endpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT,
    },
    stateDir: values.AVAL_STATE_DIR,
    portfolioPath: values.AVAL_PORTFOLIO,
    sharedDataPath: values.AVAL_SHARED_DATA,
  });
}
