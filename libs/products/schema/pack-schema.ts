import { z } from 'zod';
import { isTimeZone } from '#domain/calendar/instant';
import { isCurrency } from '#domain/money/currency';
import { stages } from '#domain/lifecycle/stages';
import { calendarNames } from '../calendars/calendars.js';
import { regimes, sourcedParts, type PackContent } from '../pack.js';
import * as commitment from './commitment.js';
import * as inForce from './in-force.js';
import * as origination from './origination.js';
import * as part from './parts.js';

/** The shape of a `pack.json`. What one part must be for another to make sense is in pack-checks. */
export const packSchema: z.ZodType<PackContent> = z.strictObject({
  product: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a folder name in kebab-case'),
  version: z.string().regex(/^\d{4}\.\d+$/, 'a year and a number, such as "2026.1"'),
  name: part.text,
  summary: part.text,
  parameters: z.enum(['synthetic', 'agreed']),
  currency: z.string().refine(isCurrency, 'a currency of ISO 4217, such as "CNY"'),
  regime: z.enum(regimes),
  calendar: z.enum(calendarNames),
  timeZone: z.string().refine(isTimeZone, 'an IANA time zone, such as "Asia/Shanghai"'),
  skippedStages: z.array(z.strictObject({ stage: z.enum(stages), reason: part.text })),
  intake: origination.intake,
  screening: origination.screening,
  creditCheck: origination.creditCheck.nullable(),
  scorecard: origination.scorecard.nullable(),
  assessment: origination.assessment,
  pricing: origination.pricing,
  authority: origination.authority,
  reconsideration: origination.reconsideration,
  sharing: commitment.sharing,
  documents: commitment.documents,
  conditions: commitment.conditions,
  letter: commitment.letter,
  disbursement: commitment.disbursement,
  repayment: commitment.repayment,
  monitoring: inForce.monitoring,
  classification: inForce.classification,
  cure: inForce.cure,
  guaranteePeriod: inForce.guaranteePeriod,
  claim: inForce.claim,
  payout: inForce.payout,
  recovery: inForce.recovery,
  writeOff: inForce.writeOff,
  timetable: inForce.timetable,
  sources: z.record(z.enum(sourcedParts), part.source),
});
