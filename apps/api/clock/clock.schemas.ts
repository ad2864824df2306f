import { z } from 'zod';
import { endings } from '#domain/lifecycle/stages';

/** How a driven case rests. */
export const rest = z
  .object({
    clock: z.iso.datetime(),
    waitingFor: z.string().nullable(),
    nextDue: z.iso.datetime().nullable(),
    ending: z.enum(endings).nullable(),
  })
  .meta({ id: 'Rest' });
export type RestAnswer = z.output<typeof rest>;
