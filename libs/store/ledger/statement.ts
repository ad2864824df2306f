import type { AccountName } from '#domain/ledger/accounts';
import type { Queryable } from '../queryable.js';
import { readPostings, type ExportedPosting } from './postings.js';

/** What stands on one account, on its own side. */
export interface StandingBalance {
  readonly book: string;
  readonly guarantee: string;
  readonly currency: string;
  readonly account: AccountName;
  readonly drawdown: string;
  readonly beneficiary: string;
  readonly party: string;
  readonly balanceMinor: number;
}

export interface Statement {
  readonly balances: readonly StandingBalance[];
  readonly postings: readonly ExportedPosting[];
}

/** The statement of one case or of one party, or of a party in a case: every posting, and what stands now. */
export async function statement(
  db: Queryable,
  of: { readonly book?: string; readonly guarantee?: string; readonly party?: string },
): Promise<Statement> {
  const { rows } = await db.query<StandingBalance>(standing, [
    of.book ?? null,
    of.guarantee ?? null,
    of.party ?? null,
  ]);
  const postings: ExportedPosting[] = [];
  for await (const posting of readPostings(db, of)) postings.push(posting);
  return { balances: rows, postings };
}

const standing = `
  select book, guarantee, currency, account, drawdown, beneficiary, party,
    sum(balance_minor)::float8 as "balanceMinor"
  from aval.ledger_balance
  where ($1::text is null or book = $1) and ($2::text is null or guarantee = $2)
    and ($3::text is null or party = $3)
  group by 1, 2, 3, 4, 5, 6, 7 having sum(balance_minor) <> 0
  order by book, guarantee, min(opened_by), min(opened_no)`;
