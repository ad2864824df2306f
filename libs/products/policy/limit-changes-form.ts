import { z } from 'zod';
import { capDimensions } from '#domain/limits/terms';
import { thresholdBases } from '#domain/limits/weights';
import type { LimitChanges } from '#domain/policy/limit-changes';

const minor = z.int().min(0);
const bps = z.int().min(0).max(100_000);
const rate = z.int().min(1).max(10_000);
const place = { dimension: z.enum(capDimensions), key: z.string().min(1) };

const cap = z
  .strictObject({
    ...place,
    counts: z.enum(['gross', 'own']),
    amountMinor: minor.optional(),
    ofNetAssetsBps: bps.optional(),
    warningBps: rate.optional(),
    stopBps: rate.optional(),
  })
  .refine(
    ({ amountMinor, ofNetAssetsBps }) =>
      (amountMinor === undefined) !== (ofNetAssetsBps === undefined),
    'a cap is either a sum (amountMinor) or a part of net assets (ofNetAssetsBps)',
  );

/** Limit rules to try, as a file gives them under `limits`. */
export const limitChangesForm: z.ZodType<LimitChanges> = z
  .strictObject({
    netAssetsMinor: minor.optional(),
    netAssetsBps: bps.optional(),
    holdingsMinor: minor.optional(),
    terms: z
      .strictObject({
        thresholdBasis: z.enum(thresholdBases),
        nearBps: rate,
        stopBps: rate.nullable(),
      })
      .partial()
      .optional(),
    statutory: z
      .strictObject({
        leverageTimes: z.int().min(0),
        raisedLeverageTimes: z.int().min(0),
        oneDebtorBps: bps,
        relatedDebtorsBps: bps,
      })
      .partial()
      .optional(),
    caps: z.array(cap).max(200).optional(),
    capsLifted: z.array(z.strictObject(place)).max(200).optional(),
  })
  .refine(
    ({ netAssetsMinor, netAssetsBps }) =>
      netAssetsMinor === undefined || netAssetsBps === undefined,
    'net assets are either a sum (netAssetsMinor) or a part of those of then (netAssetsBps)',
  );
