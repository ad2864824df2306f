/** The registries: tell when a counter-guarantee is secured. */
import { jsonPartner } from '../json-partner.js';
import { orders, webhooks } from './wire.js';

export const registry = jsonPartner({
  name: 'registry',
  orders,
  webhooks,
  facts: { 'condition.met': 'conditionMet' },
});
