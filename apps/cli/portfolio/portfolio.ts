/** The demonstration's portfolio: drawn from a seed, calibrated as docs/portfolio.md says. */
import { addDays, addMonths, type BusinessDate } from '#domain/calendar/business-date';
import { loadPack } from '#products/load-pack';
import type { CaseScript } from '../world/case-script.js';
import { drawApplication, type LoanTerms } from './applicants.js';
import { cohorts, type Cohort } from './cohorts.js';
import { lives, type Life } from './lives.js';
import { Chance } from './random.js';

const wanMinor = 1_000_000;

export interface PortfolioPlan {
  readonly book: string;
  readonly seed: number;
  readonly today: BusinessDate;
}

/** A case of the portfolio, with the list on which its applicant is to be found. */
export interface PortfolioCase extends CaseScript, Pick<Life, 'listed'> {}

/** The same seed and day give the same cases; ended lives first drawn, first played. */
export function drawPortfolio(plan: PortfolioPlan): PortfolioCase[] {
  const chance = new Chance(plan.seed);
  const members = cohorts.flatMap((cohort) => Array.from({ length: cohort.count }, () => cohort));
  return members.map((cohort, index) => drawCase(cohort, index + 1, plan, chance));
}

function drawCase(
  cohort: Cohort,
  serial: number,
  plan: PortfolioPlan,
  chance: Chance,
): PortfolioCase {
  const terms = drawTerms(cohort, serial, plan.today, chance);
  const life: Life = lives[cohort.life](terms);
  const { product, loanMinor, tenorMonths, appliedOn } = terms;
  const { currency, timeZone } = loadPack(product);
  const drawn = drawApplication(terms, chance);
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
      ...drawn,
      form: { ...drawn.form, ...life.form },
    },
    clock: cohort.clock ?? 'driven',
    startsOn: appliedOn,
    timeZone,
    thinkingHours: chance.between(2, 30),
    until: plan.today,
    moments: life.moments ?? [],
    decisions: life.decisions ?? [],
    ...(life.partners === undefined ? {} : { partners: life.partners }),
    ...(life.listed === undefined ? {} : { listed: life.listed }),
  };
}

function drawTerms(
  { product, monthsAgo, tenors, loans, spreadDays = 25 }: Cohort,
  serial: number,
  day: BusinessDate,
  chance: Chance,
): LoanTerms {
  const [from, to] = monthsAgo;
  const [least, median, most] = loans;
  const back =
    to === 0
      ? day
      : addDays(addMonths(day, -chance.between(from, to)), -chance.between(0, spreadDays));
  return {
    product,
    serial,
    loanMinor: chance.skewed(least, median, most) * wanMinor,
    tenorMonths: chance.oneOf(tenors),
    appliedOn: back,
  };
}
