import type { BusinessDate } from '../calendar/business-date.js';
import { endOfDay, type Instant } from '../calendar/instant.js';
import { lastDayOf, reminderBefore, type Period } from '../calendar/period.js';
import type { Calendar } from '../calendar/working-days.js';
import type { KindOfGuarantee } from './promise.js';

/** The guarantee letter: an amount, and until when the bank may disburse on it. */
export interface LetterPolicy {
  readonly validFor: Period;
  /** How long before its end people are reminded; absent: not at all. */
  readonly remindBefore?: Period;
  /** Which kinds an application may ask for; absent: ordinary guarantees alone. */
  readonly kindsOfGuarantee?: readonly KindOfGuarantee[];
}

export interface LetterTerms {
  readonly issuedOn: BusinessDate;
  readonly guaranteedMinor: number;
  /** The last day on which a disbursement counts. */
  readonly validUntil: BusinessDate;
  /** 24:00 of that day: then the guarantee lapses. */
  readonly expiresAt: Instant;
  readonly reminderAt: Instant | null;
}

/** The terms of a letter issued on a day. */
export function letterTerms(
  letter: { readonly issuedOn: BusinessDate; readonly guaranteedMinor: number },
  policy: LetterPolicy,
  calendar: Calendar,
  timeZone: string,
): LetterTerms {
  const validUntil = lastDayOf(letter.issuedOn, policy.validFor, calendar);
  const expiresAt = endOfDay(validUntil, timeZone);
  const reminderAt =
    policy.remindBefore === undefined
      ? null
      : reminderBefore(expiresAt, policy.remindBefore, calendar, timeZone);
  return { ...letter, validUntil, expiresAt, reminderAt };
}
