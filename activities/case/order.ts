import type { OrderDraft } from '#partners/adapters';
import type { CaseStep } from '#store/case/case-step';

/**
 * Orders something of a partner, under a reference that is unique for ever: the case, a mark, the step, and which
 * of several of that mark it is.
 */
export function order(step: CaseStep, mark: string, draft: OrderDraft, index?: number): string {
  const which = index === undefined ? '' : `-${index}`;
  const reference = `${step.row.number}-${mark}${step.ref.no}${which}`;
  step.send({ ...draft, reference });
  return reference;
}
