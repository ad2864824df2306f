/** Each event of a case as one line of its story. */
import type { WaitOwner } from '#domain/lifecycle/agenda';
import type { PayableAccessory } from '#domain/payout/payable-accessories';
import type { EventView } from '#store/reading/life-of-case';
import { moneyText } from '../money-text.js';
import { detailsText, reasonsText, valueText, type Tongue } from './details.js';
import { inWords, lastDayText, ownerWords } from './words.js';

type Data = Readonly<Record<string, unknown>>;
type Teller = (event: EventView, tongue: Tongue) => string | null;

/** An event in words, without when and by whom; null where the story tells it by other means. */
export function eventText(event: EventView, tongue: Tongue): string | null {
  return (tellers[event.name] ?? tellPlainly)(event, tongue);
}

/** `GuaranteeClassified {from, to}` → `guarantee classified: from pass, to special mention`. */
const tellPlainly: Teller = ({ name, data }, tongue) => {
  const { reasons, ...rest } = data;
  const details = detailsText(rest, tongue);
  const because = reasonsText(reasons);
  const said = [details, because && `because ${because}`].filter(Boolean).join(', ');
  return `${inWords(name)}${said === '' ? '' : `: ${said}`}`;
};

const tellers: Readonly<Record<string, Teller>> = {
  // Stages are the story's left column, and the ending its last line.
  StageEntered: () => null,
  StageSkipped: ({ data }, tongue) => `skipped: ${valueText('reason', data.reason, tongue)}`,
  CaseEnded: ({ data }) => `the case ends: ${reasonsText(data.reason)}`,

  TaskOpened: ({ activity, role }) => `${inWords(activity)}: to be decided by ${roleText(role)}`,
  TaskClaimed: ({ activity }) => `${inWords(activity)}: taken on`,
  TaskCancelled: ({ activity }) => `${inWords(activity)}: no longer needed`,
  // An inspection has an event of its own with the same outcome.
  TaskDecided: ({ activity, data }) =>
    activity === 'inspection' ? null : `${inWords(activity)}: ${outcomeText(data)}`,
  InspectionCompleted: ({ data }) => `inspection: ${outcomeText(data)}`,
  VoteCast: ({ data }) => `council vote: ${because(inWords(text(data.vote)), data.reasons)}`,

  ReminderSent: ({ data }, { timeZone }) =>
    `reminder to ${ownerText(data.waitingOn)}: ${inWords(text(data.waitingFor))} by ` +
    lastDayText(text(data.dueAt), timeZone),
  DeadlinePassed: ({ activity, data }) =>
    `deadline passed: ${inWords(activity)}, of ${ownerText(data.on)}`,
  WaitEscalated: ({ role }) => `escalated to ${roleText(role)}`,

  ApplicationReceived: ({ data }, tongue) =>
    `application received for a guarantee of ${amount(data, 'amountMinor', tongue)}`,
  ApplicationAssessed: ({ data }) =>
    because(`assessed: grade ${text(data.grade)}, ${text(data.points)} points`, data.reasons),
  ApplicationDeclined: ({ data }) => because('application declined', data.reasons),
  ApprovalRefused: ({ data }) => because('approval refused', data.reasons),
  CreditRequested: ({ data }, tongue) =>
    `credit report asked for, consent ${valueText('consentHash', data.consentHash, tongue)}`,
  CreditChecked: ({ data }) => `credit checked: ${inWords(text(data.outcome))}`,
  GuaranteeApproved: ({ data }) => `approved, on the path ${inWords(text(data.path))}`,
  ContractsSent: ({ data }, tongue) =>
    `contracts sent to be signed: ${valueText('documents', data.documents, tongue)}`,
  PartySigned: () => 'signed',

  LetterIssued: ({ data }, tongue) =>
    `letter issued for ${amount(data, 'amountMinor', tongue)}, valid until ${text(data.validUntil)}`,
  LoanDisbursed: ({ data }, tongue) =>
    `bank lent ${amount(data, 'amountMinor', tongue)} (drawdown ${text(data.drawdown)}), ` +
    `guaranteed ${amount(data, 'outstandingAddedMinor', tongue)}`,
  RepaymentReceived: ({ data }, tongue) =>
    `repaid ${amount(data, 'principalMinor', tongue)}, ` +
    `still guaranteed ${amount(data, 'outstandingMinor', tongue)}`,
  OverdueReported: ({ data }, tongue) =>
    `overdue for ${text(data.daysPastDue)} days: ${amount(data, 'amountMinor', tongue)}, ` +
    `to be cured by ${text(data.cureEndsOn)}`,
  GuaranteeClassified: ({ data }) =>
    `classified ${inWords(text(data.to))}, before ${inWords(text(data.from))}`,

  ClaimFiled: ({ data }, tongue) =>
    `claim ${text(data.claim)} filed for ${amount(data, 'principalMinor', tongue)}`,
  ClaimAccepted: ({ data }, tongue) =>
    `claim ${text(data.claim)} accepted: ${amount(data, 'payableMinor', tongue)} to pay of ` +
    `${amount(data, 'coveredMinor', tongue)} covered${withAccessories(data.accessories, tongue)}`,
  PayoutOrdered: ({ data }, tongue) =>
    `payout of ${amount(data, 'amountMinor', tongue)}${toBank(data)} ordered under ${text(data.reference)}`,
  BankPaid: ({ data }, tongue) => `paid ${amount(data, 'amountMinor', tongue)}${toBank(data)}`,
  ReimbursementRequested: ({ data }, tongue) =>
    `reimbursement asked of the ${partsText(data.parts, tongue)}`,
  ReimbursementReceived: ({ data }, tongue) => `reimbursed ${amount(data, 'amountMinor', tongue)}`,
  WriteOffProposed: ({ data }, tongue) =>
    `write-off proposed, on proof of ${valueText('proofs', data.proofs, tongue)}`,
  PayoutMade: ({ data }, tongue) => `paid out ${amount(data, 'amountMinor', tongue)}`,
  RecoveryReceived: ({ data }, tongue) =>
    `recovered ${amount(data, 'amountMinor', tongue)} from the ${inWords(text(data.source))}`,
  RecoveryShared: ({ data }, tongue) =>
    `of what was recovered ${amount(data, 'amountMinor', tongue)} passed on to the ` +
    `${inWords(text(data.party))} under ${text(data.reference)}`,
};

