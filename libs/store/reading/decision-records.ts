import type { DecisionRecord } from '#domain/policy/decision-record';
import type { Queryable } from '../queryable.js';
import { Conditions } from './conditions.js';

/** What is left out asks for nothing. */
export interface DecisionFilter {
  readonly book?: string | undefined;
  readonly product?: string | undefined;
}

const kinds = [
  'applicationReceived',
  'screened',
  'creditReported',
  'assessed',
  'dueDiligenceDone',
  'authorityFound',
  'approved',
  'declined',
  'headroomRefused',
];

const PAGE = 500;

/** The decided and undecided cases of a book or product, page by page in order of their numbers. */
export async function* readDecisionRecords(
  store: Queryable,
  filter: DecisionFilter,
): AsyncGenerator<DecisionRecord> {
  for (let after = ''; ;) {
    const conditions = new Conditions()
      .add('g.book = ?', filter.book)
      .add('g.product = ?', filter.product)
      .add('g.number > ?', after);
    const kindsGiven = conditions.parameter(kinds);
    const { rows } = await store.query<DecisionRecord>(
      statement(conditions.where, kindsGiven),
      conditions.values,
    );
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.number;
  }
}

function statement(where: string, kindsGiven: string): string {
  return `
    select g.number, g.product, g.pack_version as "packVersion", g.programme,
      g.programme_version as "programmeVersion", g.currency, g.bank, g.loan_minor as "loanMinor",
      g.amount_minor as "amountMinor", g.tenor_months as "tenorMonths", g.issued_on as "issuedOn",
      b.time_zone as "timeZone", a.form, a.consent, recorded.facts, review.outcome as "screeningReview",
      coalesce(money.outstanding, 0) as "outstandingMinor", coalesce(money.loss, 0) as "lossMinor"
    from aval.guarantee g join aval.book b on b.id = g.book join aval.application a on a.guarantee = g.number
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('kind', f.kind, 'data', f.data,
        'at', to_char(f.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by f.no), '[]') as facts
      from aval.fact f where f.guarantee = g.number and f.kind = any (${kindsGiven})
    ) recorded
    left join lateral (
      select outcome from aval.task t
      where t.guarantee = g.number and t.kind = 'screeningReview' and t.status = 'decided'
      order by decided_at desc limit 1
    ) review on true
    cross join lateral (
      select sum(balance_minor) filter (where account = 'outstanding')::bigint as outstanding,
        sum(balance_minor) filter (where account in ('payoutReceivable', 'writtenOff'))::bigint as loss
      from aval.ledger_balance l where l.guarantee = g.number and l.book = g.book
    ) money
    ${where} order by g.number limit ${PAGE}`;
}
