/**
 * What the engine asks of a partner and what a partner tells the engine: the one port that every adapter fits.
 * The engine knows this file and `adapters.ts`; a partner's own words stay in that partner's folder.
 */
import type { MessageKind } from '#domain/lifecycle/messages';

/** Any value that JSON can carry. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** An order to a partner. It comes from an outbox row written in the same transaction as the fact behind it. */
export interface PartnerOrder {
  readonly id: string;
  readonly partner: string;
  readonly kind: string;
  /** Unique for ever, at most 35 characters: the key by which partner and engine speak of this order. */
  readonly reference: string;
  /** The guarantee's number. */
  readonly guarantee: string;
  /** The applicant's own reference, where one was given. */
  readonly clientReference: string | null;
  /**
   * 1 for the first attempt. It is counted up *before* an attempt begins, so that an attempt whose outcome was lost
   * with the process is still known to have been made.
   */
  readonly attempt: number;
  readonly payload: unknown;
}

/** How one partner is reached. */
export interface PartnerConnection {
  readonly baseUrl: string;
  /** Bearer key that the partner issued to us. */
  readonly key: string;
  readonly timeoutMs?: number;
  /** W3C trace context, passed on when given. */
  readonly traceparent?: string;
}

/**
 * What became of an attempt. `unknown` (a timeout, a broken connection, a partner in trouble) is never a failure: the
 * order is sent again under the same reference. `refused` is final. Trouble of the wire is returned, never thrown.
 */
export type Delivery =
  | { readonly kind: 'accepted'; readonly reply: Json }
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** What a partner knows of one of our references. `notKnown` means that it never took the order. */
export type Standing =
  | { readonly kind: 'known'; readonly standing: Json }
  | { readonly kind: 'notKnown' }
  | { readonly kind: 'unknown'; readonly why: string };

/** One thing that a partner tells of a guarantee. */
export interface PartnerFact {
  readonly guarantee: string;
  readonly kind: MessageKind;
  /** Value date (YYYY-MM-DD); left out when it happened as it was told. */
  readonly occurredOn?: string;
  readonly data: Json;
}

export const rejectionCodes = [
  'headersMissing',
  'timestampMalformed',
  'timestampTooOld',
  'timestampTooNew',
  'signatureMismatch',
] as const;
export type RejectionCode = (typeof rejectionCodes)[number];

/** The sender is who it claims to be; `eventId` is unique for this partner, and the same on every redelivery. */
export interface Verified {
  readonly kind: 'verified';
  readonly eventId: string;
}
export interface Rejected {
  readonly kind: 'rejected';
  readonly code: RejectionCode;
  readonly reason: string;
}
export interface Parsed {
  readonly kind: 'parsed';
  readonly fact: PartnerFact;
}
export interface Malformed {
  readonly kind: 'malformed';
  /** Every mismatch with its place, fit to be shown to the partner. */
  readonly detail: string;
}

/** Header names in lower case, as Node gives them. */
export type WebhookHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface PartnerWebhook {
  /** Checks the signature on the raw bytes. Several secrets are given while one replaces another; any may fit. */
  verify(headers: WebhookHeaders, rawBody: Buffer, secrets: readonly string[]): Verified | Rejected;
  /** Reads a verified body into our words. */
  parse(rawBody: Buffer): Parsed | Malformed;
}

/** One partner's adapter. Each passes the contract suite in test/partners-contract. */
export interface PartnerAdapter {
  readonly name: string;
  readonly orderKinds: readonly string[];
  /** Sends an order. One that moves money asks by reference before it is ever sent a second time. */
  send(order: PartnerOrder, connection: PartnerConnection): Promise<Delivery>;
  /** Asks what became of an order. Orders that cannot be asked for answer `unknown`. */
  ask(kind: string, reference: string, connection: PartnerConnection): Promise<Standing>;
  readonly webhook: PartnerWebhook;
}
