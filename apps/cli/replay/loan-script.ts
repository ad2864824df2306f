/** A row's later life as the world acts it out: the application, and the bank's dated facts. */
import type { CaseScript, Moment, PartnerMoment } from '../world/case-script.js';
import type { LoanEnd, LoanLife } from './loan-life.js';
import type { SbaRow } from './sba-row.js';

/** The product pack that the public file belongs to. */
export const sbaProduct = 'sba-7a';
export const sbaCurrency = 'USD';

export interface ReplayTerms {
  readonly book: string;
  readonly timeZone: string;
  /** The papers that the pack asks of a claim: the bank of the file has them all. */
  readonly claimPapers: readonly string[];
}

/** One draw stands for all of them: the file knows only their sum. */
const drawdown = '1';
const claim = '1';

/** The bank's name as a code: `THE NORTHERN TRUST COMPANY` is `THE-NORTHERN-TRUST-COMPANY`. */
function bankCodeOf({ bank }: SbaRow): string {
  const code = bank.replace(/[^A-Za-z0-9._]+/g, '-').replace(/^[^A-Za-z0-9]+|-+$/g, '');
  return code === '' ? 'NOT-NAMED' : code;
}

/** Everything was approved, and every fact bears the date of the file. */
export function scriptOf(row: SbaRow, life: LoanLife, terms: ReplayTerms): CaseScript {
  return {
    application: {
      book: terms.book,
      product: sbaProduct,
      clientReference: life.loan,
      bank: bankCodeOf(row),
      currency: sbaCurrency,
      loanMinor: life.loanMinor,
      amountMinor: life.guaranteedMinor,
      tenorMonths: row.termMonths,
      applicant: {
        kind: 'company',
        name: `Borrower of SBA loan ${life.loan}`,
        registrationNo: `SBA-${life.loan}`,
      },
      form: {
        loanNumber: life.loan,
        ...(row.bank === '' ? {} : { bank: row.bank }),
        amountMinor: life.loanMinor,
        guaranteedMinor: life.guaranteedMinor,
        tenorMonths: row.termMonths,
        ...row.borrower,
      },
    },
    clock: 'driven',
    startsOn: life.approvedOn,
    timeZone: terms.timeZone,
    partners: { disbursement: { mode: 'told' } },
    moments: [disbursementOf(life), endOf(life, life.end, terms)],
    decisions: [],
  };
}

function disbursementOf(life: LoanLife): Moment {
  const amountMinor = life.disbursedMinor;
  return bankTells(life.disbursedOn, 'loan.disbursed', { drawdown, amountMinor, final: true });
}

function endOf(life: LoanLife, end: LoanEnd, { claimPapers }: ReplayTerms): Moment {
  switch (end.kind) {
    case 'released':
      return bankTells(end.on, 'loan.repaid', {
        drawdown,
        principalMinor: life.disbursedMinor,
        outstandingMinor: 0,
      });
    case 'writtenOff':
      return bankTells(end.on, 'claim.filed', {
        claim,
        principalMinor: end.claimedMinor,
        papers: claimPapers,
        recoveryExpected: false,
      });
  }
}

function bankTells(
  on: PartnerMoment['on'],
  type: string,
  data: Readonly<Record<string, unknown>>,
): PartnerMoment {
  return {
    kind: 'fact',
    on,
    id: type,
    partner: 'bank',
    type,
    data: { ...data, currency: sbaCurrency },
  };
}
