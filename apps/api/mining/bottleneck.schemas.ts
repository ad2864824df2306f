import { z } from 'zod';
import { waitParties } from '#mining/bottlenecks/typed-wait';
import { reasonCodes } from '#mining/bottlenecks/wait-reasons';

const seconds = z.number();

const bottleneck = z
  .object({
    place: z.string(),
    waits: z.int(),
    cases: z.int(),
    delayS: seconds,
    meanDelayS: seconds,
    agreedS: seconds,
    pausedS: seconds,
    breaches: z.int(),
    withDeadline: z.int(),
    delayedCases: z.int(),
    shareOfCases: z.number(),
    open: z.int(),
    reworkWaits: z.int(),
    reworkS: seconds,
    byParty: z.array(z.object({ party: z.enum(waitParties), delayS: seconds })),
    delayedBy: z.array(z.object({ caseId: z.string(), delayS: seconds })),
    delayedByLeftOut: z.int(),
  })
  .meta({ id: 'Bottleneck' });
const ranking = z.object({
  byDelay: z.array(bottleneck),
  byBreaches: z.array(bottleneck),
  byShareOfCases: z.array(bottleneck),
});

const load = z
  .object({
    resource: z.string(),
    executions: z.int(),
    workedS: seconds,
    availableS: seconds,
    load: z.number(),
    activities: z.array(z.string()),
  })
  .meta({ id: 'ResourceLoad' });
/** Over repeated seeds, with its 95 % interval. */
const estimate = z
  .object({ mean: z.number(), low: z.number(), high: z.number() })
  .meta({ id: 'Estimate' });
const backTest = {
  observedMeanS: seconds,
  simulatedMeanS: estimate,
  relativeError: z.number().nullable(),
  relativeErrorP50: z.number().nullable(),
  relativeErrorP90: z.number().nullable(),
};
const activity = z.string();
const change = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('addResource'), activity, count: z.int() }),
    z.object({ kind: z.literal('scaleWork'), activity, factor: z.number() }),
    z.object({ kind: z.literal('automate'), activity, share: z.number() }),
    z.object({ kind: z.literal('parallelise'), first: activity, second: activity }),
    z.object({ kind: z.literal('changeFrequency'), activity, factor: z.number() }),
    z.object({
      kind: z.literal('reorderQueue'),
      order: z.enum(['firstReady', 'lastReady', 'shortestWork']),
    }),
    z.object({ kind: z.literal('scaleArrivals'), factor: z.number() }),
  ])
  .meta({ id: 'ProposedChange' });

/** Rankings, reasons, load, and proposals tried in a simulation. */
export const bottlenecksAnswer = z.object({
  ...{ stages: ranking, waits: ranking, handovers: ranking },
  explained: z.array(
    z.object({
      bottleneck,
      reason: z.object({
        code: z.enum(reasonCodes),
        party: z.enum(waitParties),
        shares: z.partialRecord(z.enum(reasonCodes), z.number()),
      }),
      loads: z.array(load),
    }),
  ),
  loads: z.array(load),
  backTest: z.object(backTest).nullable(),
  holdOut: z.object({ ...backTest, trainedOn: z.int(), heldOut: z.int() }).nullable(),
  proposals: z.array(
    z.object({
      change,
      text: z.string(),
      textZh: z.string(),
      /** What the figures take for granted. */
      assumes: z.string(),
      assumesZh: z.string(),
      beforeS: estimate,
      afterS: estimate,
      differenceS: estimate,
    }),
  ),
});
