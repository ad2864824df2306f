import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Settings } from '#config/settings';
import { adapterOf } from '#partners/adapters';
import type { PartnerFact, WebhookHeaders } from '#partners/ports';
import { parkEvent, receiveEvent, type Receipt } from '#store/inbox/receive-event';
import { isStorableText } from '../http/json-body.js';
import { Problem } from '../http/problem.js';
import { LOGGER, POOL, SETTINGS } from '../platform.js';
import { TRACE_KEEPER, type TraceKeeper } from '../telemetry/trace-keeper.js';

/** How a webhook was taken. */
export interface Taken {
  readonly received: Receipt['kind'];
}

/** Takes in what partners report: verified on the raw bytes, then stored, then acknowledged. */
@Injectable()
export class WebhooksService {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(POOL) private readonly pool: Pool,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(TRACE_KEEPER) private readonly keepTrace: TraceKeeper,
  ) {}

  /** @throws Problem `notFound` for a partner that we do not know, `signatureRejected` for a stranger */
  async receive(partner: string, headers: WebhookHeaders, bytes: Buffer): Promise<Taken> {
    const adapter = adapterOf(partner);
    if (adapter === null) throw new Problem('notFound');
    const verified = adapter.webhook.verify(headers, bytes, this.secretsOf(partner));
    if (verified.kind === 'rejected') {
      this.logger.warn({ partner, code: verified.code }, 'a webhook was rejected');
      throw new Problem('signatureRejected', { detail: `${verified.code}: ${verified.reason}.` });
    }
    const { eventId } = verified;
    if (eventId.length > 255 || !isStorableText(eventId)) {
      throw new Problem('signatureRejected', { detail: 'webhook-id: at most 255 characters.' });
    }
    const parsed = adapter.webhook.parse(bytes);
    const receipt =
      parsed.kind === 'parsed' && isStorable(parsed.fact)
        ? await this.keep(partner, eventId, parsed.fact)
        : await this.park(partner, eventId, parsed.kind === 'malformed' ? parsed.detail : 'NUL');
    if (receipt.kind === 'parked') this.logger.warn({ partner, eventId }, 'a webhook was parked');
    if (receipt.kind === 'conflicting') {
      this.logger.error({ partner, eventId }, 'a known webhook id came with another content');
    }
    return { received: receipt.kind };
  }

  private async keep(source: string, eventId: string, fact: PartnerFact): Promise<Receipt> {
    const { guarantee, kind, occurredOn = null } = fact;
    const data = fact.data as Record<string, unknown>;
    await this.keepTrace(this.pool, { source, eventId });
    return receiveEvent(this.pool, { source, eventId, guarantee, kind, occurredOn, data });
  }

  /** Authentic and unreadable: kept with the reason for people to look at, and acknowledged. */
  private park(source: string, eventId: string, reason: string): Promise<Receipt> {
    return parkEvent(this.pool, {
      source,
      eventId,
      guarantee: null,
      kind: 'malformed',
      data: {},
      reason: reason.slice(0, 1000).replaceAll('\u0000', ''),
    });
  }

  private secretsOf(partner: string): readonly string[] {
    const partners: Readonly<Record<string, { webhookSecrets: readonly string[] }>> =
      this.settings.partners;
    return partners[partner]?.webhookSecrets ?? [];
  }
}

function isStorable(fact: PartnerFact): boolean {
  // JSON writes a half surrogate pair and a NUL as escapes, which jsonb refuses.
  return !/\\u(?:0000|d[89a-f])/i.test(JSON.stringify(fact));
}
