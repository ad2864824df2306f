/** A life to be lived by a test: who applies for what, and what becomes of it. */
import { addDays, addMonths, type BusinessDate } from '#domain/calendar/business-date';
import type { PromisedTerms } from '#domain/issuance/promise';
import type { DeclaredRelations } from '#domain/limits/relations';
import { loadPack } from '#products/load-pack';
import type {
  CaseScript,
  Moment,
  PartnerMoment,
  PersonalAct,
  PersonMoment,
  StandingDecision,
} from '../../apps/cli/world/case-script.js';

/** What a test says of a life; all else is a small firm that applies for a loan of 200,000 yuan over a year. */
export interface Life {
  readonly product?: 'bao-wei-dai' | 'dian-piao-bao' | 'sba-7a';
  readonly loanMinor?: number;
  readonly tenorMonths?: number;
  readonly form?: Readonly<Record<string, unknown>>;
  /** Kind of guarantee, what its cap covers, a joint loan's banks. */
  readonly promise?: PromisedTerms;
  /** Who controls the applicant, and who is related to it. */
  readonly relations?: DeclaredRelations;
  readonly partners?: Readonly<Record<string, unknown>>;
  readonly moments?: readonly Moment[];
  readonly decisions?: readonly StandingDecision[];
  readonly clock?: 'real' | 'driven';
  readonly startsOn?: BusinessDate;
  readonly until?: BusinessDate;
  /** Who hands the application in, if not an applicant: `officer-1`. */
  readonly submittedBy?: string;
}

/** The Friday on which every life begins that names no other day. */
export const appliedOn = '2024-03-01' as BusinessDate;
export const yuan = 100;
export const wan = 10_000 * yuan;
export const loanMinor = 20 * wan;
export const guaranteedMinor = 16 * wan;

export const day = (days: number): BusinessDate => addDays(appliedOn, days);
export const month = (months: number): BusinessDate => addMonths(appliedOn, months);

/** Nothing of the bank comes by itself once the letter is out. */
export const told = { disbursement: { mode: 'told' } } as const;

/** The life as the world can live it. `serial` tells one applicant from another. */
export function scriptOf(life: Life, name: string, book: string, serial: string): CaseScript {
  const product = life.product ?? 'bao-wei-dai';
  const { currency, timeZone } = loadPack(product);
  const amount = life.loanMinor ?? loanMinor;
  const startsOn = life.startsOn ?? appliedOn;
  return {
    application: {
      book,
      product,
      clientReference: name,
      bank: 'synthetic-bank',
      currency,
      loanMinor: amount,
      amountMinor: product === 'sba-7a' ? (amount * 3) / 4 : (amount * 4) / 5,
      tenorMonths: life.tenorMonths ?? 12,
      ...life.promise,
      ...life.relations,
      applicant: { kind: 'company', name: `示例公司 ${serial}`, registrationNo: `91TEST${serial}` },
      form: { ...formOf(product, amount, serial, startsOn), ...life.form },
      consent: {
        givenAt: `${startsOn}T01:00:00.000Z`,
        purpose: 'guaranteeApplication',
        validUntil: addMonths(startsOn, 6),
      },
    },
    clock: life.clock ?? 'driven',
    startsOn,
    timeZone,
    moments: life.moments ?? [],
    decisions: life.decisions ?? [],
    ...(life.partners === undefined ? {} : { partners: life.partners }),
    ...(life.until === undefined ? {} : { until: life.until }),
  };
}

function formOf(product: string, loan: number, serial: string, startsOn: BusinessDate): object {
  if (product === 'sba-7a') return { loanNumber: serial.slice(-30) };
  return {
    applicantKind: 'enterprise',
    industry: 'software',
    establishedOn: addMonths(startsOn, -100),
    employees: 8,
    annualRevenueMinor: Math.min(loan * 8, 900 * wan),
    totalAssetsMinor: Math.min(loan * 6, 900 * wan),
    totalLiabilitiesMinor: loan,
    taxGrade: 'A',
    ownerExperienceYears: 12,
    region: '340102',
    annualRateBps: 400,
    repaymentKind: 'equalPrincipal',
    purpose: 'workingCapital',
    firstLoan: false,
    science: false,
    green: false,
    mortgageOffered: false,
    pledgeOffered: false,
    relatedToGuarantor: false,
    controlsGuarantor: false,
  };
}

