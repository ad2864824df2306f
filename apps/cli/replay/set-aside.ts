/** Rows that contradict themselves are set aside with their reasons, never guessed at. */
import type { BusinessDate } from '#domain/calendar/business-date';
import type { SbaRow } from './sba-row.js';

export const setAsideReasons = [
  'noDisbursement',
  'disbursedBeforeApproval',
  'termZero',
  'chargeOffIncomplete',
  'paidWithChargeOff',
  'chargedOffBeforeDisbursement',
  'lossAboveDisbursed',
] as const;
export type SetAsideReason = (typeof setAsideReasons)[number];

export interface SetAsideRow {
  readonly loan: string;
  readonly reasons: readonly SetAsideReason[];
}

const contradictions: Readonly<Record<SetAsideReason, (row: SbaRow) => boolean>> = {
  noDisbursement: (row) => row.disbursedOn === null,
  disbursedBeforeApproval: (row) => isBefore(row.disbursedOn, row.approvedOn),
  termZero: (row) => row.termMonths === 0,
  chargeOffIncomplete: (row) =>
    row.status === 'CHGOFF' && (row.chargedOffOn === null || row.lossMinor === 0),
  paidWithChargeOff: (row) =>
    row.status === 'PIF' && (row.chargedOffOn !== null || row.lossMinor > 0),
  chargedOffBeforeDisbursement: (row) => isBefore(row.chargedOffOn, row.disbursedOn),
  lossAboveDisbursed: (row) => row.lossMinor > row.disbursedMinor,
};

/** Every reason that applies to the row, in the order of `setAsideReasons`; none for a sound row. */
export function reasonsToSetAside(row: SbaRow): SetAsideReason[] {
  return setAsideReasons.filter((reason) => contradictions[reason](row));
}

function isBefore(date: BusinessDate | null, other: BusinessDate | null): boolean {
  return date !== null && other !== null && date < other;
}
