import { letterTerms } from '#domain/issuance/letter-terms';
import type { PromisedTerms } from '#domain/issuance/promise';
import { refusalReasons } from '#domain/limits/judge';
import { holdHeadroom } from '../case/limits-headroom.js';
import { openRelatedPartyReport } from '../case/limits-related-party.js';
import { book } from '../case/money.js';
import { calendarOf, packOf } from '../case/pack.js';
import { endCase, pass } from '../case/passage.js';
import { sharersOf } from '../case/programme.js';
import type { Nothing, Work } from '../case/work.js';
import { documentHash } from '../contracting/document-hash.js';
import { order } from '../case/order.js';
import { cedePremium } from '../premium/cede-premium.js';

/** As the wire has it: lists of its own that nobody else holds. */
function promiseOnWire({ beneficiaries, ...kind }: PromisedTerms) {
  return beneficiaries === undefined ? kind : { ...kind, beneficiaries: [...beneficiaries] };
}

/** 出函: the letter makes us liable; the bank may lend on it until its last day, then it lapses. */
export const issueLetter: Work<Nothing, void> = async (step) => {
  const refused = await holdHeadroom(step);
  if (refused !== null) {
    const reasons = refusalReasons(refused.findings);
    return endCase(step, 'declined', reasons[0] ?? 'limitExceeded', {
      name: 'ApplicationDeclined',
      data: { reasons },
    });
  }
  const pack = packOf(step.row);
  const calendar = calendarOf(pack);
  const { number, amountMinor, loanMinor, currency, timeZone, bank } = step.row;
  const terms = letterTerms(
    { issuedOn: step.on, guaranteedMinor: amountMinor },
    pack.letter,
    calendar,
    timeZone,
  );
  await book(step, 'issued', {
    amountMinor,
    beneficiary: bank,
    shares: await sharersOf(step),
    retainedMinor: loanMinor - amountMinor,
    product: step.row.product,
    ...step.row.promise,
  });
  await cedePremium(step);
  step.change({ issuedOn: step.on });
  step.clear('reservationExpires');
  await openRelatedPartyReport(step);
  step.note({ kind: 'letterIssued', data: terms });
  order(step, 'GL', {
    partner: 'bank',
    kind: 'guaranteeLetter',
    payload: {
      validUntil: terms.validUntil,
      amountMinor,
      loanMinor,
      currency,
      disbursementNotice: `${number}-DN${step.ref.no}`,
      sha256: documentHash(step.row, 'guaranteeLetter'),
      ...promiseOnWire(step.row.promise),
    },
  });
  pass(step, { name: 'LetterIssued', data: { amountMinor, validUntil: terms.validUntil } });
  const { reminderAt, expiresAt } = terms;
  step.waitFor({
    for: 'disbursement',
    on: 'bank',
    deadline: expiresAt,
    ...(reminderAt !== null && reminderAt > step.at ? { reminder: reminderAt } : {}),
  });
};
