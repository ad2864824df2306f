import { readSbaRow, type RawRow, type SbaRow } from '../../apps/cli/replay/sba-row.js';

/** A sound loan of $100,000, guaranteed at 75 %, paid in full after a year. */
export const paidInFull: RawRow = {
  loan_nr_chk_dgt: '1000000001',
  bank: 'FIRST EXAMPLE BANK',
  state: 'NY',
  approval_date: '2001-01-15',
  term: '12',
  no_emp: '4',
  new_exist: '2',
  chg_off_date: '',
  disbursement_date: '2001-01-31',
  disbursement_gross: '100000',
  mis_status: 'PIF',
  chg_off_prin_gr: '0',
  gr_appv: '100000',
  sba_appv: '75000',
};

export const chargedOff: RawRow = {
  ...paidInFull,
  loan_nr_chk_dgt: '1000000002',
  mis_status: 'CHGOFF',
  chg_off_date: '2003-06-30',
  chg_off_prin_gr: '40001',
};

export function row(raw: RawRow, changes: Record<string, string> = {}): SbaRow {
  return readSbaRow({ ...raw, ...changes }, 1);
}
