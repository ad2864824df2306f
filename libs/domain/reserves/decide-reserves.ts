import type { ReserveName } from '../ledger/accounts.js';
import { halfUpShare } from '../money/half-up.js';
import type { RiskClass } from '../servicing/classification.js';
import type { AccountingPeriod } from './accounting-period.js';
import type { ClassRates, ReservePolicy } from './reserve-policy.js';

/** What stands under one class at the period's end. */
export interface ClassStanding {
  readonly riskClass: RiskClass;
  /** Liability to beneficiaries, unweighted. */
  readonly outstandingMinor: number;
  readonly receivableMinor: number;
}

/** What reserves are reckoned from, all as of the period's last day. */
export interface ReserveInputs {
  /** Premium of the calendar year so far, refunds off. */
  readonly yearPremiumMinor: number;
  readonly classes: readonly ClassStanding[];
  /** The levels that stand in the ledger. */
  readonly levels: Readonly<Record<ReserveName, number>>;
  /** The year's profit, where the close is told of it. */
  readonly netProfitMinor: number | null;
}

/** One reserve's move at a period's close. `reversesMinor`: the former level that is undone first. */
export interface ReserveMove {
  readonly reserve: ReserveName;
  readonly basis: 'regulatory' | 'reporting';
  readonly beforeMinor: number;
  readonly reversesMinor: number;
  readonly levelMinor: number;
  /** What the level is a rate of. */
  readonly ofMinor: number;
}

/**
 * The reserves at a period's close, each on its own basis: regulatory ones at the year's end alone, inputs to reporting
 * at every close. The former period's unearned-premium reserve and provisions are reversed, then set anew.
 */
export function decideReserves(
  period: AccountingPeriod,
  inputs: ReserveInputs,
  policy: ReservePolicy,
): ReserveMove[] {
  const regulatory = period.endsYear ? regulatoryMoves(inputs, policy) : [];
  return [...regulatory, ...reportingMoves(inputs, policy)];
}

function regulatoryMoves(inputs: ReserveInputs, { regulatory }: ReservePolicy): ReserveMove[] {
  const { levels, yearPremiumMinor, netProfitMinor } = inputs;
  const outstanding = sumOf(inputs.classes, 'outstandingMinor');
  const premium = Math.max(0, yearPremiumMinor);
  const profit = Math.max(0, netProfitMinor ?? 0);
  return [
    anew('regulatoryUnearnedPremium', 'regulatory', inputs, {
      levelMinor: bpsOf(premium, regulatory.unearnedPremiumBps),
      ofMinor: premium,
    }),
    {
      reserve: 'regulatoryCompensation',
      basis: 'regulatory',
      beforeMinor: levels.regulatoryCompensation,
      reversesMinor: 0,
      levelMinor: compensationLevel(levels.regulatoryCompensation, outstanding, regulatory),
      ofMinor: outstanding,
    },
    {
      reserve: 'regulatoryGeneralRisk',
      basis: 'regulatory',
      beforeMinor: levels.regulatoryGeneralRisk,
      reversesMinor: 0,
      levelMinor: levels.regulatoryGeneralRisk + bpsOf(profit, regulatory.generalRiskBps),
      ofMinor: profit,
    },
  ];
}

/** A year's addition until the cap is reached; from there on the difference to the cap. */
function compensationLevel(
  levelMinor: number,
  outstandingMinor: number,
  policy: ReservePolicy['regulatory'],
): number {
  const capMinor = bpsOf(outstandingMinor, policy.compensationCapBps);
  if (levelMinor > capMinor) return policy.compensationAboveCap === 'keep' ? levelMinor : capMinor;
  const addedMinor = bpsOf(outstandingMinor, policy.compensationYearlyBps);
  return Math.min(levelMinor + addedMinor, capMinor);
}

function reportingMoves(inputs: ReserveInputs, { reporting }: ReservePolicy): ReserveMove[] {
  return [
    anew('reportingOutstandingProvision', 'reporting', inputs, {
      levelMinor: byClass(inputs.classes, 'outstandingMinor', reporting.outstandingBps),
      ofMinor: sumOf(inputs.classes, 'outstandingMinor'),
    }),
    anew('reportingReceivableImpairment', 'reporting', inputs, {
      levelMinor: byClass(inputs.classes, 'receivableMinor', reporting.receivableBps),
      ofMinor: sumOf(inputs.classes, 'receivableMinor'),
    }),
  ];
}

function anew(
  reserve: ReserveName,
  basis: ReserveMove['basis'],
  { levels }: ReserveInputs,
  to: Pick<ReserveMove, 'levelMinor' | 'ofMinor'>,
): ReserveMove {
  return { reserve, basis, beforeMinor: levels[reserve], reversesMinor: levels[reserve], ...to };
}

type Measure = 'outstandingMinor' | 'receivableMinor';

const sumOf = (classes: readonly ClassStanding[], measure: Measure): number =>
  classes.reduce((sum, standing) => sum + standing[measure], 0);

const byClass = (classes: readonly ClassStanding[], measure: Measure, rates: ClassRates): number =>
  classes.reduce((sum, standing) => sum + bpsOf(standing[measure], rates[standing.riskClass]), 0);

const bpsOf = (amountMinor: number, bps: number): number => halfUpShare(amountMinor, bps, 10_000);
