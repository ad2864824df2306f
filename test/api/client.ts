import { randomUUID } from 'node:crypto';
import { testStack } from '../stack/stack.js';

/** What the API answered. */
export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

const tokens = new Map<string, Promise<string>>();

/** A token of the demonstration's issuer for one of its people. */
export function tokenOf(person: string): Promise<string> {
  const known = tokens.get(person) ?? askForToken(person);
  tokens.set(person, known);
  return known;
}

async function askForToken(person: string): Promise<string> {
  const answer = await fetch(`${testStack().urls.issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'urn:aval:grant:demonstration',
      client_id: 'aval-demonstration',
      username: person,
    }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return token;
}

/** Calls the API as one of the people, or as nobody; `body` is sent as JSON unless it is text already. */
export async function call<Body = Record<string, unknown>>(
  person: string | null,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<Body>> {
  const authorization: Record<string, string> =
    person === null ? {} : { authorization: `Bearer ${await tokenOf(person)}` };
  const answer = await fetch(testStack().urls.api + path, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...authorization,
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json') === true;
  return {
    status: answer.status,
    headers: answer.headers,
    body: (isJson ? JSON.parse(text) : text) as Body,
  };
}

export const book = 'api-tests';

/** The book of these tests; opening it again changes nothing. */
export async function openBook(): Promise<void> {
  await call('operations-1', 'PUT', `/books/${book}`, {
    guarantor: 'Guarantor of the API tests',
    currency: 'USD',
    regime: 'none',
    timeZone: 'America/New_York',
  });
}

/** A valid application on a driven clock, changed by `changes`. */
export function application(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    book,
    product: 'sba-7a',
    bank: 'First Bank & Trust',
    amountMinor: 7_500_000,
    loanMinor: 10_000_000,
    currency: 'USD',
    tenorMonths: 24,
    appliedOn: '2020-01-06',
    applicant: { kind: 'company', name: 'Harbour Bakery', registrationNo: `EIN ${randomUUID()}` },
    form: { loanNumber: randomUUID().slice(0, 12) },
    clock: { kind: 'driven', startsAt: '2020-01-06T17:00:00Z' },
    ...changes,
  };
}

export interface Opened {
  readonly number: string;
  readonly standing?: { readonly stage: string; readonly decided: boolean };
}

/** Applies under a new key, and waits until the case is decided. */
export async function apply(changes: Record<string, unknown> = {}): Promise<Answer<Opened>> {
  return call<Opened>('officer-1', 'POST', '/applications', application(changes), {
    'idempotency-key': randomUUID(),
    prefer: 'wait=20',
  });
}
