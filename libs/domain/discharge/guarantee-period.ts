import { addMonths, laterOf, type BusinessDate } from '../calendar/business-date.js';
import { rollDate, type Calendar } from '../calendar/working-days.js';

/** 一般保证 or 连带责任保证: what keeps a claim alive differs (民法典 687, 688, 693). */
export const guaranteeKinds = ['general', 'jointAndSeveral'] as const;
export type GuaranteeKind = (typeof guaranteeKinds)[number];

/** Months after maturity where nothing is agreed (民法典 692 para. 2). */
export const STATUTORY_GUARANTEE_MONTHS = 6;

export interface GuaranteePeriodPolicy {
  readonly guaranteeKind: GuaranteeKind;
  /** Months after the maturity of the principal debt; `null` or 0: nothing agreed. */
  readonly guaranteeMonths: number | null;
}

/** When a principal debt falls due, and by what that was changed. */
export interface DebtMaturity {
  /** The maturity agreed with our consent: the original, or an extension that we signed. */
  readonly consentedMaturity: BusinessDate;
  /** The day on which the bank lawfully called the loan due early; `null` if it did not. */
  readonly acceleratedTo: BusinessDate | null;
}

/**
 * The last day of the guarantee period. It runs from the maturity of the debt; a period that ends at
 * or before maturity counts as none agreed, and then it is six months (民法典 692). A maturity that was
 * changed without our written consent does not move it (695), which is why only consented ones are
 * given here.
 */
export function guaranteePeriodEnd(
  debt: DebtMaturity,
  policy: GuaranteePeriodPolicy,
  calendar: Calendar,
): BusinessDate {
  const maturity = debt.acceleratedTo ?? debt.consentedMaturity;
  const agreed = policy.guaranteeMonths ?? 0;
  const months = agreed > 0 ? agreed : STATUTORY_GUARANTEE_MONTHS;
  return rollDate(addMonths(maturity, months), 'following', calendar);
}

/**
 * The last day under several drawdowns or a maximum-amount guarantee: as agreed, else from the
 * determination of the claims or the last maturity, whichever is later (担保制度解释 30).
 */
export function guaranteePeriodEndOfSeveral(
  debts: readonly DebtMaturity[],
  determinedOn: BusinessDate | null,
  policy: GuaranteePeriodPolicy,
  calendar: Calendar,
): BusinessDate {
  const maturities = debts.map((debt) => debt.acceleratedTo ?? debt.consentedMaturity);
  const moments = determinedOn === null ? maturities : [...maturities, determinedOn];
  const [first, ...others] = moments;
  if (first === undefined) throw new RangeError('a guarantee period needs at least one debt');
  const last = others.reduce(laterOf, first);
  return guaranteePeriodEnd({ consentedMaturity: last, acceleratedTo: null }, policy, calendar);
}
