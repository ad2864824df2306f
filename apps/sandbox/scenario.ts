/** What will become of a case: given through the control door, and never seen by the engine. */
import { z } from 'zod';

const businessDate = z.iso.date();
const amountMinor = z.int().positive();

const bureau = z.strictObject({
  answer: z.enum(['clean', 'adverse', 'noRecord', 'fault', 'silent']),
  score: z.int().min(0).max(1000).optional(),
  /** Left out when the bureau gives no date. */
  adverseRecordedOn: businessDate.optional(),
});

/** `atOnce` pays out on the letter; `told` leaves it to facts from the control door; `silent` never lends. */
const disbursement = z.strictObject({
  mode: z.enum(['atOnce', 'told', 'silent']),
  /** For `atOnce`: the drawdowns in order, the last one being final. Without them the whole loan in one. */
  drawdowns: z
    .array(
      z.strictObject({
        drawdown: z.string().min(1).max(80),
        amountMinor,
        occurredOn: businessDate.optional(),
      }),
    )
    .min(1)
    .max(100)
    .optional(),
});

/** How webhooks travel: each `copies` times, in another order, or late by `delayMs`. */
export const delivery = z.strictObject({
  copies: z.int().min(1).max(10).default(1),
  shuffle: z.boolean().default(false),
  delayMs: z.int().min(0).max(600_000).default(0),
});
export type DeliveryManner = z.output<typeof delivery>;

export const scenario = z.strictObject({
  bureau: bureau.optional(),
  commitment: z.enum(['commit', 'decline', 'silent']).optional(),
  signing: z.enum(['sign', 'reject', 'silent', 'expire']).optional(),
  conditions: z.enum(['meet', 'silent']).optional(),
  premium: z.enum(['pay', 'silent']).optional(),
  disbursement: disbursement.optional(),
  letterReturn: z.enum(['return', 'silent']).optional(),
  payment: z.enum(['settle', 'timeoutThenSettled', 'reject', 'silent']).optional(),
  refund: z.enum(['settle', 'timeoutThenSettled', 'reject', 'silent']).optional(),
  cededPremium: z.enum(['settle', 'timeoutThenSettled', 'reject', 'silent']).optional(),
  premiumReturn: z.enum(['pay', 'silent']).optional(),
  /** Banks of a joint loan whose accounts take no money: payments to them are rejected. */
  closedAccounts: z.array(z.string().min(1).max(80)).max(100).optional(),
  filing: z.enum(['accept', 'refuse', 'silent']).optional(),
  reimbursement: z.enum(['pay', 'refuse', 'silent']).optional(),
  delivery: delivery.optional(),
});
/** As given: what it leaves out is decided by the default scenario. */
export type PartialScenario = z.output<typeof scenario>;
export type Scenario = Readonly<Required<PartialScenario>>;

/** A life without trouble: everyone answers at once, the loan is disbursed whole, and then there is silence. */
export const smoothScenario: Scenario = {
  bureau: { answer: 'clean' },
  commitment: 'commit',
  signing: 'sign',
  conditions: 'meet',
  premium: 'pay',
  disbursement: { mode: 'atOnce' },
  letterReturn: 'return',
  payment: 'settle',
  refund: 'settle',
  cededPremium: 'settle',
  premiumReturn: 'pay',
  closedAccounts: [],
  filing: 'accept',
  reimbursement: 'pay',
  delivery: { copies: 1, shuffle: false, delayMs: 0 },
};
