import { z } from 'zod';
import type { analyses, AnalysisName } from '#mining/analyses/catalogue';
import { bottlenecksAnswer } from './bottleneck.schemas.js';

const seconds = z.number();
const statistics = {
  count: z.int(),
  sumS: seconds,
  meanS: seconds,
  minS: seconds,
  maxS: seconds,
  stdevS: seconds.nullable(),
  p50S: seconds,
  p90S: seconds,
  p95S: seconds,
  p99S: seconds,
};
const durationStatistics = z.object(statistics).meta({ id: 'DurationStatistics' });
const edge = z
  .object({ from: z.string(), to: z.string(), ...statistics })
  .meta({ id: 'MinedEdge' });
const edges = z.object({ edges: z.array(edge), inAll: z.int() });
const instant = z.string().nullable();
const interval = z.object({ difference: z.number(), low: z.number(), high: z.number() });

type Answer<Name extends AnalysisName> = ReturnType<(typeof analyses)[Name]['run']>;

/** What each analysis answers, as the API documents it. The types hold each to what its analysis really gives. */
export const answerSchemas: { readonly [Name in AnalysisName]: z.ZodType<Answer<Name>> } = {
  dfg: edges,
  variants: z.object({
    variants: z.array(
      z.object({
        activities: z.array(z.string()),
        cases: z.int(),
        share: z.number(),
        example: z.string(),
        exampleIsOpen: z.boolean(),
      }),
    ),
    inAll: z.int(),
  }),
  durations: z.object({
    ended: durationStatistics.nullable(),
    openSoFar: durationStatistics.nullable(),
    arrivalAverageS: seconds.nullable(),
  }),
  'end-points': z.object({
    starts: z.array(z.object({ activity: z.string(), cases: z.int() })),
    ends: z.array(z.object({ activity: z.string(), cases: z.int(), open: z.int() })),
  }),
  rework: z.object({
    activities: z.array(
      z.object({ activity: z.string(), cases: z.int(), share: z.number(), repeats: z.int() }),
    ),
  }),
  handovers: z.object({
    handovers: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        count: z.int(),
        share: z.number(),
        waitS: seconds,
      }),
    ),
  }),
  workload: z.object({
    resources: z.array(
      z.object({
        resource: z.string(),
        events: z.int(),
        cases: z.int(),
        share: z.number(),
        firstAt: instant,
        lastAt: instant,
      }),
    ),
  }),
  'service-times': z.object({
    executions: z.int(),
    completeWithoutStart: z.int(),
    startWithoutComplete: z.int(),
    activities: z.array(z.object({ activity: z.string(), ...statistics, suspendedS: seconds })),
  }),
  'waiting-times': edges,
  'lead-times': z.object({
    times: z
      .object({
        lead: durationStatistics,
        touch: durationStatistics,
        waiting: durationStatistics,
        efficiency: z.number(),
      })
      .nullable(),
    cycleTimeS: seconds.nullable(),
  }),
  concurrency: z.object({
    concurrency: z
      .object({
        meanOverlap: z.number(),
        meanCompletionOverlap: z.number(),
        peak: z.int(),
        meanOpen: z.number(),
        arrivalsPerDay: z.number(),
        meanLeadS: seconds,
        littlesRatio: z.number(),
      })
      .nullable(),
  }),
  batches: z.object({
    pairs: z.array(
      z.object({
        activity: z.string(),
        resource: z.string(),
        batches: z.array(
          z.object({
            kind: z.enum([
              'Simultaneous',
              'Batching on Start',
              'Batching on End',
              'Sequential batching',
              'Concurrent batching',
            ]),
            from: instant,
            to: instant,
            size: z.int(),
          }),
        ),
        inAll: z.int(),
      }),
    ),
  }),
  'dotted-chart': z.object({
    activities: z.array(z.string()).readonly(),
    row: z.array(z.int()),
    atMs: z.array(z.number()),
    activity: z.array(z.int()),
  }),
  spectrum: z.object({
    edges: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        beginMs: z.array(z.number()),
        endMs: z.array(z.number()),
        quarter: z.array(z.int()),
        inAll: z.int(),
      }),
    ),
  }),
  'temporal-profile': z.object({
    usual: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        count: z.int(),
        meanS: seconds,
        stdevS: seconds,
      }),
    ),
    deviations: z.array(
      z.object({
        case: z.string(),
        from: z.string(),
        to: z.string(),
        tookS: seconds,
        zeta: z.number().nullable(),
      }),
    ),
    inAll: z.int(),
  }),
  conformance: z.object({
    conformance: z
      .object({
        fitting: z.number(),
        deviations: z.array(
          z.object({
            kind: z.enum(['missing', 'unexpected', 'misplaced', 'repeated']),
            activity: z.string(),
            after: z.string().nullable(),
            cases: z.int(),
            examples: z.array(z.string()),
          }),
        ),
        variants: z.array(
          z.object({
            activities: z.array(z.string()).readonly(),
            cases: z.int(),
            open: z.boolean(),
            distance: z.int().nullable(),
            examples: z.array(z.string()),
          }),
        ),
      })
      .nullable(),
  }),
  rules: z.object({
    rules: z.array(
      z.object({
        rule: z.string(),
        kind: z.enum(['sla', 'segregationOfDuty', 'precedence', 'absence']),
        judged: z.int(),
        undecided: z.int(),
        breaches: z.int(),
        cases: z.array(z.string()),
      }),
    ),
  }),
  'waiting-causes': z.object({
    edges: z.array(
      z.object({
        from: z.string().nullable(),
        to: z.string(),
        count: z.int(),
        waitS: seconds,
        batchingS: seconds,
        contentionS: seconds,
        prioritisationS: seconds,
        unavailabilityS: seconds,
        extraneousS: seconds,
      }),
    ),
    inAll: z.int(),
  }),
  'root-causes': z.object({
    outcome: z.string(),
    looked: z.array(z.string()),
    fromEvents: z.array(z.string()),
    causes: z.array(
      interval.extend({
        attribute: z.string(),
        value: z.string(),
        cases: z.int(),
        effect: z.number(),
        p: z.number(),
        excess: z.number(),
      }),
    ),
  }),
  drift: z.object({
    edges: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        count: z.int(),
        changedAt: instant,
        differenceS: interval,
        p: z.number(),
      }),
    ),
  }),
  'remaining-time': z.object({
    predictions: z.int(),
    meanAbsoluteErrorS: seconds.nullable(),
    naiveErrorS: seconds.nullable(),
    trainedOn: z.int(),
    censored: z.int(),
  }),
  bottlenecks: bottlenecksAnswer,
};
