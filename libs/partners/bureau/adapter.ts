/** The credit bureau: answers a query made with consent and for a purpose. */
import { jsonPartner } from '../json-partner.js';
import { orders, webhooks } from './wire.js';

export const bureau = jsonPartner({
  name: 'bureau',
  orders,
  webhooks,
  facts: { 'credit.reported': 'creditReported' },
});
