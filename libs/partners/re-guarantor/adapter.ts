/** The re-guarantor: takes filings and reimburses its share of a payout. */
import { jsonPartner } from '../json-partner.js';
import { orders, webhooks } from './wire.js';

export const reGuarantor = jsonPartner({
  name: 'reGuarantor',
  orders,
  webhooks,
  facts: {
    'filing.accepted': 'filed',
    'filing.refused': 'filingRefused',
    'reimbursement.paid': 'reimbursed',
    'reimbursement.refused': 'reimbursementRefused',
    'premium.returned': 'cededPremiumReturnReceived',
  },
});
