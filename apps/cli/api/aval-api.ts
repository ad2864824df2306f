/** The engine's API as the terminal and the world use it. */
import { randomUUID } from 'node:crypto';
import type { BusinessDate } from '#domain/calendar/business-date';
import type { Instant } from '#domain/lifecycle/agenda';
import type { Rest } from '#domain/lifecycle/opening';
import type { Role, TaskKind } from '#domain/lifecycle/tasks';
import type { DeclaredRelations } from '#domain/limits/relations';
import type { PayeeAccount } from '#domain/payments/rejected-payment';
import type { JsonDoor } from './json-door.js';
import { Refusal } from './problem.js';
import type { Person } from './people.js';
import type { Tokens } from './tokens.js';

/** The body of `POST /applications`. Amounts in minor units of the book's currency. */
export interface ApplicationBody {
  readonly book: string;
  readonly product: string;
  /** Left out, the first of the product's. */
  readonly programme?: string;
  readonly clientReference: string;
  /** The bank's code: letters, digits, `.`, `_` and `-`. */
  readonly bank: string;
  readonly currency: string;
  readonly loanMinor: number;
  /** The part of the loan that is to be guaranteed. */
  readonly amountMinor: number;
  readonly tenorMonths: number;
  readonly kindOfGuarantee?: 'ordinary' | 'maximumAmount';
  readonly capCovers?: 'principal' | 'all';
  readonly beneficiaries?: readonly { readonly beneficiary: string; readonly shareBps: number }[];
  readonly appliedOn: BusinessDate;
  readonly applicant: {
    readonly kind: 'company' | 'person';
    readonly name: string;
    readonly registrationNo: string;
  };
  readonly controller?: DeclaredRelations['controller'];
  readonly relatedParties?: DeclaredRelations['relatedParties'];
  readonly form: Readonly<Record<string, unknown>>;
  readonly consent?: Readonly<Record<string, unknown>>;
  /** Left out, the clock is the real one. */
  readonly clock?: { readonly kind: 'driven'; readonly startsAt: Instant };
}

/** A human task as the API lists it. */
export interface ListedTask {
  readonly id: string;
  readonly guarantee: string;
  readonly kind: TaskKind;
  readonly role: Role;
  readonly outcomes: readonly string[];
  readonly dueAt: Instant | null;
  readonly case: { readonly book: string; readonly currency: string; readonly amountMinor: number };
}

export interface TaskQuery {
  readonly roles: readonly Role[];
  readonly guarantee: string | undefined;
  readonly limit: number;
}

export interface Decision {
  readonly outcome: string;
  readonly reasons: readonly string[];
  readonly comment?: string;
  /** Of a determination of claims: its day, where not the one that the bank told. */
  readonly determinedOn?: string;
  readonly proof?: readonly { readonly kind: string }[];
  /** Of a rejected payment that is ordered again: another account than the order went to. */
  readonly account?: PayeeAccount;
  /** Of a rejected payment that was settled otherwise: on which day. */
  readonly settledOn?: string;
}

export type Query = Readonly<Record<string, string | number | undefined>>;

export interface AvalApi {
  readonly door: JsonDoor;
  readonly tokens: Tokens;
}

/** Hands an application in. The same key and body give the same number for ever. */
export async function apply(
  { door, tokens }: AvalApi,
  application: ApplicationBody,
  idempotencyKey: string,
  by: Person,
): Promise<string> {
  const { body } = await door.call({
    method: 'POST',
    path: '/applications',
    body: application,
    token: await tokens.of(by),
    headers: { 'idempotency-key': idempotencyKey },
  });
  return (body as { number: string }).number;
}

/** Moves a driven case's clock, once everything that was told to it has been taken. */
export async function advance(
  { door, tokens }: AvalApi,
  number: string,
  to: Instant,
  by: Person,
): Promise<Rest> {
  const path = `/guarantees/${encodeURIComponent(number)}/clock`;
  const { body } = await door.call({
    method: 'POST',
    path,
    body: { to },
    token: await tokens.of(by),
  });
  return body as Rest;
}

/** Where a driven case rests, by its own clock, once everything that was told to it has been taken. */
export async function settle({ door, tokens }: AvalApi, number: string, by: Person): Promise<Rest> {
  const path = `/guarantees/${encodeURIComponent(number)}/settled`;
  const { body } = await door.call({ method: 'POST', path, token: await tokens.of(by) });
  return body as Rest;
}

/** The tasks of these roles, the most urgent first. */
export async function listTasks(
  { door, tokens }: AvalApi,
  { roles, guarantee, limit }: TaskQuery,
  by: Person,
): Promise<readonly ListedTask[]> {
  const token = await tokens.of(by);
  const pages = await Promise.all(
    roles.map(async (role) => {
      const path = `/tasks${written({ role, guarantee, limit })}`;
      const { body } = await door.call({ method: 'GET', path, token });
      return (body as { items: readonly ListedTask[] }).items;
    }),
  );
  const due = ({ dueAt }: ListedTask): string => dueAt ?? '9999';
  return pages
    .flat()
    .sort((left, right) => due(left).localeCompare(due(right)))
    .slice(0, limit);
}

/** Decides a task as it stands, or only as it stood under an ETag. @throws Refusal with the engine's code. */
export async function decide(
  { door, tokens }: AvalApi,
  task: string,
  decision: Decision,
  by: Person,
  ifMatch = '*',
): Promise<void> {
  const path = `/tasks/${encodeURIComponent(task)}/decision`;
  await door.call({
    method: 'POST',
    path,
    body: decision,
    token: await tokens.of(by),
    headers: { 'if-match': ifMatch, 'idempotency-key': randomUUID() },
  });
}

/** The codes of a refusal, or null for any other error. */
export function refusalCodeOf(error: unknown): string | null {
  return error instanceof Refusal ? error.problem.code : null;
}

export function written(query: Query): string {
  const said = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) said.append(name, String(value));
  }
  return said.size === 0 ? '' : `?${said.toString()}`;
}
