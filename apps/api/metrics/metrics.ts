import { Inject, Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { measureInbox } from '#store/inbox/undelivered';
import { measureOutbox } from '#store/outbox/due-orders';
import { countCases } from '#store/reading/portfolio';
import { POOL } from '../platform.js';

/** What Prometheus reads: requests, the lag of inbox and outbox, and cases by stage. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests: Histogram;
  private readonly cases: Gauge;
  private readonly waiting: Gauge;
  private readonly lag: Gauge;

  constructor(@Inject(POOL) private readonly pool: Pool) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.requests = new Histogram({
      name: 'aval_http_request_seconds',
      help: 'Time to answer, by method, route and status.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    });
    this.cases = new Gauge({
      name: 'aval_cases',
      help: 'Open cases by stage, ended ones by ending.',
      labelNames: ['place'],
      registers,
    });
    this.waiting = new Gauge({
      name: 'aval_waiting',
      help: 'Cases with undelivered facts, parked facts, orders pending and unknown.',
      labelNames: ['what'],
      registers,
    });
    this.lag = new Gauge({
      name: 'aval_lag_seconds',
      help: 'How long the oldest undelivered fact and the oldest unsent order wait.',
      labelNames: ['what'],
      registers,
    });
  }

  /** Routes are named by their pattern, so that no number or text becomes a label. */
  observe(fastify: Pick<FastifyInstance, 'addHook'>): void {
    fastify.addHook('onResponse', async (request, reply) => {
      const route = request.routeOptions.url ?? 'unknown';
      const labels = { method: request.method, route, status: String(reply.statusCode) };
      this.requests.observe(labels, reply.elapsedTime / 1000);
      return Promise.resolve();
    });
  }

  async render(): Promise<{ text: string; contentType: string }> {
    await this.measure();
    return { text: await this.registry.metrics(), contentType: this.registry.contentType };
  }

  private async measure(): Promise<void> {
    const [inbox, outbox, cases] = await Promise.all([
      measureInbox(this.pool),
      measureOutbox(this.pool),
      countCases(this.pool),
    ]);
    this.cases.reset();
    for (const { place, cases: count } of cases) this.cases.set({ place }, count);
    this.waiting.set({ what: 'inboxCases' }, inbox.waitingCases);
    this.waiting.set({ what: 'inboxParked' }, inbox.parked);
    this.waiting.set({ what: 'outboxPending' }, outbox.pending);
    this.waiting.set({ what: 'outboxUnknown' }, outbox.unknown);
    this.lag.set({ what: 'inbox' }, inbox.oldestWaitSeconds);
    this.lag.set({ what: 'outbox' }, outbox.oldestWaitSeconds);
  }
}
