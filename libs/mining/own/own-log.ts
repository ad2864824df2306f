import type { LoggedCase, LoggedEvent } from '#domain/lifecycle/logged-case';
import { type EventLog, EventLogBuilder } from '../log/event-log.js';

/** What separates the documents that one event speaks of. */
export const betweenDocuments = ' ';

/**
 * Builds the log of our own cases as their rows stream in. Activities, resources and transitions are those recorded; the
 * attributes of cases (`book`, `product`, `bank`, `grade`, `officer`, `amountMinor` …) are what filters and root causes
 * ask for. The event attribute `stage` is where the case stood: an ending, once it had ended.
 */
export class OwnLogBuilder {
  private readonly builder = new EventLogBuilder();

  takeCases(cases: readonly LoggedCase[]): void {
    for (const { number, grade, officer, appliedOn, ...rest } of cases)
      this.builder.describeCase(number, {
        ...rest,
        grade: grade ?? undefined,
        officer: officer ?? undefined,
        appliedOn: new Date(`${appliedOn}T00:00:00Z`),
      });
  }

  takeEvents(events: readonly LoggedEvent[]): void {
    for (const event of events)
      this.builder.add({
        caseId: event.guarantee,
        activity: event.activity,
        instantMs: event.atMs,
        resource: event.resource ?? undefined,
        lifecycle: event.transition,
        attributes: {
          event: event.name,
          stage: event.stage,
          'org:role': event.role ?? undefined,
          'concept:instance': event.task ?? undefined,
          claim: event.claim ?? undefined,
          drawdown: event.drawdown ?? undefined,
          documents: event.documents?.join(betweenDocuments),
        },
      });
  }

  build(name: string): EventLog {
    return this.builder.build(name);
  }
}
