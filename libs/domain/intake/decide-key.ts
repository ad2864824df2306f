import { factOf, type Facts } from './facts.js';
import type { IntakePolicy } from './decide-intake.js';

export type KeyOutcome =
  /** The product has no key, or nobody holds this one. */
  | { readonly kind: 'free'; readonly key: string | null }
  | { readonly kind: 'refused'; readonly code: 'keyMissing' }
  | { readonly kind: 'refused'; readonly code: 'alreadyGuaranteed'; readonly by: string };

/** The value by which a case is unique within its product, `null` where the product has no key. */
export function keyOf(form: Facts, policy: Pick<IntakePolicy, 'keyField'>): string | null {
  if (policy.keyField === undefined) return null;
  const value = factOf(form, policy.keyField);
  // White space and case do not make another bill.
  return value === null ? null : String(value).replace(/\s/g, '').toUpperCase();
}

/**
 * May a case take its key? A second guarantee on one bill is refused while the first one lives:
 * `heldBy` is the number of the case that holds the key, other than this one, that has not ended
 * unissued.
 */
export function decideKey(
  form: Facts,
  heldBy: string | null,
  policy: Pick<IntakePolicy, 'keyField'>,
): KeyOutcome {
  const key = keyOf(form, policy);
  if (policy.keyField !== undefined && (key === null || key === '')) {
    return { kind: 'refused', code: 'keyMissing' };
  }
  if (key !== null && heldBy !== null) {
    return { kind: 'refused', code: 'alreadyGuaranteed', by: heldBy };
  }
  return { kind: 'free', key };
}
