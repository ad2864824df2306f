/** Every partner that the sandbox plays: its wire tables and its play. */
import type { z } from 'zod';
import * as bankWire from '#partners/bank/wire';
import * as bureauWire from '#partners/bureau/wire';
import * as esignWire from '#partners/esign/wire';
import * as reGuarantorWire from '#partners/re-guarantor/wire';
import * as registryWire from '#partners/registry/wire';
import { bank } from './plays/bank.js';
import { bureau } from './plays/bureau.js';
import { esign } from './plays/esign.js';
import type { Played, WireOrder } from './plays/play.js';
import { reGuarantor } from './plays/re-guarantor.js';
import { registry } from './plays/registry.js';
import type { Scenario } from './scenario.js';
import type { PartnerName } from './settings.js';

/** What every order holds, in every partner's words. */
export interface OrderBody {
  readonly reference: string;
  readonly guarantee: string;
  readonly clientReference: string | null;
}

export interface PlayedOrder {
  readonly path: string;
  readonly request: z.ZodType<OrderBody>;
  readonly askable: boolean;
  /** @throws z.ZodError when `body` is no such order. */
  readonly play: (body: unknown, scenario: Scenario) => Played;
}

export interface PlayedPartner {
  readonly orders: Readonly<Record<string, PlayedOrder>>;
  readonly webhooks: Readonly<Record<string, z.ZodType>>;
}

export const partners: Readonly<Record<PartnerName, PlayedPartner>> = {
  bank: played(bankWire, bank),
  bureau: played(bureauWire, bureau),
  esign: played(esignWire, esign),
  registry: played(registryWire, registry),
  reGuarantor: played(reGuarantorWire, reGuarantor),
};

interface WireTables {
  readonly orders: Readonly<Record<string, WireOrder & { readonly request: z.ZodType<OrderBody> }>>;
  readonly webhooks: PlayedPartner['webhooks'];
}
/** A play of an order not yet named: each partner's `Plays` fits. */
type AnyPlay = (order: never, scenario: Scenario) => Played;

function played(wire: WireTables, plays: Readonly<Record<string, AnyPlay>>): PlayedPartner {
  const orders = Object.entries(wire.orders).map(([kind, { path, request, standing }]) => {
    const play = plays[kind];
    if (!play) throw new Error(`nobody plays the order ${kind}`);
    const order: PlayedOrder = {
      path,
      request,
      askable: standing !== undefined,
      play: (body, scenario) => play(request.parse(body) as never, scenario),
    };
    return [kind, order] as const;
  });
  return { webhooks: wire.webhooks, orders: Object.fromEntries(orders) };
}
