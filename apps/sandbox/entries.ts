/** The kinds of line in the sandbox's log. `at` is wall-clock time: the sandbox has no business date of its own. */
import type { PartialScenario } from './scenario.js';
import type { PartnerName } from './settings.js';

export type JsonObject = Readonly<Record<string, unknown>>;

/** A request received: a new order, a repeated one, or one refused. */
export interface RequestEntry {
  readonly kind: 'request';
  readonly at: string;
  readonly partner: PartnerName;
  readonly order: string;
  readonly reference: string;
  readonly guarantee: string;
  readonly outcome: 'taken' | 'repeated' | 'referenceReused';
  /** SHA-256 of the order: a repeated reference must say the same. */
  readonly print: string;
  readonly body: JsonObject;
  readonly traceparent?: string;
}

/** A question by reference, or a request that was no order at all. */
export interface OtherRequestEntry {
  readonly kind: 'request';
  readonly at: string;
  readonly partner: PartnerName;
  readonly order: string;
  readonly outcome: 'asked' | 'malformed' | 'unauthorized';
  readonly reference?: string;
  readonly detail?: string;
}

/** Money moved: written once for a reference, whatever happens. */
export interface PaymentEntry {
  readonly kind: 'payment';
  readonly at: string;
  readonly reference: string;
  readonly guarantee: string;
  /** Under which claim; `null` for a refund of premium. */
  readonly claim: string | null;
  readonly amountMinor: number;
  readonly currency: string;
}

/** Where an order that can be asked for stands. */
export interface StandingEntry {
  readonly kind: 'standing';
  readonly at: string;
  readonly partner: PartnerName;
  readonly reference: string;
  readonly standing: JsonObject;
}

/** A webhook that the sandbox owes the engine until the engine has taken it. */
export interface OwedEntry {
  readonly kind: 'owed';
  readonly at: string;
  readonly partner: PartnerName;
  readonly eventId: string;
  /** The reference of the order that it answers; null for a fact from the control door. */
  readonly reference: string | null;
  readonly body: WebhookBody;
}

export interface WebhookBody {
  readonly type: string;
  readonly guarantee: string;
  readonly occurredOn?: string;
  readonly data: JsonObject;
}

/** One webhook sent, with its answer. */
export interface WebhookEntry {
  readonly kind: 'webhook';
  readonly at: string;
  readonly partner: PartnerName;
  readonly eventId: string;
  readonly guarantee: string;
  readonly type: string;
  readonly attempt: number;
  /** `retried` keeps it owed; the other two settle it. */
  readonly outcome: 'taken' | 'refused' | 'retried';
  /** HTTP status; null when there was no answer. */
  readonly status: number | null;
  readonly answer: string;
}

/** A scenario given; `key` null is the default scenario. */
export interface ScenarioEntry {
  readonly kind: 'scenario';
  readonly at: string;
  readonly key: string | null;
  readonly scenario: PartialScenario;
}

export type Entry =
  | RequestEntry
  | OtherRequestEntry
  | PaymentEntry
  | StandingEntry
  | OwedEntry
  | WebhookEntry
  | ScenarioEntry;

export const entryKinds = [
  'request',
  'payment',
  'standing',
  'owed',
  'webhook',
  'scenario',
] as const;
