import { coveredAmount } from '#domain/issuance/guaranteed-amount';
import type { PayoutAmount, PayoutCap } from '#domain/payout/payout-amount';
import { bankCap, capState, programmeCap } from '#domain/programmes/framework';
import type { PayoutCapTerms } from '#domain/programmes/programme';
import type { CaseStep } from '#store/case/case-step';
import {
  fileUnderCap,
  markCapState,
  noteRecovered,
  useCap,
  wantedBefore,
} from '#store/framework/cap-use';
import {
  findFramework,
  lockForCap,
  noteEvent,
  type FrameworkRow,
} from '#store/framework/frameworks';
import { shareOf } from '../case/covered-share.js';
import type { MoneyStanding } from '../case/money.js';
import { programmeOf } from '../case/programme.js';

/** A claim takes its place in the order of filing. */
export async function fileUnderFramework(
  step: CaseStep,
  claim: string,
  principalMinor: number,
  filedOn: string,
): Promise<void> {
  const { framework, number: guarantee } = step.row;
  if (framework === null) return;
  const wantedMinor = coveredAmount(principalMinor, shareOf(step.row));
  await fileUnderCap(step.tx, { framework, guarantee, claim, wantedMinor, filedOn });
}

/**
 * The caps on a claim as they stand now, the bank's and the programme's. Their frameworks stay locked until the step is
 * written, after the case's row: so cap use is exact however many claims are decided at once.
 */
export async function capsOn(step: CaseStep, claim: string): Promise<PayoutCap[]> {
  const terms = capTermsOf(step);
  if (terms === null) return [];
  const { own, all } = await locked(step, terms);
  if (own.status === 'closed') return [{ capRateBps: 0, baseMinor: 0, usedMinor: 0 }];
  const shared = programmeCap(all, terms);
  return [
    await withEarlierClaims(step, claim, bankCap(own, terms), [own], terms),
    ...(shared === null ? [] : [await withEarlierClaims(step, claim, shared, all, terms)]),
  ];
}

/** Where claims are served as filed, what earlier ones may still want is not free. */
async function withEarlierClaims(
  step: CaseStep,
  claim: string,
  cap: PayoutCap,
  frameworks: readonly FrameworkRow[],
  { claims }: PayoutCapTerms,
): Promise<PayoutCap> {
  if (claims === 'asDecided') return cap;
  const ids = frameworks.map(({ id }) => id);
  const wantedMinor = await wantedBefore(step.tx, ids, step.row.number, claim);
  return { ...cap, usedMinor: cap.usedMinor + wantedMinor };
}

/** Uses the cap for an accepted claim; warns and stops the framework at the programme's rates. */
export async function takeFromCap(
  step: CaseStep,
  claim: string,
  { payableMinor, keptByCapMinor }: PayoutAmount,
): Promise<void> {
  const terms = capTermsOf(step);
  const { framework, number: guarantee } = step.row;
  if (terms === null || framework === null) return;
  await useCap(step.tx, { framework, guarantee, claim, payableMinor, keptMinor: keptByCapMinor });
  const { own } = await locked(step, terms);
  const cap = bankCap(own, terms);
  const state = capState(cap, terms);
  if (state === 'free') return;
  await mark(step, framework, 'warning', cap);
  if (state === 'stopped') await mark(step, framework, 'stopped', cap);
}

async function mark(
  step: CaseStep,
  framework: string,
  state: 'warning' | 'stopped',
  cap: PayoutCap,
): Promise<void> {
  if (!(await markCapState(step.tx, framework, state))) return;
  const name = state === 'warning' ? 'CapWarningReached' : 'CapStopReached';
  const data = { ...cap, guarantee: step.row.number };
  await noteEvent(step.tx, framework, name, null, data);
  step.emit({ name, activity: 'payoutCap', transition: 'complete', data: { framework, ...cap } });
}

/** What came back of the principal, for a cap that counts net of recoveries. */
export async function noteUnderFramework(
  step: CaseStep,
  before: MoneyStanding,
  after: MoneyStanding,
): Promise<void> {
  const { framework } = step.row;
  const recoveredMinor = before.principalNotBackMinor - after.principalNotBackMinor;
  if (framework === null || recoveredMinor <= 0) return;
  await noteRecovered(step.tx, framework, recoveredMinor);
}

export async function isCapClosed(step: CaseStep): Promise<boolean> {
  if (step.row.framework === null) return false;
  return (await findFramework(step.tx, step.row.framework))?.status === 'closed';
}

/** `null` for a case that is under no framework, or whose programme caps nothing. */
function capTermsOf(step: CaseStep): PayoutCapTerms | null {
  return step.row.framework === null ? null : programmeOf(step.row).payoutCap;
}

async function locked(step: CaseStep, { programmeRateBps }: PayoutCapTerms) {
  const all = await lockForCap(step.tx, step.row.framework ?? '', programmeRateBps !== null);
  const own = all.find(({ id }) => id === step.row.framework);
  if (own === undefined) throw new Error(`${step.row.number}: its framework is not there`);
  return { own, all };
}
