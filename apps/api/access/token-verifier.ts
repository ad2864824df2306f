import { Inject, Injectable } from '@nestjs/common';
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type { Settings } from '#config/settings';
import { roles, type Role } from '#domain/lifecycle/tasks';
import { Problem } from '../http/problem.js';
import { SETTINGS } from '../platform.js';
import type { Caller } from './caller.js';

const discoveryDocument = z.object({ jwks_uri: z.url() });

/** Checks bearer tokens (JWT) against the keys of the configured issuer. */
@Injectable()
export class TokenVerifier {
  private keys: JWTVerifyGetKey | undefined;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** @throws Problem `unauthenticated`, or `unavailable` when the issuer's keys cannot be had. */
  async verify(authorization: string | undefined): Promise<Caller> {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw unauthenticated('A bearer token is needed.');
    const keys = await this.issuersKeys();
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: this.settings.issuer.url,
        audience: this.settings.issuer.audience,
        algorithms: ['RS256', 'ES256'],
        requiredClaims: ['sub', 'exp'],
      });
      return callerOf(payload);
    } catch (error) {
      if (isIssuersTrouble(error)) throw issuerUnavailable();
      if (error instanceof errors.JOSEError) throw unauthenticated(`The token: ${error.message}.`);
      throw error;
    }
  }

  private async issuersKeys(): Promise<JWTVerifyGetKey> {
    this.keys ??= createRemoteJWKSet(new URL(await this.jwksUrl()), { timeoutDuration: 3000 });
    return this.keys;
  }

  private async jwksUrl(): Promise<string> {
    const { url, jwksUrl } = this.settings.issuer;
    return jwksUrl ?? (await discover(url));
  }
}

async function discover(issuer: string): Promise<string> {
  try {
    const answer = await fetch(`${issuer}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(3000),
    });
    return discoveryDocument.parse(await answer.json()).jwks_uri;
  } catch {
    throw issuerUnavailable();
  }
}

function callerOf(payload: JWTPayload): Caller {
  const claimed: unknown = payload['roles'];
  const named: unknown[] = Array.isArray(claimed) ? claimed : [];
  return {
    person: payload.sub ?? '',
    roles: roles.filter((role: Role) => named.includes(role)),
  };
}

function isIssuersTrouble(error: unknown): boolean {
  // The generic code stands for an answer of the issuer that is not its key set.
  if (error instanceof errors.JWKSTimeout) return true;
  if (error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC') return true;
  return error instanceof TypeError && error.message === 'fetch failed';
}

function issuerUnavailable(): Problem {
  return new Problem('unavailable', { detail: 'The token issuer does not answer.' });
}

function unauthenticated(detail: string): Problem {
  return new Problem('unauthenticated', { detail, headers: { 'www-authenticate': 'Bearer' } });
}
