/** The demonstration's portfolio: drawn from a seed, calibrated as docs/portfolio.md says. */
import { addDays, addMonths, type BusinessDate } from '#domain/calendar/business-date';
import { loadPack } from '#products/load-pack';
import type { CaseScript } from '../world/case-script.js';
import { drawApplication, type LoanTerms, type PortfolioProduct } from './applicants.js';
import { lives, type Life, type LifeName } from './lives.js';
import { Chance } from './random.js';

/** One kind of life: how many, of which product, when they applied, and how much they borrowed. */
interface Cohort {
  readonly life: LifeName;
  readonly count: number;
  readonly product: PortfolioProduct;
  /** Months before today in which the application came in, from and to; 0 is today. */
  readonly monthsAgo: readonly [number, number];
  readonly tenors: readonly number[];
  /** Loans in ten thousand yuan (万): least, median, most. */
  readonly loans: readonly [number, number, number];
  readonly clock?: 'real';
}

const wanMinor = 1_000_000;
const ordinary = [20, 60, 300] as const;
const large = [150, 200, 300] as const;
const small = [10, 12, 15] as const;
const farm = [5, 20, 80] as const;
const today = { monthsAgo: [0, 0], tenors: [12], clock: 'real' } as const;
const firm = 'bao-wei-dai';
const farmer = 'zhu-nong-dai';

const cohorts: readonly Cohort[] = [
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
  {
    life: 'claimInExamination',
    count: 1,
    product: firm,
    monthsAgo: [14, 14],
    tenors: [12],
    loans: small,
  },
  {
    life: 'payoutInReview',
    count: 1,
    product: firm,
    monthsAgo: [14, 14],
    tenors: [12],
    loans: small,
  },
  {
    life: 'reimbursementAwaited',
    count: 1,
    product: firm,
    monthsAgo: [14, 14],
    tenors: [12],
    loans: small,
  },
  { life: 'inRecovery', count: 1, product: firm, monthsAgo: [16, 16], tenors: [12], loans: small },
  { life: 'reportsAwaited', count: 2, product: firm, ...today, loans: ordinary },
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

export interface PortfolioPlan {
  readonly book: string;
  readonly seed: number;
  readonly today: BusinessDate;
}

/** The same seed and day give the same cases; ended lives first drawn, first played. */
export function drawPortfolio(plan: PortfolioPlan): CaseScript[] {
  const chance = new Chance(plan.seed);
  const members = cohorts.flatMap((cohort) => Array.from({ length: cohort.count }, () => cohort));
  return members.map((cohort, index) => drawCase(cohort, index + 1, plan, chance));
}

function drawCase(cohort: Cohort, serial: number, plan: PortfolioPlan, chance: Chance): CaseScript {
  const terms = drawTerms(cohort, serial, plan.today, chance);
  const life: Life = lives[cohort.life](terms);
  const { product, loanMinor, tenorMonths, appliedOn } = terms;
  const { currency, timeZone } = loadPack(product);
  return {
    application: {
      book: plan.book,
      product,
      clientReference: `demo-${String(serial).padStart(3, '0')}-${cohort.life}`,
      currency,
      loanMinor,
      // Both packs guarantee all but the bank's fifth.
      amountMinor: (loanMinor * 8) / 10,
      tenorMonths,
      ...drawApplication(terms, chance),
    },
    clock: cohort.clock ?? 'driven',
    startsOn: appliedOn,
    timeZone,
    thinkingHours: chance.between(2, 30),
    until: plan.today,
    moments: life.moments ?? [],
    decisions: life.decisions ?? [],
    ...(life.partners === undefined ? {} : { partners: life.partners }),
  };
}

function drawTerms(
  { product, monthsAgo, tenors, loans }: Cohort,
  serial: number,
  day: BusinessDate,
  chance: Chance,
): LoanTerms {
  const [from, to] = monthsAgo;
  const [least, median, most] = loans;
  const back =
    to === 0 ? day : addDays(addMonths(day, -chance.between(from, to)), -chance.between(0, 25));
  return {
    product,
    serial,
    loanMinor: chance.skewed(least, median, most) * wanMinor,
    tenorMonths: chance.oneOf(tenors),
    appliedOn: back,
  };
}
