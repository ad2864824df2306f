/** The sandbox's settings, read from the environment once. A wrong or missing value stops the start and is named. */
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';

const key = z.string().min(8);
/** Several, separated by blanks, while one replaces another. */
const secrets = z
  .string()
  .regex(/^whsec_\S{32,}( +whsec_\S{32,})*$/, 'must be whsec_ and at least 24 bytes in base64')
  .transform((text) => text.split(/ +/))
  .refine((given) => given.every(canSign), 'is not valid base64 after whsec_');

const environment = z.object({
  AVAL_SANDBOX_HOST: z.string().default('127.0.0.1'),
  AVAL_SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(8810),
  AVAL_API_URL: z.url().default('http://127.0.0.1:8800'),
  AVAL_STATE_DIR: z.string().min(1).default('.aval'),
  AVAL_WEBHOOK_SECRET_BANK: secrets,
  AVAL_WEBHOOK_SECRET_BUREAU: secrets,
  AVAL_WEBHOOK_SECRET_ESIGN: secrets,
  AVAL_WEBHOOK_SECRET_REGISTRY: secrets,
  AVAL_WEBHOOK_SECRET_RE_GUARANTOR: secrets,
  AVAL_PARTNER_KEY_BANK: key,
  AVAL_PARTNER_KEY_BUREAU: key,
  AVAL_PARTNER_KEY_ESIGN: key,
  AVAL_PARTNER_KEY_REGISTRY: key,
  AVAL_PARTNER_KEY_RE_GUARANTOR: key,
});

export const partnerNames = ['bank', 'bureau', 'esign', 'registry', 'reGuarantor'] as const;
export type PartnerName = (typeof partnerNames)[number];

export interface SandboxSettings {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Where our webhooks are taken: `{apiUrl}/webhooks/{partner}`. */
  readonly apiUrl: string;
  readonly logFile: string;
  /** With which each partner signs its webhooks: with every one of them. */
  readonly webhookSecrets: Readonly<Record<PartnerName, readonly string[]>>;
  /** Bearer key that each partner expects of the engine. */
  readonly keys: Readonly<Record<PartnerName, string>>;
}

/** @throws Error naming every variable that is missing or wrong. */
export function readSettings(
  variables: Readonly<Record<string, string | undefined>>,
): SandboxSettings {
  const read = environment.safeParse(variables);
  if (!read.success) {
    throw new Error(`the sandbox cannot start:\n${z.prettifyError(read.error)}`);
  }
  const env = read.data;
  return Object.freeze({
    host: env.AVAL_SANDBOX_HOST,
    port: env.AVAL_SANDBOX_PORT,
    apiUrl: env.AVAL_API_URL.replace(/\/+$/, ''),
    logFile: `${env.AVAL_STATE_DIR}/sandbox/log.jsonl`,
    webhookSecrets: {
      bank: env.AVAL_WEBHOOK_SECRET_BANK,
      bureau: env.AVAL_WEBHOOK_SECRET_BUREAU,
      esign: env.AVAL_WEBHOOK_SECRET_ESIGN,
      registry: env.AVAL_WEBHOOK_SECRET_REGISTRY,
      reGuarantor: env.AVAL_WEBHOOK_SECRET_RE_GUARANTOR,
    },
    keys: {
      bank: env.AVAL_PARTNER_KEY_BANK,
      bureau: env.AVAL_PARTNER_KEY_BUREAU,
      esign: env.AVAL_PARTNER_KEY_ESIGN,
      registry: env.AVAL_PARTNER_KEY_REGISTRY,
      reGuarantor: env.AVAL_PARTNER_KEY_RE_GUARANTOR,
    },
  });
}

function canSign(secret: string): boolean {
  try {
    return new Webhook(secret).sign('trial', new Date(), '{}') !== '';
  } catch {
    return false;
  }
}
