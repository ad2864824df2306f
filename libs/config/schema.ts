import { z } from 'zod';

/** A port that a process may listen on. */
const port = z.coerce.number().int().min(1).max(65535);
const positive = z.coerce.number().int().positive();
const flag = z
  .enum(['true', 'false', '1', '0'])
  .transform((text) => text === 'true' || text === '1');
const httpUrl = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/$/, ''));
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ });
/** Standard Webhooks secrets, newest first, separated by blanks: both are good while one is rotated out. */
const webhookSecrets = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/=]+( +whsec_[A-Za-z0-9+/=]+)*$/)
  .transform((text) => text.split(/ +/));
const partnerKey = z.string().min(16);

/** How a variable is described to whoever set it wrongly: the values that it may hold. */
export const allowedValues = {
  port: 'a port, 1 to 65535',
  positive: 'a whole number above 0',
  flag: 'true or false',
  httpUrl: 'a URL that begins with http:// or https://',
  postgresUrl: 'a URL such as postgresql://user:password@host:5432/database',
  webhookSecrets: 'Standard Webhooks secrets: whsec_ and base64; several are separated by blanks',
  partnerKey: 'at least 16 characters',
  text: 'a text that is not empty',
  logLevel: 'one of trace, debug, info, warn, error, fatal, silent',
} as const;

/** How each partner is called in the names of variables. */
export const partnerTags = {
  bank: 'BANK',
  esign: 'ESIGN',
  bureau: 'BUREAU',
  registry: 'REGISTRY',
  reGuarantor: 'RE_GUARANTOR',
} as const;

/** A partner that can be configured. */
export type PartnerName = keyof typeof partnerTags;
type PartnerTag = (typeof partnerTags)[PartnerName];

function ofEachPartner<Prefix extends string, Variable>(
  prefix: Prefix,
  variable: Variable,
): Record<`${Prefix}${PartnerTag}`, Variable> {
  const named = Object.values(partnerTags).map((tag) => [`${prefix}${tag}`, variable]);
  return Object.fromEntries(named) as Record<`${Prefix}${PartnerTag}`, Variable>;
}

/** Each environment variable of ours: its schema, and the values it may hold in words. */
export const variables = {
  DATABASE_URL: { schema: postgresUrl, allowed: allowedValues.postgresUrl },
  DATABASE_OWNER_URL: { schema: postgresUrl.optional(), allowed: allowedValues.postgresUrl },
  DATABASE_POOL_MAX: { schema: positive.default(20), allowed: allowedValues.positive },
  TEMPORAL_TASK_QUEUE: { schema: z.string().min(1).default('aval'), allowed: allowedValues.text },
  AVAL_API_HOST: { schema: z.string().min(1).default('127.0.0.1'), allowed: allowedValues.text },
  AVAL_API_PORT: { schema: port.default(8800), allowed: allowedValues.port },
  AVAL_API_URL: {
    schema: httpUrl.default('http://127.0.0.1:8800'),
    allowed: allowedValues.httpUrl,
  },
  AVAL_SANDBOX_PORT: { schema: port.default(8810), allowed: allowedValues.port },
  AVAL_SANDBOX_URL: {
    schema: httpUrl.default('http://127.0.0.1:8810'),
    allowed: allowedValues.httpUrl,
  },
  AVAL_WORKER_HEALTH_HOST: {
    schema: z.string().min(1).default('127.0.0.1'),
    allowed: allowedValues.text,
  },
  AVAL_WORKER_HEALTH_PORT: { schema: port.default(8801), allowed: allowedValues.port },
  AVAL_WORKER_URL: {
    schema: httpUrl.default('http://127.0.0.1:8801'),
    allowed: allowedValues.httpUrl,
  },
  AVAL_WORKER_MAX_CACHED_WORKFLOWS: {
    schema: positive.default(500),
    allowed: allowedValues.positive,
  },
  AVAL_WORKER_MAX_WORKFLOW_TASKS: { schema: positive.default(40), allowed: allowedValues.positive },
  AVAL_WORKER_MAX_LOCAL_ACTIVITIES: {
    schema: positive.default(20),
    allowed: allowedValues.positive,
  },
  AVAL_WORKER_MAX_ACTIVITIES: { schema: positive.default(40), allowed: allowedValues.positive },
  AVAL_WORKER_BUNDLE: { schema: z.string().min(1).optional(), allowed: allowedValues.text },
  AVAL_ISSUER_HOST: { schema: z.string().min(1).default('127.0.0.1'), allowed: allowedValues.text },
  AVAL_ISSUER_PORT: { schema: port.default(8820), allowed: allowedValues.port },
  AVAL_ISSUER_URL: {
    schema: httpUrl.default('http://127.0.0.1:8820'),
    allowed: allowedValues.httpUrl,
  },
  AVAL_ISSUER_JWKS_URL: { schema: httpUrl.optional(), allowed: allowedValues.httpUrl },
  AVAL_AUDIENCE: { schema: z.string().min(1).default('aval'), allowed: allowedValues.text },
  AVAL_DEMONSTRATION: { schema: flag.default(false), allowed: allowedValues.flag },
  ...ofEachPartner('AVAL_WEBHOOK_SECRET_', {
    schema: webhookSecrets.default([]),
    allowed: allowedValues.webhookSecrets,
  }),
  ...ofEachPartner('AVAL_PARTNER_KEY_', {
    schema: partnerKey.optional(),
    allowed: allowedValues.partnerKey,
  }),
  ...ofEachPartner('AVAL_PARTNER_URL_', {
    schema: httpUrl.optional(),
    allowed: allowedValues.httpUrl,
  }),
  AVAL_LOG_LEVEL: {
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
    allowed: allowedValues.logLevel,
  },
  AVAL_OTEL_ENABLED: { schema: flag.default(false), allowed: allowedValues.flag },
  OTEL_EXPORTER_OTLP_ENDPOINT: { schema: httpUrl.optional(), allowed: allowedValues.httpUrl },
  AVAL_STATE_DIR: { schema: z.string().min(1).default('.aval'), allowed: allowedValues.text },
  AVAL_PORTFOLIO: { schema: z.string().min(1).optional(), allowed: allowedValues.text },
  AVAL_SHARED_DATA: { schema: z.string().min(1).optional(), allowed: allowedValues.text },
} as const;

type Variables = typeof variables;

/** The name of a variable of ours. */
export type VariableName = keyof Variables;

const shape = Object.fromEntries(
  Object.entries(variables).map(([name, { schema }]) => [name, schema]),
) as { [Name in VariableName]: Variables[Name]['schema'] };

/** The one schema of the whole configuration. */
export const environmentSchema = z.object(shape);

/** The parsed value of every variable. */
export type Values = Readonly<z.output<typeof environmentSchema>>;
