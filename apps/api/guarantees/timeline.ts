import type { Instant } from '#domain/lifecycle/agenda';
import type { RecordedLife } from '#store/mining/case-timeline';
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

/** A case's whole life: its stays with their events, and beside them all else that is recorded of it. */
export interface Timeline extends Omit<RecordedLife, 'stays' | 'events'> {
  readonly number: string;
  readonly stages: readonly Stay[];
  readonly waiting: GuaranteeView['waiting'];
}

export function timelineOf(guarantee: GuaranteeView, life: RecordedLife): Timeline {
  const { stays, events, ...rest } = life;
  const { number, waiting } = guarantee;
  return { number, stages: staysWithEvents(guarantee, stays, events), waiting, ...rest };
}

/**
 * The stays in their order, with the present one at the end. Events and edges of a case are numbered together, so each
 * event belongs to exactly one stay, however many runs of the workflow the life took.
 */
function staysWithEvents(
  guarantee: GuaranteeView,
  stays: readonly StayView[],
  events: readonly EventView[],
): Stay[] {
  let taken = 0;
  const past = stays.map(({ no, from, to, enteredAt, leftAt, waitedMs, workedMs }) => {
    const begin = taken;
    while ((events[taken]?.no ?? Infinity) < no) taken += 1;
    const own = events.slice(begin, taken);
    return { stage: from, enteredAt, leftAt, to, waitedMs, workedMs, events: own };
  });
  const open = events.slice(taken);
  if (guarantee.ending !== null && open.length === 0) return past;
  const enteredAt = stays.at(-1)?.leftAt ?? guarantee.stageEnteredAt ?? guarantee.createdAt;
  const present = { leftAt: null, to: null, waitedMs: null, workedMs: null };
  const stage = guarantee.ending ?? guarantee.stage;
  return [...past, { stage, enteredAt, ...present, events: open }];
}
