import type { Instant } from '#domain/lifecycle/agenda';
import type { GuaranteeView } from '#store/reading/guarantee-row';
import type { EventView, StayView } from '#store/reading/life-of-case';

/** One stay of a case in one place, with what happened there. */
export interface Stay {
  readonly stage: string;
  readonly enteredAt: Instant;
  readonly leftAt: Instant | null;
  readonly to: string | null;
  readonly waitedMs: number | null;
  readonly workedMs: number | null;
  readonly events: readonly EventView[];
}

/** A case's life as its stays in their order, each event once, with the present stay at the end. */
export function timelineOf(
  guarantee: GuaranteeView,
  stays: readonly StayView[],
  events: readonly EventView[],
): Stay[] {
  const open = [...events];
  const past = stays.map(({ from, to, enteredAt, leftAt, waitedMs, workedMs }) => ({
    stage: from,
    enteredAt,
    leftAt,
    to,
    waitedMs,
    workedMs,
    events: takeWhile(open, (event) => event.stage === from && event.occurredAt <= leftAt),
  }));
  if (guarantee.ending !== null && open.length === 0) return past;
  const enteredAt = stays.at(-1)?.leftAt ?? guarantee.stageEnteredAt ?? guarantee.createdAt;
  const present = { leftAt: null, to: null, waitedMs: null, workedMs: null };
  const stage = guarantee.ending ?? guarantee.stage;
  return [...past, { stage, enteredAt, ...present, events: open }];
}

function takeWhile<Item>(items: Item[], belongs: (item: Item) => boolean): Item[] {
  const end = items.findIndex((item) => !belongs(item));
  return items.splice(0, end < 0 ? items.length : end);
}
