import type { CaseStep } from '#store/case/case-step';
import { factsOf, latestFact } from '#store/case/facts';

/** A claim as the bank filed it. `principalMinor` is its whole loss of principal, its own part included. */
export interface FiledClaim {
  readonly claim: string;
  readonly principalMinor: number;
  /** Covered accessories that the bank claims beside the principal. */
  readonly interestMinor?: number;
  readonly penaltyMinor?: number;
  readonly enforcementCostMinor?: number;
  readonly papers: readonly string[];
  readonly recoveryExpected: boolean;
  /** Where the claim names one bank. A joint loan's banks claim together: then none is named. */
  readonly beneficiary?: string;
}

export interface ClaimOnFile extends FiledClaim {
  readonly filedOn: string;
  /** Fact number of the filing: what came after it belongs to this claim. */
  readonly no: number;
}

/** The claim that the case is about: the last one filed, with every paper that has come since. */
export async function claimOnFile(step: CaseStep): Promise<ClaimOnFile> {
  const filed = await latestFact<FiledClaim>(step, 'claimFiled');
  if (filed === undefined) throw new Error(`${step.row.number} has no claim on file`);
  const supplied = await factsOf<{ papers: string[] }>(step, ['claimPapersSupplied']);
  const later = supplied.filter(({ no }) => no > filed.no).flatMap(({ data }) => data.papers);
  return {
    ...filed.data,
    papers: [...filed.data.papers, ...later],
    filedOn: filed.on,
    no: filed.no,
  };
}
