import type { DocumentRule, Signatory } from './documents.js';

/** What the e-signature provider has recorded of an envelope. */
export interface EnvelopeFacts {
  readonly signedBy: readonly Signatory[];
  readonly rejectedBy: readonly Signatory[];
  readonly state: 'open' | 'completed' | 'expired' | 'revoked';
}

export type ContractingOutcome =
  | { readonly kind: 'pending'; readonly awaiting: readonly Signatory[] }
  | { readonly kind: 'signed' }
  | { readonly kind: 'failed'; readonly code: 'signerRejected' | 'expired' | 'revoked' };

/**
 * Are the contracts signed? A provider's word that all is complete counts only when everybody whom
 * the documents name has signed.
 */
export function decideContracting(
  envelope: EnvelopeFacts,
  documents: readonly DocumentRule[],
): ContractingOutcome {
  if (envelope.rejectedBy.length > 0) return { kind: 'failed', code: 'signerRejected' };
  if (envelope.state === 'expired' || envelope.state === 'revoked') {
    return { kind: 'failed', code: envelope.state };
  }
  const needed = [...new Set(documents.flatMap(({ signedBy }) => signedBy))];
  const awaiting = needed.filter((signatory) => !envelope.signedBy.includes(signatory));
  return awaiting.length === 0 ? { kind: 'signed' } : { kind: 'pending', awaiting };
}
