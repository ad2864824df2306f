import type { DecisionRecord } from './decision-record.js';
import type { LimitHistory } from './limit-history.js';

/** What was on record when cases were decided, and what the limit guards of their books were asked, in one snapshot. */
export interface PolicyHistory {
  readonly records: readonly DecisionRecord[];
  readonly limits: readonly LimitHistory[];
}
