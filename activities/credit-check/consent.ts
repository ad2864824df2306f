import { createHash } from 'node:crypto';
import type { BusinessDate } from '#domain/calendar/business-date';
import { businessDateOf } from '#domain/calendar/instant';
import type { CreditConsent } from '#domain/credit-check/decide-credit-check';
import type { CaseStep } from '#store/case/case-step';
import type { ApplicationRow } from '#store/case/facts';

/** The consent as the applicant's side recorded it; what it leaves out was not said. */
export function consentOf(step: CaseStep, { consent }: ApplicationRow): CreditConsent | null {
  if (consent === null) return null;
  const { purpose, givenAt, validUntil, withdrawnOn } = consent as Readonly<Record<string, string>>;
  if (purpose === undefined || givenAt === undefined) return null;
  return {
    purpose,
    givenOn: businessDateOf(givenAt, step.row.timeZone),
    validUntil: (validUntil ?? null) as BusinessDate | null,
    withdrawnOn: (withdrawnOn ?? null) as BusinessDate | null,
  };
}

/** What stands for a consent outside our database: its digest, never its words. */
export function consentHashOf(consent: CreditConsent): string {
  return createHash('sha256').update(JSON.stringify(consent)).digest('hex');
}
