import { z } from 'zod';
import { environmentSchema } from '#config/schema';

/** The issuer's part of the configuration: it is told of no database. */
const issuerEnvironment = environmentSchema.pick({
  AVAL_ISSUER_HOST: true,
  AVAL_ISSUER_PORT: true,
  AVAL_ISSUER_URL: true,
  AVAL_AUDIENCE: true,
  AVAL_STATE_DIR: true,
  AVAL_LOG_LEVEL: true,
});
export type IssuerSettings = z.output<typeof issuerEnvironment>;

/** @throws Error naming every variable that is wrong */
export function loadIssuerSettings(env: NodeJS.ProcessEnv = process.env): IssuerSettings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = issuerEnvironment.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Error(`The configuration is wrong:\n${z.prettifyError(parsed.error)}`);
}
