/** What the application asks the letter to promise beyond an amount: its kind, what its cap covers, and to whom. */
import type { BeneficiaryShare } from '../ledger/facts.js';
import { WHOLE_BPS } from './guaranteed-amount.js';

/** Under 最高额保证 claims arise and are repaid within a ceiling until they are determined (民法典 420, 690). */
export const kindsOfGuarantee = ['ordinary', 'maximumAmount'] as const;
export type KindOfGuarantee = (typeof kindsOfGuarantee)[number];

/** Whether the ceiling holds principal alone, or interest, penalty and cost with it: the contract says so. */
export const capCoverings = ['principal', 'all'] as const;
export type CapCovering = (typeof capCoverings)[number];

/** Nothing of it said: an ordinary guarantee for one bank. */
export interface PromisedTerms {
  readonly kindOfGuarantee?: KindOfGuarantee;
  readonly capCovers?: CapCovering;
  /** A joint loan's banks with their shares of it; the first of all, the agent, is the bank of the case. */
  readonly beneficiaries?: readonly BeneficiaryShare[];
}

/** One thing wrong with the terms asked for: the field, and what would be right. */
export interface PromiseProblem {
  readonly field: keyof PromisedTerms;
  readonly message: string;
}

/** All that is wrong with the terms asked for, at once; nothing where they can be promised. */
export function problemsOfPromise(
  terms: PromisedTerms,
  bank: string,
  offered: readonly KindOfGuarantee[],
): PromiseProblem[] {
  return [...problemsOfKind(terms, offered), ...problemsOfBanks(terms.beneficiaries, bank)];
}

function problemsOfKind(terms: PromisedTerms, offered: readonly KindOfGuarantee[]) {
  const { kindOfGuarantee: kind = 'ordinary', capCovers } = terms;
  const problems: PromiseProblem[] = [];
  if (!offered.includes(kind)) {
    const message = `this product is guaranteed as ${offered.join(' or ')} only`;
    problems.push({ field: 'kindOfGuarantee', message });
  }
  if (kind === 'maximumAmount' && capCovers === undefined) {
    const message = 'a maximum-amount guarantee says whether its cap covers principal or all';
    problems.push({ field: 'capCovers', message });
  }
  if (kind === 'ordinary' && capCovers !== undefined) {
    problems.push({ field: 'capCovers', message: 'only a maximum-amount guarantee has a cap' });
  }
  return problems;
}

function problemsOfBanks(
  banks: PromisedTerms['beneficiaries'],
  agent: string,
): readonly PromiseProblem[] {
  if (banks === undefined) return [];
  const names = banks.map(({ beneficiary }) => beneficiary);
  const sumBps = banks.reduce((sum, { shareBps }) => sum + shareBps, 0);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return [
    ...(sumBps === WHOLE_BPS
      ? []
      : [`the shares must sum to ${WHOLE_BPS} (they sum to ${sumBps})`]),
    ...(twice === undefined ? [] : [`names ${twice} twice`]),
    ...(names.includes(agent) ? [] : [`must name ${agent}, the bank of the application`]),
  ].map((message) => ({ field: 'beneficiaries' as const, message }));
}
