import { isBusinessDate, plausibleYear } from '../calendar/business-date.js';
import { isCurrency } from '../money/currency.js';
import { isAmountMinor } from '../money/money.js';
import { accessories, reserveNames } from './accounts.js';
import type { FactKind, ObligationFact } from './facts.js';

/** Says what is wrong with a value, or nothing. */
type Check = (value: unknown) => string | undefined;
type Fields = Readonly<Record<string, Check>>;

/** Names are keys of the books: short, and of characters that every system keeps as they are. */
const textUpTo =
  (length: number): Check =>
  (value) =>
    typeof value === 'string' &&
    value !== '' &&
    value.length <= length &&
    !/[\p{Cc}\p{Cs}]/u.test(value)
      ? undefined
      : `is no text of 1 to ${length} characters without control characters`;
const text = textUpTo(100);

/** A hundred billion of a currency with two decimals: above it a sum of the books could leave exact integers. */
const largestMinor = 1e13;
const amountFrom =
  (least: 0 | 1): Check =>
  (value) =>
    isAmountMinor(value) && value >= least && value <= largestMinor
      ? undefined
      : `is no whole number of minor units from ${least} to ${largestMinor}`;
const amount = amountFrom(1);
/** A part of a fact that may be nothing. */
const amountOrNone = amountFrom(0);
const amountOrAll: Check = (value) =>
  value === 'all' || amount(value) === undefined ? undefined : `${amount(value) ?? ''}, nor "all"`;
