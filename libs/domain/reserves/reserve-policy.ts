import { riskClasses, type RiskClass } from '../servicing/classification.js';

/** Rates by class, in basis points of the amount of that class. */
export type ClassRates = Readonly<Record<RiskClass, number>>;

/** How a book's reserves are reckoned. Rates are data: each part names its source. */
export interface ReservePolicy {
  readonly regulatory: {
    /** Of the year's premium, set at the year's end and reversed the year after. */
    readonly unearnedPremiumBps: number;
    /** Of the year-end unweighted outstanding, added each year until the cap is reached. */
    readonly compensationYearlyBps: number;
    /** Of the year-end unweighted outstanding: from there on only the difference is set. */
    readonly compensationCapBps: number;
    /** Whether what is above the cap, because the outstanding fell, is kept or set free. */
    readonly compensationAboveCap: 'keep' | 'release';
    /** Of the year's profit. */
    readonly generalRiskBps: number;
    readonly source: string;
  };
  /** Inputs to financial reporting: no compliant measurement is claimed. */
  readonly reporting: {
    readonly outstandingBps: ClassRates;
    readonly receivableBps: ClassRates;
    readonly source: string;
  };
}

/** What holds where a book has said nothing else. */
export const statutoryPolicy: ReservePolicy = {
  regulatory: {
    unearnedPremiumBps: 5_000,
    compensationYearlyBps: 100,
    compensationCapBps: 1_000,
    compensationAboveCap: 'keep',
    generalRiskBps: 1_000,
    source:
      '融资性担保公司管理暂行办法 (2010) art. 31 ⚠ (replaced by 国令683 in 2017, kept as a parameter); general risk reserve: synthetic',
  },
  reporting: {
    outstandingBps: {
      pass: 100,
      specialMention: 200,
      substandard: 2_500,
      doubtful: 5_000,
      loss: 10_000,
    },
    receivableBps: {
      pass: 2_500,
      specialMention: 2_500,
      substandard: 2_500,
      doubtful: 5_000,
      loss: 10_000,
    },
    source: 'synthetic, after the five-class rates of 财金〔2012〕20号 ⚠',
  },
};

/** A policy as a file or a request holds it, or all that keeps it from being one. */
export type PolicyReading =
  | { readonly kind: 'policy'; readonly policy: ReservePolicy }
  | { readonly kind: 'malformed'; readonly problems: readonly string[] };

/** Reads a policy from outside: every rate from 0 to 10,000 basis points, every part with its source. */
export function readReservePolicy(value: unknown): PolicyReading {
  const problems: string[] = [];
  const { regulatory, reporting } = recordOf(value);
  const [byLaw, byClass] = [recordOf(regulatory), recordOf(reporting)];
  for (const name of regulatoryRates) expectRate(byLaw[name], `regulatory.${name}`, problems);
  if (byLaw['compensationAboveCap'] !== 'keep' && byLaw['compensationAboveCap'] !== 'release') {
    problems.push('regulatory.compensationAboveCap is neither keep nor release');
  }
  for (const table of ['outstandingBps', 'receivableBps']) {
    for (const riskClass of riskClasses) {
      const rates = recordOf(byClass[table]);
      expectRate(rates[riskClass], `reporting.${table}.${riskClass}`, problems);
    }
  }
  expectSource(byLaw['source'], 'regulatory.source', problems);
  expectSource(byClass['source'], 'reporting.source', problems);
  return problems.length > 0
    ? { kind: 'malformed', problems }
    : { kind: 'policy', policy: value as ReservePolicy };
}

const regulatoryRates = [
  'unearnedPremiumBps',
  'compensationYearlyBps',
  'compensationCapBps',
  'generalRiskBps',
] as const;

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

function expectRate(value: unknown, name: string, problems: string[]): void {
  const isRate = Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= 10_000;
  if (!isRate) problems.push(`${name} is no whole number from 0 to 10000`);
}

function expectSource(value: unknown, name: string, problems: string[]): void {
  if (typeof value !== 'string' || value === '') problems.push(`${name} names no source`);
}
