import { receiveEvent } from '../inbox/receive-event.js';
import type { Queryable } from '../queryable.js';

/** The running account of a book with one re-guarantor, in minor units. */
export interface ReGuaranteeAccount {
  readonly party: string;
  /** Premium ceded to it, less what it gave back. */
  readonly cededMinor: number;
  /** What cases still owe it, and what it owes back of others. */
  readonly payableMinor: number;
  readonly receivableMinor: number;
  /** Cases whose account is open. */
  readonly openGuarantees: number;
}

/** The accounts with every re-guarantor that premium was ever ceded to. */
export async function reGuaranteeAccounts(
  store: Queryable,
  book: string,
): Promise<ReGuaranteeAccount[]> {
  const { rows } = await store.query<Record<string, string>>(
    `select party,
            coalesce(sum(balance_minor) filter (where account = 'premiumCeded'), 0) as "cededMinor",
            coalesce(sum(balance_minor) filter (where account = 'cededPremiumPayable' and balance_minor > 0), 0)
              as "payableMinor",
            coalesce(-sum(balance_minor) filter (where account = 'cededPremiumPayable' and balance_minor < 0), 0)
              as "receivableMinor",
            count(*) filter (where account = 'cededPremiumPayable' and balance_minor <> 0) as "openGuarantees"
       from aval.ledger_balance
      where book = $1 and account in ('premiumCeded', 'cededPremiumPayable')
      group by party order by party`,
    [book],
  );
  return rows.map(({ party = '', ...sums }) => ({
    party,
    cededMinor: Number(sums['cededMinor']),
    payableMinor: Number(sums['payableMinor']),
    receivableMinor: Number(sums['receivableMinor']),
    openGuarantees: Number(sums['openGuarantees']),
  }));
}

/**
 * Tells every case of the book whose letter was issued by the end of the month, and whose account with a re-guarantor
 * is open, that the month is settled. Each is told once of a month, however often this is repeated.
 * @returns the cases whose account is open
 */
export async function settleReGuaranteeMonth(
  store: Queryable,
  book: string,
  month: string,
): Promise<number> {
  const { rows } = await store.query<{ guarantee: string }>(
    `select distinct b.guarantee
       from aval.ledger_balance b join aval.guarantee g on g.number = b.guarantee
      where b.book = $1 and b.account = 'cededPremiumPayable' and b.balance_minor <> 0
        and g.issued_on < ($2 || '-01')::date + interval '1 month'
      order by b.guarantee`,
    [book, month],
  );
  for (const { guarantee } of rows) {
    await receiveEvent(store, {
      source: 'reGuaranteeAccount',
      eventId: `${book}:${month}:${guarantee}`,
      guarantee,
      kind: 'cededPremiumDue',
      occurredOn: null,
      data: { month },
    });
  }
  return rows.length;
}
