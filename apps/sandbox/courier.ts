/** Carries webhooks to the engine, signed after Standard Webhooks, again and again until each is taken. */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { Agent, request } from 'undici';
import type { OwedEntry, WebhookEntry } from './entries.js';
import { now, type Logbook } from './logbook.js';
import { waitAtMost } from './patience.js';
import type { DeliveryManner } from './scenario.js';
import type { SandboxSettings } from './settings.js';

const attemptTimeoutMs = 10_000;
const firstPauseMs = 100;
const longestPauseMs = 5_000;

/** `stopped`: the sandbox went down first; the webhook stays owed. */
export type Carried = WebhookEntry['outcome'] | 'stopped';

export class Courier {
  private readonly connections = new Agent({
    connections: 64,
    keepAliveTimeout: 30_000,
    headersTimeout: attemptTimeoutMs,
    bodyTimeout: attemptTimeoutMs,
  });
  private readonly stopping = new AbortController();
  private readonly underWay = new Map<string, Promise<Map<string, Carried>>>();

  constructor(
    private readonly settings: SandboxSettings,
    private readonly logbook: Logbook,
  ) {}

  /** Carries webhooks one after the other in the given manner; resolves when the engine has answered for each. */
  async carry(
    webhooks: readonly OwedEntry[],
    manner: DeliveryManner,
  ): Promise<Map<string, Carried>> {
    if (manner.delayMs > 0) await this.pause(manner.delayMs);
    const results = new Map<string, Carried>();
    for (const webhook of inManner(webhooks, manner)) {
      results.set(webhook.eventId, await this.carryUntilTaken(webhook));
    }
    return results;
  }

  /** Carries an order's webhooks under its key, so that whoever asks for the order can wait for them. */
  carryFor(key: string, webhooks: readonly OwedEntry[], manner: DeliveryManner): void {
    const carried = this.carry(webhooks, manner).finally(() => this.underWay.delete(key));
    this.underWay.set(key, carried);
  }

  /**
   * Waits until nothing is under way for the order. False when that takes longer than `patienceMs`, or when the
   * sandbox goes down first: then the engine does not have it all, and nobody may be told so.
   */
  async hasCarried(key: string, patienceMs: number): Promise<boolean> {
    const carried = this.underWay.get(key);
    if (!carried) return true;
    return waitAtMost(patienceMs, carried.then(isAnswered), false);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    // What is on the way is cut off, so that the carriers end; the connections themselves need no waiting for.
    void this.connections.destroy();
    await Promise.allSettled(this.underWay.values());
  }

  private async carryUntilTaken(webhook: OwedEntry): Promise<Carried> {
    for (let attempt = 1; ; attempt++) {
      if (this.isStopping()) return 'stopped';
      const entry = await this.attempt(webhook, attempt);
      if (this.isStopping() && entry.outcome === 'retried') return 'stopped';
      this.logbook.note(entry);
      if (entry.outcome !== 'retried') return entry.outcome;
      await this.pause(pauseAfter(attempt));
    }
  }

  private async attempt(webhook: OwedEntry, attempt: number): Promise<WebhookEntry> {
    const { partner, eventId, body } = webhook;
    const { status, answer } = await this.post(webhook);
    const outcome = outcomeOf(status);
    const { guarantee, type } = body;
    return {
      kind: 'webhook',
      at: now(),
      partner,
      eventId,
      guarantee,
      type,
      attempt,
      outcome,
      status,
      answer,
    };
  }

  private async post({ partner, eventId, body }: OwedEntry) {
    const text = JSON.stringify(body);
    const sentAt = new Date();
    try {
      const answer = await request(`${this.settings.apiUrl}/webhooks/${partner}`, {
        method: 'POST',
        dispatcher: this.connections,
        headers: {
          'content-type': 'application/json',
          'webhook-id': eventId,
          'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
          'webhook-signature': this.sign(partner, eventId, sentAt, text),
        },
        body: text,
      });
      return { status: answer.statusCode, answer: (await answer.body.text()).slice(0, 500) };
    } catch (error) {
      return { status: null, answer: error instanceof Error ? error.message : String(error) };
    }
  }

  private sign(partner: OwedEntry['partner'], eventId: string, sentAt: Date, text: string): string {
    const secrets = this.settings.webhookSecrets[partner];
    return secrets.map((secret) => new Webhook(secret).sign(eventId, sentAt, text)).join(' ');
  }

  private isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  private async pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

/** What will be answered the same for ever is not sent again; the rest (our key, our path, our health) can be mended. */
function outcomeOf(status: number | null): WebhookEntry['outcome'] {
  if (status === null || status >= 500 || status < 200) return 'retried';
  if (status < 300) return 'taken';
  return [400, 410, 413, 415, 422].includes(status) ? 'refused' : 'retried';
}

function isAnswered(results: ReadonlyMap<string, Carried>): boolean {
  return ![...results.values()].includes('stopped');
}

function pauseAfter(attempt: number): number {
  const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(attempt - 1, 10));
  return pauseMs * (0.75 + Math.random() / 2);
}

/** Each webhook `copies` times; shuffled by a hash, so that the same case is shuffled the same way each time. */
function inManner(
  webhooks: readonly OwedEntry[],
  { copies, shuffle }: DeliveryManner,
): OwedEntry[] {
  const sent = webhooks.flatMap((webhook) =>
    Array.from({ length: copies }, (_, copy) => ({
      webhook,
      place: createHash('sha256').update(`${webhook.eventId} ${copy}`).digest('hex'),
    })),
  );
  if (shuffle) sent.sort((a, b) => (a.place < b.place ? -1 : 1));
  return sent.map(({ webhook }) => webhook);
}
