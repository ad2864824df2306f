/** Every partner that the engine knows. A new partner is a folder of its own and one line here. */
import type { z } from 'zod';
import { bank } from './bank/adapter.js';
import { bureau } from './bureau/adapter.js';
import { esign } from './esign/adapter.js';
import type { PartnerAdapter } from './ports.js';
import { reGuarantor } from './re-guarantor/adapter.js';
import { registry } from './registry/adapter.js';
import type { OrderHead } from './wire-terms.js';

const partners = { bank, bureau, esign, reGuarantor, registry } as const;

type Partners = typeof partners;
export type PartnerName = keyof Partners;
export const partnerNames = Object.keys(partners) as PartnerName[];

/** The adapter by name; `null` for a name that is no partner's, which a webhook's path may hold. */
export function adapterOf(name: string): PartnerAdapter | null {
  return adapters.get(name) ?? null;
}

const adapters = new Map<string, PartnerAdapter>(
  Object.values(partners).map(({ adapter }) => [adapter.name, adapter]),
);

type OrdersOf<P extends PartnerName> = Partners[P]['orders'];
type PayloadOf<Spec> = Spec extends { request: infer Request extends z.ZodType }
  ? Omit<z.input<Request>, keyof OrderHead>
  : never;

/** Every order that can be placed, with its payload: the compiler holds each to the partner's wire schema. */
export type OrderDraft = {
  [P in PartnerName]: {
    [K in keyof OrdersOf<P> & string]: {
      readonly partner: P;
      readonly kind: K;
      readonly payload: PayloadOf<OrdersOf<P>[K]>;
    };
  }[keyof OrdersOf<P> & string];
}[PartnerName];

type KindNamed<Named> = Named extends (data: never) => infer Kind ? Kind : Named;
type FactOf<P extends PartnerName> = {
  [Type in keyof Partners[P]['facts'] & keyof Partners[P]['webhooks']]: {
    readonly kind: KindNamed<Partners[P]['facts'][Type]>;
    readonly data: Partners[P]['webhooks'][Type] extends infer Schema extends z.ZodType
      ? z.output<Schema>
      : never;
  };
}[keyof Partners[P]['facts'] & keyof Partners[P]['webhooks']];
type EveryFact = { [P in PartnerName]: FactOf<P> }[PartnerName];

export type FactKind = EveryFact['kind'];

/** What a fact of this kind holds, as the inbox keeps it after `parse`. */
export type FactData<Kind extends FactKind, Fact = EveryFact> = Fact extends {
  kind: infer K;
  data: infer Data;
}
  ? Kind extends K
    ? Data
    : never
  : never;
