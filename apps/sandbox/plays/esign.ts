/** Plays the e-signature provider and its signers. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { orders, webhooks } from '#partners/esign/wire';
import type { JsonObject } from '../entries.js';
import { teller, type Played, type Plays } from './play.js';

type Envelope = z.output<typeof orders.envelope.request>;

const tell = teller<typeof webhooks>();

export const esign: Plays<typeof orders> = {
  envelope: (envelope, scenario) => {
    switch (scenario.signing) {
      case 'sign':
        return signedByAll(envelope);
      case 'reject':
        return rejectedByTheFirst(envelope);
      case 'expire':
        return {
          told: [tell('envelope.expired', { envelope: envelope.reference })],
          standing: standingOf(envelope, 'expired', []),
        };
      case 'silent':
        return { told: [], standing: standingOf(envelope, 'sent', []) };
    }
  },
};

function signedByAll(envelope: Envelope): Played {
  const roles = envelope.signers.map(({ role }) => role);
  const sha256 = createHash('sha256')
    .update(JSON.stringify([envelope.documents, roles]))
    .digest('hex');
  return {
    told: [
      ...roles.map((role) => tell('envelope.partySigned', { envelope: envelope.reference, role })),
      tell('envelope.completed', { envelope: envelope.reference, sha256 }),
    ],
    standing: standingOf(envelope, 'completed', roles),
  };
}

function rejectedByTheFirst(envelope: Envelope): Played {
  const role = envelope.signers[0]?.role ?? 'signer';
  const reason = 'the signer does not agree to the terms';
  return {
    told: [tell('envelope.rejected', { envelope: envelope.reference, role, reason })],
    standing: standingOf(envelope, 'rejected', []),
  };
}

function standingOf({ reference }: Envelope, status: string, signed: string[]): JsonObject {
  return { reference, status, signed };
}
