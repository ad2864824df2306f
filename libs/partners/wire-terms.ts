/** The terms that every partner's JSON contract is written in. Amounts are integer minor units with their currency. */
import { z } from 'zod';

export const businessDate = z.iso.date();
export const instant = z.iso.datetime();
export const currency = z.string().regex(/^[A-Z]{3}$/, 'must be a currency code of ISO 4217');
export const amountMinor = z.int().positive();
export const amountMinorOrNone = z.int().nonnegative();
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hex');
/** At most 35 characters, as an EndToEndId of ISO 20022 is, so that it can travel with the money. */
export const reference = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,34}$/);
export const guaranteeNumber = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/);
/** A short name of ours or of theirs: a claim, a drawdown, a condition, a signer's role. */
export const label = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[^\p{Cc}\p{Cs}]+$/u, 'must hold no control characters');
export const reason = z.string().min(1).max(2_000);

/** Where money is to go, if not to the account that the bank knows of the payee. */
export const payeeAccount = z.strictObject({
  holder: label,
  bank: label,
  number: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 -]{3,39}$/),
});

/** What stands at the head of every order. */
const orderHead = {
  reference,
  guarantee: guaranteeNumber,
  clientReference: z.string().min(1).max(200).nullable(),
};

/** A partner's receipt: it has the order, which does not say that the order is carried out. */
export const receipt = z.strictObject({ reference, status: z.literal('received') });
export type Receipt = z.infer<typeof receipt>;

/** One kind of order: where it is posted and what it holds. */
export interface OrderSpec {
  readonly path: string;
  readonly request: z.ZodType<OrderHead>;
  readonly reply: typeof receipt;
  /** What `GET path/{reference}` answers, where the partner can be asked. */
  readonly standing?: z.ZodType;
  /** An order that moves money is asked for by reference before it is ever sent a second time. */
  readonly movesMoney: boolean;
}
export type OrderTable = Readonly<Record<string, OrderSpec>>;
export interface OrderHead {
  readonly reference: string;
  readonly guarantee: string;
  readonly clientReference: string | null;
}

/** An order whose request is the common head and `shape`. */
export function order<Shape extends z.ZodRawShape>(path: string, shape: Shape) {
  const request = z.strictObject({ ...orderHead, ...shape });
  return { path, request, reply: receipt, movesMoney: false } as const;
}

/** An order that the partner can be asked for by reference. */
export function askableOrder<Shape extends z.ZodRawShape, Standing extends z.ZodType>(
  path: string,
  shape: Shape,
  standing: Standing,
  movesMoney = false,
) {
  return { ...order(path, shape), standing, movesMoney } as const;
}

/** The webhooks of a partner: each type with the schema of its data. */
export type WebhookTable = Readonly<Record<string, z.ZodType>>;

/** What every webhook is wrapped in. Without `occurredOn` it happened as it was told. */
export const webhookEnvelope = z.strictObject({
  type: z.string().min(1).max(80),
  guarantee: guaranteeNumber,
  occurredOn: businessDate.optional(),
  data: z.record(z.string(), z.json()),
});
export type WebhookEnvelope = z.infer<typeof webhookEnvelope>;

/** Every mismatch with its place, in one line. */
export function explainMismatch(error: z.ZodError, within: readonly string[] = []): string {
  return error.issues
    .map((issue) => [[...within, ...issue.path].join('.') || 'body', issue.message].join(': '))
    .join('; ');
}
