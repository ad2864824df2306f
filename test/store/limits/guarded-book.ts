/** A book under Decree 683 for tests, with guarantees that stand in it. */
import type { Pool } from 'pg';
import type { Bearer, ContractClass } from '#domain/limits/amounts';
import type { LimitProposal } from '#domain/limits/proposals';
import type { LimitedGuarantee } from '#domain/limits/standing';
import { decideProposal, proposeLimit } from '#store/limits/proposals';
import { inTransaction } from '#store/transaction';

export const yuan = 100;
export const wan = 10_000 * yuan;

/** Alone in bearing the risk: own share and gross are one. */
export const alone: readonly Bearer[] = [{ shareBps: 10_000, role: 'guarantor' }];

export async function openGuardedBook(pool: Pool, book: string): Promise<void> {
  await pool.query(
    `insert into aval.book (id, guarantor, currency, regime, time_zone)
     values ($1, 'Guarantor of the tests', 'CNY', 'decree683', 'Asia/Shanghai')`,
    [book],
  );
}

/** Proposed by one and confirmed by another. */
export async function confirmed(
  pool: Pool,
  book: string,
  kind: LimitProposal['kind'],
  data: object,
  asOf = '2026-01-01',
): Promise<number> {
  const proposal = { kind, data, asOf, source: 'audited accounts' } as LimitProposal;
  const { id } = await proposeLimit(pool, book, proposal, 'maker');
  await inTransaction(pool, (tx) => decideProposal(tx, id, 'confirmed', 'checker'));
  return id;
}

export const netAssets = (pool: Pool, book: string, amountMinor: number, asOf?: string) =>
  confirmed(pool, book, 'netAssets', { amountMinor }, asOf);

export function guaranteeOf(
  book: string,
  number: string,
  customer: number,
  kind: ContractClass = 'other',
  places: Partial<LimitedGuarantee['places']> = {},
): LimitedGuarantee {
  return {
    number,
    book,
    customer,
    class: kind,
    controlsGuarantor: false,
    places: { product: 'p', sector: 's', bank: 'b', programme: '', region: '340102', ...places },
  };
}
