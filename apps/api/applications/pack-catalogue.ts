import type { Pack } from '#products/pack';

export const PACKS = Symbol('product packs');

/** The current pack of every product on offer. */
export interface PackCatalogue {
  list(): readonly Pack[];
  find(product: string): Pack | undefined;
}
