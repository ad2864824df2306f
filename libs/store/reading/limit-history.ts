import type { LimitProposal } from '#domain/limits/proposals';
import type { Link } from '#domain/limits/relations';
import type { LimitHistory, LimitStep } from '#domain/policy/limit-history';
import { readLimitedCasesOf } from '../limits/limited-case.js';
import type { Queryable } from '../queryable.js';

/**
 * What the limit guard of a book was told and asked, in the order of booking; nothing for a book under no limits. To be
 * read in one snapshot. Filed rows that were refused left no case behind, and are not in it.
 */
export async function readLimitHistory(db: Queryable, book: string): Promise<LimitHistory | null> {
  const { rowCount } = await db.query('select from aval.limit_book where book = $1', [book]);
  if (rowCount === 0) return null;
  const cases = await readLimitedCasesOf(db, book);
  const steps: LimitStep[] = [];
  for (const read of [confirmed, related, ofFacts, givenBack, filed, booked]) {
    steps.push(...(await read(db, book)));
  }
  // Of one instant the order of the readings holds; a stable sort keeps it.
  return {
    book,
    cases: new Map(cases.map((each) => [each.guarantee.number, each])),
    steps: steps.sort((one, next) => one.atMs - next.atMs),
  };
}

const ms = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8 as "atMs"`;

type Read = (db: Queryable, book: string) => Promise<LimitStep[]>;

/** What another person confirmed of the book's figures, caps and terms. */
const confirmed: Read = async (db, book) => {
  const { rows } = await db.query<LimitProposal & { readonly atMs: number }>(
    `select kind, data, as_of as "asOf", source, ${ms('decided_at')} from aval.limit_proposal
     where book = $1 and outcome = 'confirmed' order by decided_at, id`,
    [book],
  );
  return rows.map(({ atMs, ...proposal }) => ({ kind: 'confirmed', atMs, proposal }));
};

const related: Read = async (db, book) => {
  const { rows } = await db.query<Link & { readonly customer: number; readonly atMs: number }>(
    `select customer, kind, value, ${ms('recorded_at')} from aval.limit_link where book = $1
     order by recorded_at, customer`,
    [book],
  );
  return rows.map(({ atMs, customer, kind, value }) => ({
    ...{ kind: 'related', atMs, customer },
    link: { kind, value },
  }));
};

interface FactRow {
  readonly caseId: string;
  readonly kind: string;
  readonly atMs: number;
  readonly data: {
    readonly byLimits?: boolean;
    readonly outcome?: { readonly reasonCodes?: readonly string[] };
    readonly findings?: readonly { readonly rule: string; readonly key: string }[];
  };
}

/** Requests, refusals, where authority was found, and the last word on cases that never asked. */
const ofFacts: Read = async (db, book) => {
  const { rows } = await db.query<FactRow>(
    `select f.guarantee as "caseId", f.kind, f.data, ${ms('f.recorded_at')}
     from aval.fact f join aval.guarantee g on g.number = f.guarantee
     where g.book = $1 and f.kind in ('headroomReserved', 'headroomRefused', 'authorityFound', 'declined', 'screened',
       'creditReported', 'assessed', 'dueDiligenceDone') order by f.guarantee, f.no`,
    [book],
  );
  const byCase = new Map<string, FactRow[]>();
  for (const row of rows) byCase.set(row.caseId, [...(byCase.get(row.caseId) ?? []), row]);
  return [...byCase.values()].flatMap(stepsOfCase);
};

function stepsOfCase(facts: readonly FactRow[]): LimitStep[] {
  let isReserved = false;
  const steps = facts.flatMap((fact, place): LimitStep[] => {
    const { caseId, atMs, kind, data } = fact;
    const isFirst = facts.findIndex((each) => each.kind === kind) === place;
    if (kind === 'authorityFound') return isFirst ? [{ kind: 'looked', caseId, atMs }] : [];
    if (kind === 'headroomReserved') {
      isReserved = true;
      return [{ kind: 'asked', caseId, atMs, at: 'approval', answer: { kind: 'taken' } }];
    }
    if (kind === 'headroomRefused') {
      // Once reserved, headroom is asked for again by the letter alone.
      const at = isReserved ? 'issuance' : 'approval';
      return [{ kind: 'asked', caseId, atMs, at, answer: refusalOf(data) }];
    }
    const reasonCodes = data.outcome?.reasonCodes ?? [];
    const isBarred = data.byLimits === true && reasonCodes.includes('relatedPartyTerms');
    return isBarred ? [{ kind: 'barred', caseId, atMs, reasonCodes }] : [];
  });
  const last = facts.at(-1);
  const hasAsked = steps.some(({ kind }) => kind === 'asked' || kind === 'barred');
  if (last === undefined || hasAsked) return steps;
  return [...steps, { kind: 'decided', caseId: last.caseId, atMs: last.atMs }];
}

function refusalOf({ findings = [] }: FactRow['data']) {
  const reasonCodes = findings.map(
    ({ rule, key }) => `limit:${rule}${rule === 'cap' ? `:${key}` : ''}`,
  );
  return { kind: 'refused', reasonCodes } as const;
}

const givenBack: Read = async (db, book) => {
  const { rows } = await db.query<{ caseId: string; atMs: number }>(
    `select e.guarantee as "caseId", ${ms('e.recorded_at')} from aval.process_event e
     join aval.guarantee g on g.number = e.guarantee where g.book = $1 and e.name = 'HeadroomGivenBack'`,
    [book],
  );
  return rows.map((row) => ({ kind: 'givenBack', ...row }));
};

/** A row of a framework takes its headroom with its number. */
const filed: Read = async (db, book) => {
  const { rows } = await db.query<{ caseId: string; atMs: number }>(
    `select number as "caseId", ${ms('created_at')} from aval.guarantee
     where book = $1 and framework is not null`,
    [book],
  );
  return rows.map((row) => ({
    ...{ kind: 'asked', ...row, at: 'approval', answer: { kind: 'taken' } },
  }));
};

interface BookedRow {
  readonly caseId: string;
  readonly atMs: number;
  readonly isLetter: boolean;
  readonly undrawnGross: number;
  readonly undrawnOwn: number;
  readonly lentGross: number;
  readonly lentOwn: number;
}

/** Every entry that moved what is undrawn or outstanding, and the sums after it. A letter asks once more before it. */
const booked: Read = async (db, book) => {
  const { rows } = await db.query<BookedRow>(bookedEntries, [book]);
  return rows.flatMap(({ caseId, atMs, isLetter, ...sums }): LimitStep[] => {
    const owed = {
      undrawn: { grossMinor: sums.undrawnGross, ownMinor: sums.undrawnOwn },
      outstanding: { grossMinor: sums.lentGross, ownMinor: sums.lentOwn },
    };
    const answer = { kind: 'taken' } as const;
    return [
      ...(isLetter ? [{ kind: 'asked', caseId, atMs, at: 'issuance', answer } as const] : []),
      { kind: 'booked', caseId, atMs, owed },
    ];
  });
};

const running = (account: string, part: string): string =>
  `(sum(sum(change) filter (where account = '${account}' ${part})) over of_case)::bigint`;

const bookedEntries = `
  with moves as (
    select p.entry, p.guarantee, p.account, p.credit_minor - p.debit_minor as change,
      p.party = (select share ->> 'party' from aval.ledger_entry e,
          jsonb_array_elements(e.fact -> 'shares') with ordinality as s (share, place)
        where e.guarantee = p.guarantee and e.book = p.book and e.kind = 'issued'
          and share ->> 'role' = 'guarantor' order by e.id desc, place limit 1) as is_ours
    from aval.ledger_posting p where p.book = $1 and p.account in ('undrawn', 'outstanding')
  ), after as (
    select entry, guarantee,
      coalesce(${running('undrawn', '')}, 0) as "undrawnGross",
      coalesce(${running('undrawn', 'and is_ours')}, 0) as "undrawnOwn",
      coalesce(${running('outstanding', '')}, 0) as "lentGross",
      coalesce(${running('outstanding', 'and is_ours')}, 0) as "lentOwn"
    from moves group by entry, guarantee
    window of_case as (partition by guarantee order by entry)
  )
  select a.guarantee as "caseId", ${ms('e.booked_at')},
    e.kind = 'issued' and g.framework is null as "isLetter",
    a."undrawnGross", a."undrawnOwn", a."lentGross", a."lentOwn"
  from after a join aval.ledger_entry e on e.id = a.entry join aval.guarantee g on g.number = a.guarantee
  order by e.booked_at, e.id`;
