import type { Calendar } from '#domain/calendar/working-days';
import { calendarNamed } from '#products/calendars/calendars';
import { loadPack } from '#products/load-pack';
import type { Pack } from '#products/pack';
import type { CaseRow } from '#store/case/case-row';

/** The pack of the case, in the version that it began with. */
export function packOf(row: Pick<CaseRow, 'product' | 'packVersion'>): Pack {
  return loadPack(row.product, row.packVersion);
}

/** A part that a pack may leave out only together with its stage; that the stage runs without it is a bug. */
export function partOf<Part extends 'creditCheck' | 'scorecard'>(
  row: Pick<CaseRow, 'product' | 'packVersion'>,
  part: Part,
): NonNullable<Pack[Part]> {
  const found = packOf(row)[part];
  if (found === null) throw new Error(`the pack ${row.packVersion} has no ${part}`);
  return found;
}

export function calendarOf(pack: Pack): Calendar {
  return calendarNamed(pack.calendar);
}
