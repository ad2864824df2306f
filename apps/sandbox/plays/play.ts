/** How a partner plays its part: an order and a scenario in, what it answers and tells out. Nothing else happens here. */
import type { z } from 'zod';
import type { JsonObject } from '../entries.js';
import type { Scenario } from '../scenario.js';

/** A fact that the partner tells of the order's guarantee. */
export interface Told {
  readonly type: string;
  readonly occurredOn?: string;
  readonly data: JsonObject;
}

export interface Played {
  /** Told at once, in this order. */
  readonly told: readonly Told[];
  /** What the partner answers when it is asked for the order. */
  readonly standing?: JsonObject;
  /** The order's money is moved now. */
  readonly pays?: boolean;
  /** The connection breaks before the answer, after everything was done. */
  readonly breaksOff?: boolean;
}

export const silence: Played = { told: [] };

/** One order in the wire's words. */
export interface WireOrder {
  readonly path: string;
  readonly request: z.ZodType;
  readonly standing?: z.ZodType;
}

/** A play for each of a partner's orders. */
export type Plays<Orders extends Readonly<Record<string, WireOrder>>> = {
  readonly [Kind in keyof Orders]: (
    order: z.output<Orders[Kind]['request']>,
    scenario: Scenario,
  ) => Played;
};

/** Tells facts in the partner's own words: the compiler holds the data to the wire schema. */
export function teller<Webhooks extends Readonly<Record<string, z.ZodType>>>() {
  return <Type extends keyof Webhooks & string>(
    type: Type,
    data: z.input<Webhooks[Type]> & JsonObject,
    occurredOn?: string,
  ): Told => ({ type, data, ...(occurredOn === undefined ? {} : { occurredOn }) });
}
