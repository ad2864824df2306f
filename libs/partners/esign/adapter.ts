/** The e-signature provider: gathers the signatures of one envelope. */
import { jsonPartner } from '../json-partner.js';
import { orders, webhooks } from './wire.js';

export const esign = jsonPartner({
  name: 'esign',
  orders,
  webhooks,
  facts: {
    'envelope.partySigned': 'partySigned',
    'envelope.completed': 'signingCompleted',
    'envelope.rejected': 'signingRejected',
    'envelope.expired': 'signingExpired',
  },
});
