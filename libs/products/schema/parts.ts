import { z } from 'zod';
import type { Period } from '#domain/calendar/period';
import type { BilingualText, FactValue } from '#domain/intake/facts';
import { ruleOperators, type Rule } from '#domain/screening/rule';

/** The words of pack files: each a zod schema that several parts of a pack use. */

export const code = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*$/, 'a code in camelCase, such as "amountTooLarge"');

export const text: z.ZodType<BilingualText> = z.strictObject({
  zh: z.string().min(1),
  en: z.string().min(1),
});

/** Where a rule comes from: an article, a standard, or the word "synthetic". */
export const source = z.string().min(1);

export const count = z.int().min(0);
export const atLeastOne = z.int().min(1);
export const amountMinor = z.int().min(0);
export const bps = z.int().min(0).max(10_000);
export const shareBps = z.int().min(1).max(10_000);

export const period: z.ZodType<Period> = z.union(
  [
    z.strictObject({ days: count }),
    z.strictObject({ workingDays: count }),
    z.strictObject({ months: count }),
  ],
  { error: 'a period: {"days": 5}, {"workingDays": 5} or {"months": 6}, whole numbers' },
);

export const factValue: z.ZodType<FactValue> = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
]);

export const grades = z.array(z.string().min(1)).min(1);

export const rule: z.ZodType<Rule> = z.strictObject({
  code,
  field: code,
  operator: z.enum(ruleOperators),
  value: z.union([factValue, z.array(factValue)]).optional(),
  onlyWhen: code.optional(),
  text,
  source,
});
