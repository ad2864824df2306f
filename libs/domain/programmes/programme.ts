import type { Period } from '../calendar/period.js';
import type { BilingualText } from '../intake/facts.js';
import type { RiskShare } from '../issuance/guaranteed-amount.js';
import type { Rule } from '../screening/rule.js';

/** What a sharer of the risk is. The bank's part is retained risk: it is never guaranteed. */
export const sharerRoles = ['bank', 'guarantor', 'reGuarantor', 'government'] as const;
export type SharerRole = (typeof sharerRoles)[number];

/** One party's part of the risk of a loan, and what it is in the programme. */
export interface ProgrammeShare extends RiskShare {
  readonly role: SharerRole;
}

/** Shares that hold only for applicants who meet all of these rules; the first tier that fits decides. */
export interface ProgrammeTier {
  readonly code: string;
  readonly requires: readonly Rule[];
  readonly shares: readonly ProgrammeShare[];
  readonly source: string;
}

/** Single: each case is applied for and approved. Batch (见贷即保): the bank lends under a framework and files. */
export const programmeModes = ['single', 'batch'] as const;
export type ProgrammeMode = (typeof programmeModes)[number];

/** Kinds of applicants that a programme is for: an applicant must meet every rule of one of them. */
export interface EligibleGroup {
  readonly code: string;
  readonly text: BilingualText;
  readonly rules: readonly Rule[];
}

/** What a cap's rate is taken of: the framework's limit, or what was accepted under it so far. */
export const capMeasures = ['limit', 'accepted'] as const;
export type CapMeasure = (typeof capMeasures)[number];

/** Whether recoveries give a cap's headroom back. */
export const capUses = ['gross', 'netOfRecoveries'] as const;
export type CapUse = (typeof capUses)[number];

/** Which claim a cap serves first: the one decided first, or the one filed first. */
export const claimOrders = ['asDecided', 'asFiled'] as const;
export type ClaimOrder = (typeof claimOrders)[number];

/**
 * A cap of payout (代偿上限), in basis points of its measure. A framework may agree a lower rate with its bank, never
 * a higher one; `programmeRateBps` caps all frameworks of the programme in a book together.
 */
export interface PayoutCapTerms {
  readonly rateBps: number;
  readonly programmeRateBps: number | null;
  readonly measure: CapMeasure;
  readonly used: CapUse;
  readonly claims: ClaimOrder;
  /** Shares of the cap, in basis points of it, at which people are warned and new filings stop. */
  readonly warningBps: number;
  readonly stopBps: number;
  readonly source: string;
}

/** What a party does when a claim is paid. */
export const payoutActs = ['advances', 'reimburses', 'retains'] as const;
export type PayoutAct = (typeof payoutActs)[number];

/** One step of the waterfall of a payout, in its order; the bank, which retains its part, is last. */
export interface PayoutStep {
  readonly party: string;
  readonly does: PayoutAct;
  /** How long a reimbursement may take after it was requested. */
  readonly within?: Period;
}

/** What a re-guarantor is paid: basis points a year of its share of what is guaranteed. */
export interface ReGuaranteePremium {
  readonly party: string;
  readonly rateBps: number;
  readonly source: string;
}

/** How frameworks of the programme take filings. */
export interface BatchTerms {
  /** Until when after its disbursement a loan may be filed. */
  readonly filedWithin: Period;
  /** The largest loan of one row; `null` for no bound but the framework's limit. */
  readonly largestLoanMinor: number | null;
  readonly longestTenorMonths: number;
  readonly source: string;
}

/** Everything about a programme that is data: `libs/products/programmes/<programme>/programme.json`. */
export interface ProgrammeContent {
  readonly programme: string;
  /** Year and number, `2026.1`. A change of content is a new version. */
  readonly version: string;
  readonly name: BilingualText;
  readonly summary: BilingualText;
  /** Whether the parameters were made up for demonstration, published, or agreed by an institution. */
  readonly parameters: 'synthetic' | 'published' | 'agreed';
  readonly currency: string;
  readonly regime: 'decree683' | 'none';
  readonly modes: readonly ProgrammeMode[];
  readonly shares: readonly ProgrammeShare[];
  readonly tiers: readonly ProgrammeTier[];
  /** The bank's share may not be less, in any tier. */
  readonly leastBankBps: number;
  /** The highest premium that the debtor may be charged, basis points a year; `null` for none. */
  readonly premiumCap: { readonly rateBps: number; readonly source: string } | null;
  readonly reGuaranteePremiums: readonly ReGuaranteePremium[];
  readonly payoutCap: PayoutCapTerms | null;
  readonly payout: { readonly steps: readonly PayoutStep[]; readonly source: string };
  readonly recovery: { readonly order: readonly ['costs', 'sharers']; readonly source: string };
  readonly eligibility: {
    /** Empty: for everybody. */
    readonly groups: readonly EligibleGroup[];
    readonly rules: readonly Rule[];
    readonly source: string;
  };
  /** `null` where the programme has no batch mode. */
  readonly batch: BatchTerms | null;
  /** Where the shares come from. ⚠ marks a text that was not read again. */
  readonly source: string;
}

/** A programme as loaded: frozen, with the identity that a case keeps for its life. */
export interface Programme extends ProgrammeContent {
  /** SHA-256 of the content, in hexadecimal. */
  readonly contentHash: string;
  /** `<programme>@<version>+<first twelve digits of the hash>`. */
  readonly identity: string;
}

/** Every set of shares that the programme knows: its own, then its tiers'. */
export function shareTables(
  programme: Pick<ProgrammeContent, 'shares' | 'tiers'>,
): (readonly ProgrammeShare[])[] {
  return [programme.shares, ...programme.tiers.map(({ shares }) => shares)];
}
