/** What the limits of the demonstration's book are parts of: synthetic figures, by a maker and a checker. */
import type { LimitProposal } from '#domain/limits/proposals';
import type { BookReport } from '#store/limits/report';
import type { Person } from '../api/people.js';
import type { Session } from '../session.js';

/** 一亿元 in 分: one debtor may then stand for ten million yuan, far above any applicant drawn. */
const netAssetsMinor = 10_000_000_000;
/** Half as much for one of the banks: a cap of the book's own, beside those of the decree. */
const bankCapMinor = 5_000_000_000;
const source = 'synthetic: accounts of a guarantor that does not exist';

/**
 * Gives the book net assets and a cap where it has none yet: finance proposes, risk confirms. A second start finds
 * them and adds nothing.
 */
export async function keepDemonstrationLimits(
  session: Session,
  book: string,
  asOf: string,
): Promise<void> {
  const [finance, risk] = [session.people.one('finance'), session.people.one('risk')];
  const path = `/books/${encodeURIComponent(book)}`;
  const limits = (await call(session, finance, 'GET', `${path}/limits`)) as BookReport;
  if (limits.netAssetsMinor !== null) return;
  for (const proposal of proposalsAsOf(asOf)) {
    const proposals = `${path}/limit-proposals`;
    const { id } = (await call(session, finance, 'POST', proposals, proposal)) as { id: number };
    await call(session, risk, 'POST', `${proposals}/${id}/decision`, { outcome: 'confirmed' });
  }
}

/** Net assets last: while they are missing the next start proposes all of this again. */
function proposalsAsOf(asOf: string): LimitProposal[] {
  const cap = {
    dimension: 'bank',
    key: 'synthetic-city-bank',
    counts: 'gross',
    amountMinor: bankCapMinor,
  } as const;
  return [
    { kind: 'cap', data: cap, asOf, source },
    { kind: 'netAssets', data: { amountMinor: netAssetsMinor }, asOf, source },
  ];
}

async function call(
  { api: { door, tokens } }: Session,
  by: Person,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<unknown> {
  const token = await tokens.of(by);
  const request = { method, path, token, ...(body === undefined ? {} : { body }) };
  return (await door.call(request)).body;
}
