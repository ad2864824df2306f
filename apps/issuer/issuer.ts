import Provider, {
  errors,
  type Configuration,
  type ResourceServer,
  type TokenEndpointGrantContext,
} from 'oidc-provider';
import type { Role } from '#domain/lifecycle/tasks';
import type { IssuerKeys } from './keys.js';
import { machines, people } from './people.js';

/** The grant by which the demonstration's people are given a token without a password. */
export const demonstrationGrant = 'urn:aval:grant:demonstration';
/** The public client that may use it. */
export const demonstrationClient = 'aval-demonstration';

const resource = 'urn:aval:api';
const scope = 'api';
const tokenLifeSeconds = 12 * 60 * 60;

/** An OpenID provider for demonstrations: access tokens are JWTs for our API, with `roles`. */
export function createIssuer(url: string, audience: string, keys: IssuerKeys): Provider {
  const provider = new Provider(url, configurationOf(audience, keys));
  provider.registerGrantType<{ username?: string }>(
    demonstrationGrant,
    (context) => grantToPerson(provider, resourceServerFor(audience), context),
    ['username'],
  );
  return provider;
}

function configurationOf(audience: string, keys: IssuerKeys): Configuration {
  return {
    jwks: keys.jwks,
    cookies: { keys: [keys.cookieKey] },
    clients: clientsOf(keys),
    scopes: [scope],
    ttl: { AccessToken: tokenLifeSeconds, ClientCredentials: tokenLifeSeconds },
    findAccount: (_context, sub) =>
      people.has(sub) ? { accountId: sub, claims: () => ({ sub }) } : undefined,
    extraTokenClaims: (_context, token) => ({ roles: rolesOf(token) }),
    clientBasedCORS: () => true,
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: () => resourceServerFor(audience),
      },
    },
  };
}

/** Our API as a resource: its tokens are signed JWTs that it checks by itself. */
function resourceServerFor(audience: string): ResourceServer {
  return {
    scope,
    audience,
    accessTokenFormat: 'jwt',
    accessTokenTTL: tokenLifeSeconds,
    jwt: { sign: { alg: 'RS256' } },
  };
}

function clientsOf(keys: IssuerKeys): Configuration['clients'] {
  const noBrowser = { redirect_uris: [], response_types: [] };
  return [
    {
      ...noBrowser,
      client_id: demonstrationClient,
      token_endpoint_auth_method: 'none',
      grant_types: [demonstrationGrant],
    },
    ...[...machines.keys()].map((id) => ({
      ...noBrowser,
      client_id: id,
      client_secret: keys.clientSecrets[id] ?? '',
      grant_types: ['client_credentials'],
    })),
  ];
}

function rolesOf(token: object): readonly Role[] {
  if ('accountId' in token && typeof token.accountId === 'string') {
    return people.get(token.accountId) ?? [];
  }
  return 'clientId' in token ? (machines.get(String(token.clientId)) ?? []) : [];
}

/** Gives a demonstration's person a token for the name alone. Never in production: nobody proves anything here. */
async function grantToPerson(
  provider: Provider,
  resourceServer: ResourceServer,
  context: TokenEndpointGrantContext<{ username?: string }>,
): Promise<void> {
  const { client, params } = context.oidc;
  const name = params.username;
  if (name === undefined || !people.has(name)) {
    throw new errors.InvalidGrant(`username is one of ${[...people.keys()].join(', ')}`);
  }
  const grant = new provider.Grant({ accountId: name, clientId: client.clientId });
  grant.addResourceScope(resource, scope);
  const token = new provider.AccessToken({
    accountId: name,
    client,
    grantId: await grant.save(),
    gty: 'demonstration',
    scope,
    resourceServer: new provider.ResourceServer(resource, resourceServer),
  });
  context.body = {
    access_token: await token.save(),
    token_type: 'Bearer',
    expires_in: tokenLifeSeconds,
  };
}
