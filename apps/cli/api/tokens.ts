/** Bearer tokens of the people who act through the terminal. */
import type { JsonDoor } from './json-door.js';
import type { Person } from './people.js';

export interface Tokens {
  of(person: Person): Promise<string>;
}

/** How the embedded issuer gives a demonstration's person a token, for the name alone. */
const demonstrationGrant = {
  grant_type: 'urn:aval:grant:demonstration',
  client_id: 'aval-demonstration',
};
/** A token is asked for anew when so little of its life is left. */
const marginMs = 60_000;

interface KeptToken {
  readonly token: Promise<IssuedToken>;
  readonly askedAt: number;
}

interface IssuedToken {
  readonly access_token: string;
  readonly expires_in: number;
}

/** The tokens of the stack's own issuer, each asked for once; or one token for everybody, where one is given. */
export class IssuerTokens implements Tokens {
  private readonly kept = new Map<string, KeptToken>();

  constructor(
    private readonly issuer: JsonDoor,
    private readonly given?: string,
  ) {}

  async of(person: Person): Promise<string> {
    if (this.given !== undefined && this.given !== '') return this.given;
    const known = this.kept.get(person.id);
    if (known !== undefined && (await isFresh(known))) return (await known.token).access_token;
    const asked = { token: this.ask(person), askedAt: Date.now() };
    this.kept.set(person.id, asked);
    return (await asked.token).access_token;
  }

  private async ask({ id }: Person): Promise<IssuedToken> {
    const form = { ...demonstrationGrant, username: id };
    const { body } = await this.issuer.call({ method: 'POST', path: '/token', form });
    return body as IssuedToken;
  }
}

/** A token that was refused is not kept: the next one asks again. */
async function isFresh({ token, askedAt }: KeptToken): Promise<boolean> {
  try {
    return Date.now() < askedAt + (await token).expires_in * 1000 - marginMs;
  } catch {
    return false;
  }
}
