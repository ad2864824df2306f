import type { IntakeFacts } from '#domain/intake/decide-intake';
import { contractClassOf, type Bearer } from '#domain/limits/amounts';
import type { LimitedGuarantee } from '#domain/limits/standing';
import type { Queryable } from '../queryable.js';

/** A case as its limits would be judged: what it asks for, and who bears it. */
export interface LimitedCase {
  readonly guarantee: LimitedGuarantee;
  readonly amountMinor: number;
  readonly bearers: readonly Bearer[];
}

interface Row {
  readonly number: string;
  readonly customer: number;
  readonly amountMinor: number;
  readonly tenorMonths: number;
  readonly product: string;
  readonly bank: string;
  readonly programme: string;
  readonly sector: string | null;
  readonly region: string | null;
  readonly intake: IntakeFacts;
  readonly shares: readonly Bearer[];
}

const cases = `select g.number, g.applicant as customer, g.amount_minor as "amountMinor",
    g.tenor_months as "tenorMonths", g.product, g.bank,
    g.programme, a.form ->> 'industry' as sector, a.form ->> 'region' as region, intake.data as intake,
    agreed.data -> 'shares' as shares
  from aval.guarantee g
  join aval.application a on a.guarantee = g.number
  join aval.fact intake on intake.guarantee = g.number and intake.kind = 'applicationReceived'
  join aval.fact agreed on agreed.guarantee = g.number and agreed.kind = 'sharesAgreed'`;

/** Every case of a book that was taken in. */
export async function readLimitedCasesOf(
  db: Queryable,
  book: string,
): Promise<(LimitedCase & { readonly tenorMonths: number })[]> {
  const { rows } = await db.query<Row>(`${cases} where g.book = $1`, [book]);
  return rows.map((row) => ({ ...caseOf(book, row), tenorMonths: row.tenorMonths }));
}

/** Cases of a book by number, in the order of asking; what is unknown there, or not taken in yet, is left out. */
export async function readLimitedCases(
  db: Queryable,
  book: string,
  numbers: readonly string[],
): Promise<LimitedCase[]> {
  const { rows } = await db.query<Row>(
    `${cases} where g.book = $1 and g.number = any ($2) order by array_position($2, g.number)`,
    [book, numbers],
  );
  return rows.map((row) => caseOf(book, row));
}

/**
 * The newest case in a book of a customer: found by registration number, or by the number of any of its cases.
 * What the customer could get more is asked on that case's terms.
 */
export async function readNewestCase(
  db: Queryable,
  book: string,
  customer: string,
): Promise<LimitedCase | null> {
  const { rows } = await db.query<Row>(
    `${cases} where g.book = $1 and g.applicant in (select id from aval.party where registration_no = $2
       union select applicant from aval.guarantee where number = $2) order by g.number desc limit 1`,
    [book, customer],
  );
  return rows[0] === undefined ? null : caseOf(book, rows[0]);
}

function caseOf(book: string, row: Row): LimitedCase {
  const { product, bank, programme, intake } = row;
  return {
    guarantee: {
      number: row.number,
      book,
      customer: row.customer,
      class: contractClassOf(intake),
      controlsGuarantor: intake.controlsGuarantor,
      places: { product, sector: row.sector ?? '', bank, programme, region: row.region ?? '' },
    },
    amountMinor: row.amountMinor,
    bearers: row.shares.filter(({ role, shareBps }) => role !== 'bank' && shareBps > 0),
  };
}
