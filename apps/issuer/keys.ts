import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { z } from 'zod';

const keptKeys = z.object({
  jwks: z.object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })).min(1) }),
  cookieKey: z.string(),
  /** The secret of each machine. */
  clientSecrets: z.record(z.string(), z.string()),
});

/** What the issuer signs with. */
export type IssuerKeys = z.output<typeof keptKeys>;

/**
 * The issuer's keys: made at the first start and kept in a file that only its owner may read, so that tokens stay
 * good over a restart.
 */
export async function loadKeys(
  stateDir: string,
  clientIds: readonly string[],
): Promise<IssuerKeys & { readonly path: string }> {
  const folder = join(stateDir, 'issuer');
  const path = join(folder, 'keys.json');
  const kept = await readKept(path);
  const keys = kept ?? (await makeKeys());
  const missing = clientIds.filter((id) => keys.clientSecrets[id] === undefined);
  for (const id of missing) keys.clientSecrets[id] = randomBytes(24).toString('base64url');
  if (kept === undefined || missing.length > 0) {
    await mkdir(folder, { recursive: true });
    await writeFile(`${path}.new`, JSON.stringify(keys, null, 2), { mode: 0o600 });
    await rename(`${path}.new`, path);
  }
  return { ...keys, path };
}

async function readKept(path: string): Promise<IssuerKeys | undefined> {
  let content: string;
  try {
    content = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  return keptKeys.parse(JSON.parse(content));
}

async function makeKeys(): Promise<IssuerKeys> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk: JWK = await exportJWK(privateKey);
  const kid = randomBytes(8).toString('hex');
  return {
    jwks: { keys: [{ ...jwk, kty: 'RSA', kid, use: 'sig', alg: 'RS256' }] },
    cookieKey: randomBytes(24).toString('base64url'),
    clientSecrets: {},
  };
}
