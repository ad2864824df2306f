import type { FactData, FactKind } from '#partners/adapters';
import type { PartnerEvent } from '#store/inbox/receive-event';
import type { DueOrder } from '#store/outbox/due-orders';

type Refusal = {
  [Kind in FactKind]: { readonly kind: Kind; readonly data: FactData<Kind> };
}[FactKind];

/**
 * What a case is told when a partner refuses its order for good: the fact that the partner would have reported.
 * Notices that ask for no answer tell the case nothing; they stay in the outbox as refused, for people to see.
 */
export function eventOfRefusal(order: DueOrder, reason: string): PartnerEvent | null {
  const refusal = refusalOf(order, reason.slice(0, 500) || 'no reason was given');
  if (refusal === null) return null;
  return {
    source: 'outbox',
    eventId: order.reference,
    guarantee: order.guarantee,
    occurredOn: null,
    ...refusal,
  };
}

function refusalOf(order: DueOrder, reason: string): Refusal | null {
  switch (order.kind) {
    case 'intentLetter':
      return { kind: 'bankDeclined', data: { decision: 'declined', reason } };
    case 'creditQuery':
      return { kind: 'creditReported', data: { status: 'fault', adverse: [] } };
    case 'envelope':
      return {
        kind: 'signingRejected',
        data: { envelope: order.reference, role: order.partner, reason },
      };
    case 'payment':
      return {
        kind: 'payoutRejected',
        data: { reference: order.reference, claim: String(order.payload['claim']), reason },
      };
    case 'premiumRefund':
      return { kind: 'premiumRefundRejected', data: { reference: order.reference, reason } };
    case 'cededPremium':
      return { kind: 'cededPremiumRejected', data: { reference: order.reference, reason } };
    case 'filing':
      return {
        kind: 'filingRefused',
        data: { party: String(order.payload['party']), reason },
      };
    case 'reimbursementRequest':
      return {
        kind: 'reimbursementRefused',
        data: { party: String(order.payload['party']), reason },
      };
    default:
      return null;
  }
}
