import { guaranteedShares } from '#domain/issuance/guaranteed-amount';
import type { Facts } from '#domain/intake/facts';
import type { Sharer } from '#domain/ledger/facts';
import { decideShares, type AgreedShares } from '#domain/programmes/eligibility';
import type { Programme } from '#domain/programmes/programme';
import { loadProgramme } from '#products/programmes/load-programme';
import type { CaseRow } from '#store/case/case-row';
import type { CaseStep } from '#store/case/case-step';
import { latestFact } from '#store/case/facts';

/** The programme of the case, in the version that it began with. */
export function programmeOf(row: Pick<CaseRow, 'programme' | 'programmeVersion'>): Programme {
  return loadProgramme(row.programme, row.programmeVersion);
}

/** Fixes the shares that hold for this applicant, on the day of application. */
export function agreeShares(step: CaseStep, facts: Facts): AgreedShares {
  const programme = programmeOf(step.row);
  const agreed = decideShares(facts, programme);
  step.note({ kind: 'sharesAgreed', subject: programme.identity, data: agreed });
  return agreed;
}

/** The shares of the case as they were agreed at intake, the bank's with them. */
export async function agreedShares(step: CaseStep): Promise<AgreedShares['shares']> {
  const { tiers, shares } = programmeOf(step.row);
  if (tiers.length === 0) return shares;
  const agreed = await latestFact<AgreedShares>(step, 'sharesAgreed');
  if (agreed === undefined) throw new Error(`${step.row.number} has no agreed shares on record`);
  return agreed.data.shares;
}

/** Who bears the guaranteed part, as the ledger keeps it. */
export async function sharersOf(step: CaseStep): Promise<Sharer[]> {
  return guaranteedShares(await agreedShares(step)).map(sharerOf);
}

function sharerOf({ party, role, shareBps }: AgreedShares['shares'][number]): Sharer {
  if (role === 'bank') throw new Error('the bank retains its part: it is never a sharer');
  return { party, shareBps, role };
}
