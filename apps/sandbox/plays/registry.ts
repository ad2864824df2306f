/** Plays the registries. */
import type { orders, webhooks } from '#partners/registry/wire';
import { silence, teller, type Plays } from './play.js';

const tell = teller<typeof webhooks>();

export const registry: Plays<typeof orders> = {
  registration: ({ condition, reference }, scenario) =>
    scenario.conditions === 'meet'
      ? { told: [tell('condition.met', { condition, registrationNo: `REG-${reference}` })] }
      : silence,
};
