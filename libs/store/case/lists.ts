import type { ListMatch } from '#domain/screening/decide-screening';
import type { Queryable } from '../queryable.js';

/** Somebody on a list that applicants are looked up in. */
export interface ListEntry {
  readonly list: string;
  readonly registrationNo: string;
  readonly match: ListMatch;
  readonly source: string;
  readonly listedOn: string;
}

/** Puts somebody on a list; who is on it already stays on it as they are. */
export async function keepListEntry(store: Queryable, entry: ListEntry): Promise<void> {
  const { list, registrationNo, match, source, listedOn } = entry;
  await store.query(
    `insert into aval.list_entry (list, registration_no, match, source, listed_on)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [list, registrationNo, match, source, listedOn],
  );
}