function amount(data: Data, name: string, { currency }: Tongue): string {
  const found = data[name];
  return typeof found === 'number' ? moneyText(found, currency) : 'an unnamed amount';
}

/** Which of a joint loan's banks is paid. */
const toBank = ({ beneficiary }: Data): string =>
  typeof beneficiary === 'string' ? ` to ${beneficiary}` : '';

/** `national fund (CNY 100.00) and the re-guarantor (CNY 50.00)`. */
/** What is paid beside the principal, each with what the bank claimed of it. */
function withAccessories(accessories: unknown, { currency }: Tongue): string {
  if (!Array.isArray(accessories)) return '';
  const parts = (accessories as readonly PayableAccessory[]).map(
    ({ accessory, payableMinor, claimedMinor }) =>
      `${inWords(accessory)} ${moneyText(payableMinor, currency)} of ` +
      `${moneyText(claimedMinor, currency)} claimed`,
  );
  return `, and ${parts.join(', ')}`;
}

function partsText(parts: unknown, tongue: Tongue): string {
  const each = Array.isArray(parts) ? (parts as readonly Data[]) : [];
  return each
    .map((part) => `${inWords(text(part.party))} (${amount(part, 'amountMinor', tongue)})`)
    .join(' and the ');
}

/** `decline (weak cash flow)`. */
function outcomeText({ outcome, reasons }: Data): string {
  return because(inWords(text(outcome)), reasons);
}

function because(said: string, reasons: unknown): string {
  const why = reasonsText(reasons);
  return why === '' ? said : `${said} (${why})`;
}

function ownerText(owner: unknown): string {
  const code = text(owner);
  return isOwner(code) ? ownerWords[code] : inWords(code);
}

const isOwner = (code: string): code is WaitOwner => code in ownerWords;

const roleText = (role: string | null): string => inWords(role ?? 'nobody');

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
