/** The e-signature provider's JSON contract. */
import { z } from 'zod';
import { askableOrder, instant, label, reason, reference, sha256 } from '../wire-terms.js';

export const envelopeStanding = z.strictObject({
  reference,
  status: z.enum(['sent', 'completed', 'rejected', 'expired']),
  signed: z.array(label),
});

export const orders = {
  envelope: askableOrder(
    '/esign/envelopes',
    {
      documents: z
        .array(z.strictObject({ name: label, sha256 }))
        .min(1)
        .max(50),
      signers: z
        .array(z.strictObject({ role: label }))
        .min(1)
        .max(50),
      expiresAt: instant,
    },
    envelopeStanding,
  ),
};

/** Every webhook may name the envelope by our reference; one told by hand may leave it out. */
const envelope = { envelope: reference.optional() };

export const webhooks = {
  'envelope.partySigned': z.strictObject({ ...envelope, role: label }),
  /** `sha256` of the completed envelope. */
  'envelope.completed': z.strictObject({ ...envelope, sha256 }),
  'envelope.rejected': z.strictObject({ ...envelope, role: label, reason }),
  'envelope.expired': z.strictObject(envelope),
};
