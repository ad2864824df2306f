/** The bank's JSON contract: what we order of it, and what it tells us. The parts live beside this page. */
export { orders, paymentStanding, refundStanding } from './orders.js';
export { webhooks } from './webhooks.js';
