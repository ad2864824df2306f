import { addDays, type BusinessDate } from '../calendar/business-date.js';

/** Days that the court grants at least, from the announcement of the acceptance (企业破产法 45: 30 days to 3 months). */
export const SHORTEST_FILING_DAYS = 30;

/**
 * Until when claims are filed with the administrator. A bank that neither files nor tells us loses what we could have
 * received by filing ourselves (担保制度解释 24), so where the court's day is not known the shortest one counts.
 */
export function filingDeadline(
  acceptedOn: BusinessDate,
  byCourt: BusinessDate | null,
): BusinessDate {
  return byCourt ?? addDays(acceptedOn, SHORTEST_FILING_DAYS);
}
