import type { Queryable } from '../queryable.js';

/** A document that we made for a case: a contract to be signed, or the guarantee letter. */
export interface DocumentView {
  /** Its code in the product pack. */
  readonly name: string;
  readonly madeOn: string;
  /** SHA-256 of what was sent out; a letter's is known once its order to the bank is written. */
  readonly sha256: string | null;
  /** The last day on which the letter can be drawn on; contracts have none. */
  readonly validUntil: string | null;
}

const documentsOfFacts = `
  select document ->> 'name' as name, f.business_date as "madeOn", document ->> 'sha256' as sha256,
         null as "validUntil", f.no
    from aval.fact f cross join lateral jsonb_array_elements(f.data -> 'documents') as document
   where f.guarantee = $1 and f.kind = 'contractsPrepared'
  union all
  select 'guaranteeLetter', f.business_date, o.payload ->> 'sha256', f.data ->> 'validUntil', f.no
    from aval.fact f
    left join aval.outbox o
      on o.guarantee = f.guarantee and o.step = f.step and o.kind = 'guaranteeLetter'
   where f.guarantee = $1 and f.kind = 'letterIssued'
   order by no, name`;

/** The documents of a case in the order of their making, from the facts that record them. */
export async function listDocuments(store: Queryable, guarantee: string): Promise<DocumentView[]> {
  const found = await store.query<DocumentView & { no: number }>(documentsOfFacts, [guarantee]);
  return found.rows.map(({ name, madeOn, sha256, validUntil }) => ({
    name,
    madeOn,
    sha256,
    validUntil,
  }));
}
