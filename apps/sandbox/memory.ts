/** What the sandbox knows: nothing but its log, read from the first line. */
import type { Entry, JsonObject, OwedEntry, PaymentEntry, RequestEntry } from './entries.js';
import { smoothScenario, type PartialScenario, type Scenario } from './scenario.js';
import type { PartnerName } from './settings.js';

export class Memory {
  /** By partner and reference: the print of the order as it was first taken. */
  private readonly prints = new Map<string, string>();
  private readonly standings = new Map<string, JsonObject>();
  private readonly executed = new Map<string, PaymentEntry>();
  private readonly owed = new Map<string, OwedEntry>();
  private readonly scenarios = new Map<string | null, PartialScenario>();

  /** Takes in one entry: the same at start, from the log, as later when it is written. */
  learn(entry: Entry): void {
    switch (entry.kind) {
      case 'request':
        if (entry.outcome === 'taken') this.prints.set(orderKey(entry), entry.print);
        return;
      case 'payment':
        this.executed.set(entry.reference, entry);
        return;
      case 'standing':
        this.standings.set(orderKey(entry), entry.standing);
        return;
      case 'owed':
        this.owed.set(owedKey(entry), entry);
        return;
      case 'webhook':
        if (entry.outcome !== 'retried') this.owed.delete(owedKey(entry));
        return;
      case 'scenario':
        this.scenarios.set(entry.key, entry.scenario);
    }
  }

  printOf(order: Pick<RequestEntry, 'partner' | 'reference'>): string | undefined {
    return this.prints.get(orderKey(order));
  }

  standingOf(partner: PartnerName, reference: string): JsonObject | undefined {
    return this.standings.get(orderKey({ partner, reference }));
  }

  hasExecuted(reference: string): boolean {
    return this.executed.has(reference);
  }

  payments(): PaymentEntry[] {
    return [...this.executed.values()];
  }

  /** Webhooks that the engine has not taken yet, oldest first. */
  owedWebhooks(): OwedEntry[] {
    return [...this.owed.values()];
  }

  scenarioNamed(key: string | null): PartialScenario | undefined {
    return this.scenarios.get(key);
  }

  /** The nearest word counts: by guarantee, else by the applicant's reference, else the default, else a smooth life. */
  scenarioOf(guarantee: string, clientReference: string | null): Scenario {
    return {
      ...smoothScenario,
      ...this.scenarios.get(null),
      ...(clientReference === null ? {} : this.scenarios.get(clientReference)),
      ...this.scenarios.get(guarantee),
    };
  }
}

/** References are unique with one partner. */
export function orderKey(order: {
  readonly partner: PartnerName;
  readonly reference: string;
}): string {
  return `${order.partner} ${order.reference}`;
}

function owedKey(webhook: { readonly partner: PartnerName; readonly eventId: string }): string {
  return `${webhook.partner} ${webhook.eventId}`;
}
