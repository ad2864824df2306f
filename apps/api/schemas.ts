/** The terms that requests and answers are written in. */
import { z } from 'zod';
import { plausibleYear } from '#domain/calendar/business-date';
import { isCurrency } from '#domain/money/currency';
import { isStorableText } from './http/json-body.js';

export const guaranteeNumber = z
  .string()
  .regex(/^AV\d{8,12}$/, { error: 'needs AV and 8 to 12 digits, as AV00000042' });
export const businessDate = z.iso
  .date({ error: 'needs a day that there is, as 2026-03-31' })
  .regex(plausibleYear, { error: 'needs a year from 1900 to 2199' });
/** An instant with its offset, read as ISO 8601 in UTC to the millisecond. */
export const instant = z.iso
  .datetime({ offset: true, error: 'needs an instant with its offset, as 2026-03-31T09:00:00Z' })
  .regex(plausibleYear, { error: 'needs a year from 1900 to 2199' })
  .transform((text) => new Date(text).toISOString());
export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, { error: 'needs the three capital letters of ISO 4217, as CNY' })
  .refine(isCurrency, { error: 'needs a currency of ISO 4217, as CNY' });
export const amountMinor = z.int().positive();
/** A name of ours: a book, a product, a bank. */
export const identifier = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/, {
  error: 'needs 1 to 80 letters, digits, dots, dashes or underscores, the first a letter or digit',
});

/** A text for people, of at most `longest` characters. */
export function text(longest: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine(isStorableText, { error: 'holds a character that cannot be stored' });
}

/** Stored instants as they leave the API. */
export const storedInstant = z.iso.datetime();

/** Papers that show what a person found: each by its kind and, where kept, its SHA-256. */
export const proof = z
  .array(
    z.strictObject({
      kind: text(80),
      documentSha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional(),
      note: text(500).optional(),
    }),
  )
  .max(50);
