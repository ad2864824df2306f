/** What became of a case, read back from its row and its postings. */
import type { BusinessDate } from '#domain/calendar/business-date';
import { accounts, type AccountName } from '#domain/ledger/accounts';
import type { Ending, Stage } from '#domain/lifecycle/stages';
import type { Pool } from 'pg';

export interface CaseOutcome {
  readonly ending: Ending | null;
  readonly endingReason: string | null;
  readonly endedOn: BusinessDate | null;
  readonly stage: Stage;
  readonly waitingFor: string | null;
  /** `<account>Minor` of the whole life, for every account that was ever posted to. */
  readonly books: Readonly<Record<string, number>>;
}

export async function readOutcome(database: Pool, number: string): Promise<CaseOutcome> {
  const { rows } = await database.query<Omit<CaseOutcome, 'books'>>(
    `select ending, ending_reason as "endingReason", ended_on as "endedOn", stage,
            waiting_for as "waitingFor"
       from aval.guarantee where number = $1`,
    [number],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`there is no guarantee ${number}`);
  return { ...row, books: await readBooks(database, number) };
}

async function readBooks(database: Pool, number: string): Promise<Record<string, number>> {
  const { rows } = await database.query<{ account: AccountName; net: string }>(
    `select account, sum(debit_minor - credit_minor) as net
       from aval.ledger_posting where guarantee = $1 group by account`,
    [number],
  );
  return Object.fromEntries(
    rows.map(({ account, net }) => [
      `${account}Minor`,
      accounts[account].side === 'debit' ? Number(net) : 0 - Number(net),
    ]),
  );
}