type Data = Readonly<Record<string, unknown>>;

/** A fact of the bank's. Its id is made of its day and type; a second of one day needs an id of its own. */
export function bankTells(on: BusinessDate, type: string, data: Data, id = ''): PartnerMoment {
  return { kind: 'fact', on, id: `${on}.${type}${id}`, partner: 'bank', type, data };
}

const money = (amountMinor: number, currency = 'CNY') => ({ amountMinor, currency });

export const lent = (on: BusinessDate, amountMinor = loanMinor, drawdown = '1', final = true) =>
  bankTells(on, 'loan.disbursed', { drawdown, ...money(amountMinor), final }, `.${drawdown}`);

export const repaid = (on: BusinessDate, principalMinor: number, drawdown = '1') =>
  bankTells(on, 'loan.repaid', { drawdown, principalMinor, currency: 'CNY' }, `.${drawdown}`);

export const overdue = (on: BusinessDate, daysPastDue: number, amountMinor = loanMinor) =>
  bankTells(on, 'loan.overdue', { drawdown: '1', daysPastDue, ...money(amountMinor) });

export const cured = (on: BusinessDate) => bankTells(on, 'loan.overdueCured', { drawdown: '1' });

export const allPapers = loadPack('bao-wei-dai').claim.papers.map(({ code }) => code);

export const claims = (
  on: BusinessDate,
  principalMinor = loanMinor,
  papers: readonly string[] = allPapers,
  claim = '1',
) =>
  bankTells(on, 'claim.filed', {
    claim,
    principalMinor,
    currency: 'CNY',
    papers,
    recoveryExpected: true,
  });

export const recovered = (on: BusinessDate, amountMinor: number, source = 'debtor') =>
  bankTells(on, 'recovery.received', { source, ...money(amountMinor) });

export function acts(on: BusinessDate, act: PersonalAct, more: Partial<PersonMoment> = {}) {
  return { kind: 'act', on, act, reason: 'for the test', proof: [], ...more } as const;
}

export const decides = (
  task: StandingDecision['task'],
  outcome: string | null,
  more: Partial<StandingDecision> = {},
): StandingDecision => ({
  task,
  outcome,
  reasons: outcome === null ? [] : ['forTheTest'],
  ...more,
});

/** Lent on the tenth day, in arrears from the third month on, claimed a hundred days later. */
export const defaulted = [
  lent(day(10)),
  overdue(month(3), 1),
  claims(addDays(month(3), 100)),
] as const;
export const claimedOn = addDays(month(3), 100);

/** So many days after the claim. */
export const later = (days: number) => addDays(claimedOn, days);

/** Somebody gives up on the debtor, more than a year after the claim. */
export const proposal = acts(addMonths(claimedOn, 13), 'proposeWriteOff', {
  proof: ['executionTerminated'],
});

/** Written off, and then something comes in after all. */
export const recoveredLate: Life = {
  partners: told,
  moments: [...defaulted, proposal, recovered(addMonths(claimedOn, 20), 3 * wan)],
};

/** As the American public file has it: lent, and claimed whole without any papers. */
export const dollarsLent = bankTells(day(30), 'loan.disbursed', {
  drawdown: '1',
  amountMinor: loanMinor,
  currency: 'USD',
  final: true,
});
export const dollarsClaimed = bankTells(day(300), 'claim.filed', {
  claim: '1',
  principalMinor: loanMinor,
  currency: 'USD',
  papers: [],
  recoveryExpected: false,
});
