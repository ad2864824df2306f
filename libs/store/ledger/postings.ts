import type { Queryable } from '../queryable.js';

/** One posting as it goes out to others. Exactly one of the two amounts is above zero. */
export interface ExportedPosting {
  readonly entryId: number;
  readonly reference: string;
  readonly book: string;
  readonly guarantee: string;
  readonly drawdown: string;
  /** The business date. */
  readonly valueDate: string;
  /** The instant of booking, UTC, to the microsecond. */
  readonly bookedAt: string;
  readonly account: string;
  readonly party: string;
  readonly currency: string;
  readonly debitMinor: number;
  readonly creditMinor: number;
  readonly beneficiary: string;
  readonly claim: string;
}

export interface PostingsQuery {
  readonly book?: string;
  readonly guarantee?: string;
  readonly party?: string;
  /** Value dates from and to, inclusive. */
  readonly from?: string;
  readonly to?: string;
}

const pageSize = 5000;

/** Postings in the order of booking, a page at a time. */
export async function* readPostings(
  db: Queryable,
  query: PostingsQuery = {},
): AsyncGenerator<ExportedPosting> {
  let [entry, no] = [0, 0];
  for (;;) {
    const { rows } = await db.query<ExportedPosting & { no: number }>(page, [
      query.book ?? null,
      query.guarantee ?? null,
      query.party ?? null,
      query.from ?? null,
      query.to ?? null,
      entry,
      no,
    ]);
    for (const row of rows) {
      const { no: line, ...posting } = row;
      [entry, no] = [row.entryId, line];
      yield posting;
    }
    if (rows.length < pageSize) return;
  }
}

const page = `
  select p.entry::float8 as "entryId", p.no, e.reference, p.book, p.guarantee, p.drawdown,
    to_char(p.value_date, 'YYYY-MM-DD') as "valueDate",
    to_char(p.booked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "bookedAt",
    p.account, p.party, p.currency, p.debit_minor::float8 as "debitMinor",
    p.credit_minor::float8 as "creditMinor", p.beneficiary, p.claim
  from aval.ledger_posting p join aval.ledger_entry e on e.id = p.entry
  where (p.entry, p.no) > ($6, $7)
    and ($1::text is null or p.book = $1)
    and ($2::text is null or e.guarantee = $2)
    and ($3::text is null or p.party = $3)
    and ($4::date is null or p.value_date >= $4)
    and ($5::date is null or p.value_date <= $5)
  order by p.entry, p.no limit ${pageSize}`;
