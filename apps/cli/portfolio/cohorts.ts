/** How many of each life the demonstration's portfolio holds, calibrated as docs/portfolio.md says. */
import type { PortfolioProduct } from './applicants.js';
import type { LifeName } from './lives.js';

/** One kind of life: how many, of which product, when they applied, and how much they borrowed. */
export interface Cohort {
  readonly life: LifeName;
  readonly count: number;
  readonly product: PortfolioProduct;
  /** Months before today in which the application came in, from and to; 0 is today. */
  readonly monthsAgo: readonly [number, number];
  readonly tenors: readonly number[];
  /** Loans in ten thousand yuan (万): least, median, most. */
  readonly loans: readonly [number, number, number];
  readonly clock?: 'real';
  /** Within how many days before its month an application came in; 25 when left out. */
  readonly spreadDays?: number;
}

const ordinary = [20, 60, 300] as const;
const large = [150, 200, 300] as const;
const small = [10, 12, 15] as const;
const farm = [5, 20, 80] as const;
const today = { monthsAgo: [0, 0], tenors: [12], clock: 'real' } as const;
const firm = 'bao-wei-dai';
const farmer = 'zhu-nong-dai';
/** A small loan that was claimed about six weeks ago. */
const claimed = {
  count: 1,
  product: firm,
  monthsAgo: [14, 14],
  tenors: [12],
  loans: small,
} as const;

export const cohorts: readonly Cohort[] = [
  { life: 'repaid', count: 12, product: firm, monthsAgo: [16, 36], tenors: [12], loans: ordinary },
  { life: 'repaid', count: 9, product: farmer, monthsAgo: [15, 34], tenors: [12], loans: farm },
  {
    life: 'repaidEarly',
    count: 2,
    product: firm,
    monthsAgo: [14, 30],
    tenors: [12],
    loans: ordinary,
  },
  {
    life: 'curedAndRepaid',
    count: 2,
    product: firm,
    monthsAgo: [16, 30],
    tenors: [12],
    loans: ordinary,
  },
  {
    life: 'extendedAndRepaid',
    count: 1,
    product: firm,
    monthsAgo: [24, 30],
    tenors: [12],
    loans: ordinary,
  },
  { life: 'recovered', count: 2, product: firm, monthsAgo: [24, 34], tenors: [12], loans: small },
  { life: 'writtenOff', count: 1, product: firm, monthsAgo: [34, 36], tenors: [12], loans: small },
  { life: 'discharged', count: 1, product: farmer, monthsAgo: [40, 42], tenors: [12], loans: farm },
  { life: 'lapsed', count: 1, product: firm, monthsAgo: [8, 20], tenors: [12], loans: ordinary },
  { life: 'withdrawn', count: 2, product: firm, monthsAgo: [3, 20], tenors: [12], loans: ordinary },
  {
    life: 'declinedByOfficer',
    count: 1,
    product: firm,
    monthsAgo: [3, 20],
    tenors: [12],
    loans: [60, 80, 100],
  },
  {
    life: 'declinedOnCredit',
    count: 1,
    product: firm,
    monthsAgo: [3, 20],
    tenors: [12],
    loans: ordinary,
  },
  {
    life: 'declinedByBank',
    count: 1,
    product: farmer,
    monthsAgo: [3, 20],
    tenors: [12],
    loans: farm,
  },
  {
    life: 'inForce',
    count: 6,
    product: firm,
    monthsAgo: [2, 9],
    tenors: [12, 24],
    loans: ordinary,
  },
  { life: 'inForce', count: 3, product: farmer, monthsAgo: [2, 9], tenors: [12], loans: farm },
  { life: 'overdueNow', count: 1, product: firm, monthsAgo: [8, 8], tenors: [12], loans: ordinary },
  { life: 'claimInExamination', ...claimed },
  { life: 'payoutInReview', ...claimed },
  { life: 'reimbursementAwaited', ...claimed },
  { life: 'inRecovery', count: 1, product: firm, monthsAgo: [16, 16], tenors: [12], loans: small },
  // Accepted by the court about two weeks ago: thirty days to file.
  {
    life: 'bankruptcyFilingAwaited',
    count: 1,
    product: firm,
    monthsAgo: [5, 5],
    tenors: [12],
    loans: ordinary,
    spreadDays: 0,
  },
  {
    life: 'inspectionAwaited',
    count: 1,
    product: firm,
    monthsAgo: [8, 8],
    tenors: [12],
    loans: ordinary,
  },
  {
    life: 'extensionAwaited',
    count: 1,
    product: firm,
    monthsAgo: [12, 12],
    tenors: [12],
    loans: ordinary,
  },
  {
    life: 'partialReleaseAwaited',
    count: 1,
    product: firm,
    monthsAgo: [5, 5],
    tenors: [12],
    loans: ordinary,
  },
  {
    life: 'dischargeAwaited',
    count: 1,
    product: farmer,
    monthsAgo: [40, 42],
    tenors: [12],
    loans: farm,
  },
  // Filed about ten days ago: the papers may come for thirty.
  { life: 'claimPapersAwaited', ...claimed, monthsAgo: [13, 13], spreadDays: 0 },
  { life: 'claimInReview', ...claimed },
  { life: 'payoutNotRequested', ...claimed },
  { life: 'payoutUnsettled', ...claimed },
  { life: 'writeOffAwaited', ...claimed, monthsAgo: [29, 30] },
  { life: 'screeningAwaited', count: 1, product: firm, ...today, loans: ordinary },
  { life: 'boardAwaited', count: 1, product: firm, ...today, loans: ordinary },
  { life: 'relatedPartyReportAwaited', count: 1, product: firm, ...today, loans: ordinary },
  { life: 'reconsiderationOffered', count: 1, product: firm, ...today, loans: [60, 80, 100] },
  { life: 'reportsAwaited', count: 2, product: firm, ...today, loans: [60, 80, 100] },
  { life: 'approvalAwaited', count: 1, product: firm, ...today, loans: [60, 80, 100] },
  { life: 'riskAwaited', count: 1, product: firm, ...today, loans: large },
  { life: 'councilAwaited', count: 1, product: firm, ...today, loans: [420, 450, 480] },
  { life: 'bureauSilent', count: 1, product: firm, ...today, loans: ordinary },
  { life: 'bankUndecided', count: 1, product: farmer, ...today, loans: farm },
  { life: 'signerSilent', count: 1, product: firm, ...today, loans: ordinary },
  { life: 'registryBusy', count: 1, product: firm, ...today, loans: ordinary },
  { life: 'premiumAwaited', count: 1, product: firm, ...today, loans: ordinary },
  { life: 'disbursementAwaited', count: 1, product: firm, ...today, loans: ordinary },
];