const oneOf =
  (...allowed: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && allowed.includes(value)
      ? undefined
      : `is none of ${allowed.join(', ')}`;
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined ? undefined : check(value);
const shareBps: Check = (value) =>
  isAmountMinor(value) && value >= 1 && value <= 10_000 ? undefined : 'is not from 1 to 10000';

const months: Check = (value) =>
  isAmountMinor(value) && value >= 1 && value <= 1200 ? undefined : 'is not from 1 to 1200';

/** A day of the calendar, `YYYY-MM-DD`, in a year that can be meant. A file may tell of days to come, as a driven life does. */
const date: Check = (value) => {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return 'is not YYYY-MM-DD';
  if (!isBusinessDate(value)) return 'is no day of the calendar';
  return plausibleYear.test(value) ? undefined : 'is not in a year from 1900 to 2199';
};

const record =
  (fields: Fields): Check =>
  (value) =>
    isRecord(value) ? problemsOf(value, fields)[0] : 'is no object';
const list =
  (fields: Fields, unique: string): Check =>
  (value) => {
    if (!Array.isArray(value) || value.length === 0) return 'is no list, or an empty one';
    const items: readonly unknown[] = value;
    const names = items.map((item) => (isRecord(item) ? item[unique] : undefined));
    if (new Set(names).size < names.length) return `names a ${unique} twice`;
    return items.map(record(fields)).find((problem) => problem !== undefined);
  };

const accessoryAmounts = record(
  Object.fromEntries(accessories.map((accessory) => [accessory, optional(amountOrNone)])),
);
const releaseReason = oneOf(
  'repaid',
  'discharged',
  'capReached',
  'remainderAfterPayout',
  'guaranteePeriodOver',
  'partialRelease',
  'refinanced',
  'judgment',
  'lapsed',
  'notDisbursed',
);
const receipt: Fields = {
  amountMinor: amount,
  source: oneOf('debtor', 'counterGuarantor', 'collateral', 'deposit', 'bankruptcy', 'other'),
  drawdown: optional(text),
  agreedInterestDueMinor: optional(amountOrNone),
};
const amountAlone: Fields = { amountMinor: amount };
const withParty: Fields = { amountMinor: amount, party: text };
const claimClosing: Fields = { amountMinor: amountOrAll, claim: text };

const header: Fields = {
  kind: text,
  reference: textUpTo(200),
  book: text,
  guarantee: (value) => (value === '' ? undefined : text(value)),
  currency: (value) => (isCurrency(value) ? undefined : 'is no currency of ISO 4217'),
  valueDate: date,
};

const details: Readonly<Record<FactKind, Fields>> = {
  issued: {
    amountMinor: amount,
    beneficiary: text,
    beneficiaries: optional(list({ beneficiary: text, shareBps }, 'beneficiary')),
    shares: list(
      { party: text, shareBps, role: oneOf('guarantor', 'reGuarantor', 'government') },
      'party',
    ),
    kindOfGuarantee: optional(oneOf('ordinary', 'maximumAmount')),
    capCovers: optional(oneOf('principal', 'all')),
    accessoryCapsMinor: optional(accessoryAmounts),
    retainedMinor: optional(amountOrNone),
    product: optional(text),
  },
  drawn: { amountMinor: amount, drawdown: text },
  undrawnReleased: { amountMinor: amountOrAll, reason: releaseReason },
  repaid: { amountMinor: amount, drawdown: text, beneficiary: optional(text) },
  determined: {},
  released: {
    amountMinor: amountOrAll,
    drawdown: optional(text),
    beneficiary: optional(text),
    reason: releaseReason,
  },
  claimed: { amountMinor: amount, claim: text, beneficiary: optional(text) },
  claimRejected: claimClosing,
  claimWithdrawn: claimClosing,
  claimSettled: claimClosing,
  paidOut: {
    claim: text,
    drawdown: text,
    principalMinor: amountOrNone,
    accessoryMinor: optional(amountOrNone),
    accessories: optional(accessoryAmounts),
    beneficiary: optional(text),
    lossMinor: optional(amountOrNone),
    borne: optional(list({ party: text, amountMinor: amountOrNone }, 'party')),
  },
  reimbursementRequested: withParty,
  reimbursementReceived: withParty,
  reimbursementRefused: withParty,
  recovered: receipt,
  recoveryShared: withParty,
  writtenOff: { amountMinor: amountOrAll, drawdown: optional(text) },
  recoveredAfterWriteOff: receipt,
  clawedBack: { amountMinor: amount, drawdown: text, of: oneOf('repayment', 'recovery') },
  refundPaid: amountAlone,
  accessoryAccrued: { amountMinor: amount, drawdown: text, accessory: oneOf(...accessories) },
  accessoryWaived: { amountMinor: amountOrAll, drawdown: text, accessory: oneOf(...accessories) },
  bankruptcyAccepted: {},
  premiumAccrued: {
    amountMinor: amount,
    coversMonths: optional(months),
    coversFrom: optional(date),
  },
  premiumReceived: amountAlone,
  premiumEarned: amountAlone,
  premiumRefunded: amountAlone,
  premiumRefundOwed: amountAlone,
  premiumRefundPaid: amountAlone,
  premiumCeded: withParty,
  cededPremiumReturned: withParty,
  cededPremiumPaid: withParty,
  cededPremiumReturnReceived: withParty,
  costAdvanced: {
    amountMinor: amount,
    cost: oneOf('litigation', 'preservation', 'execution', 'appraisal', 'lawyer', 'other'),
  },
  costWrittenOff: { amountMinor: amountOrAll },
  depositReceived: amountAlone,
  depositReturned: amountAlone,
  depositPlaced: amountAlone,
  depositPlacedReturned: amountAlone,
  reserveSet: { reserve: oneOf(...reserveNames), levelMinor: amountOrNone },
  reversed: { reverses: textUpTo(200) },
};

/** A fact, or every field that keeps a value from being one. */
export type FactReading =
  | { readonly kind: 'fact'; readonly fact: ObligationFact }
  | { readonly kind: 'malformed'; readonly problems: readonly string[] };

/** Reads an unknown value, as a line of a facts file holds it. Unknown fields are refused: they may be misspelt. */
export function readFact(value: unknown): FactReading {
  if (!isRecord(value)) return { kind: 'malformed', problems: ['is no object'] };
  if (!isKind(value.kind)) return { kind: 'malformed', problems: ['kind is none that is known'] };
  const fields = { ...header, ...details[value.kind] };
  const problems = [...problemsOf(value, fields), ...contradictionsOf(value)];
  if (problems.length > 0) return { kind: 'malformed', problems };
  return { kind: 'fact', fact: value as unknown as ObligationFact };
}

/** What a fact says of itself that cannot hold together. */
function contradictionsOf(value: Readonly<Record<string, unknown>>): string[] {
  const problems: string[] = [];
  if (
    value.kind === 'paidOut' &&
    isRecord(value.accessories) &&
    value.accessoryMinor !== undefined
  ) {
    const parts: unknown[] = Object.values(value.accessories);
    const sum = parts.reduce<number>((total, part) => total + Number(part ?? 0), 0);
    if (sum !== value.accessoryMinor) problems.push('accessories do not sum to accessoryMinor');
  }
  if ((value.kind === 'reserveSet') !== (value.guarantee === '') && value.kind !== 'reversed') {
    problems.push('guarantee is empty for reserves, and for them alone');
  }
  return problems;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isKind = (kind: unknown): kind is FactKind =>
  typeof kind === 'string' && Object.hasOwn(details, kind);

function problemsOf(value: Readonly<Record<string, unknown>>, fields: Fields): string[] {
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(fields, name));
  const wrong = Object.entries(fields).flatMap(([name, check]) => {
    const problem = check(value[name]);
    return problem === undefined ? [] : [`${name} ${problem}`];
  });
  return [...unknown.map((name) => `${name} is no field of it`), ...wrong];
}
