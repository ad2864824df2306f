import { laterOf, type BusinessDate } from '../calendar/business-date.js';

export interface ExtensionRequest {
  readonly newMaturity: BusinessDate;
  /** Did we consent in writing? */
  readonly consented: boolean;
}

export type ExtensionOutcome =
  | {
      readonly kind: 'extended';
      /** The maturity by which the bank counts from now on. */
      readonly maturity: BusinessDate;
      /** The maturity from which the guarantee period runs. */
      readonly consentedMaturity: BusinessDate;
    }
  | { readonly kind: 'refused'; readonly code: 'notLater' };

/**
 * Takes a change of maturity in. Without our written consent the bank and the debtor may still agree
 * it, but the guarantee period keeps running from the maturity we consented to (民法典 695).
 */
export function decideExtension(
  request: ExtensionRequest,
  current: { readonly maturity: BusinessDate; readonly consentedMaturity: BusinessDate },
): ExtensionOutcome {
  if (request.newMaturity <= current.maturity) return { kind: 'refused', code: 'notLater' };
  return {
    kind: 'extended',
    maturity: request.newMaturity,
    consentedMaturity: request.consented
      ? laterOf(request.newMaturity, current.consentedMaturity)
      : current.consentedMaturity,
  };
}
