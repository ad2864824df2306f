/** The JSON contract of the registries at which counter-guarantees are secured: mortgage, pledge, deposit. */
import { z } from 'zod';
import { label, order } from '../wire-terms.js';

export const orders = {
  registration: order('/registry/registrations', { condition: label }),
};

export const webhooks = {
  'condition.met': z.strictObject({ condition: label, registrationNo: label }),
};
