/** A case's life as a person tells it: date, stage, what happened and by whom, and how long who was waited for. */
import type { EventView } from '#store/reading/life-of-case';
import type { WaitView } from '#store/mining/case-waits';
import type { Tongue } from './details.js';
import { eventText } from './event-words.js';
import { dayText, inWords, ownerWords, spanText } from './words.js';

/** A stay in a stage, as `GET /guarantees/{number}/timeline` has it. */
export interface Stay {
  readonly stage: string;
  readonly enteredAt: string;
  readonly leftAt: string | null;
  readonly waitedMs: number | null;
  readonly events: readonly EventView[];
}

/** A line of the story. A wait is told by a line of its own, before what ended it. */
export interface StoryLine {
  readonly kind: 'event' | 'wait';
  readonly day: string;
  readonly stage: string;
  readonly text: string;
}

/** The story in its order. Waits shorter than a minute are left out. */
export function storyOf(
  stays: readonly Stay[],
  waits: readonly WaitView[],
  tongue: Tongue,
): StoryLine[] {
  const told = new Set<WaitView>();
  return stays.flatMap(({ stage, events }) =>
    events.flatMap((event) => {
      const ended = waits.filter((wait) => wait.endedByStep === event.step && !told.has(wait));
      ended.forEach((wait) => told.add(wait));
      return [
        ...ended.flatMap((wait) => waitLine(wait, stage, tongue)),
        ...eventLine(event, stage, tongue),
      ];
    }),
  );
}

/** `waited 7 days for the bank (bank decision)`, and how much of it was beyond the deadline. */
export function waitText(
  wait: Pick<WaitView, 'for' | 'on' | 'since' | 'dueAt'>,
  until: string,
): string | null {
  const span = spanText(Date.parse(until) - Date.parse(wait.since));
  if (span === null) return null;
  const late = wait.dueAt === null ? null : spanText(Date.parse(until) - Date.parse(wait.dueAt));
  const beyond = late === null ? '' : `, ${late} beyond the deadline`;
  return `waited ${span} for ${ownerWords[wait.on]} (${inWords(wait.for)})${beyond}`;
}

function waitLine(wait: WaitView, stage: string, { timeZone }: Tongue): StoryLine[] {
  if (wait.until === null) return [];
  const text = waitText(wait, wait.until);
  return text === null ? [] : [{ kind: 'wait', day: dayText(wait.until, timeZone), stage, text }];
}

function eventLine(event: EventView, stage: string, tongue: Tongue): StoryLine[] {
  const said = eventText(event, tongue);
  if (said === null) return [];
  const day = dayText(event.occurredAt, tongue.timeZone);
  const comma = said.includes(' ') ? ',' : '';
  const who = event.resource === null ? '' : `${comma} by ${whoText(event.resource)}`;
  const valued = event.businessDate === day ? '' : `, as of ${event.businessDate}`;
  return [{ kind: 'event', day, stage, text: `${said}${who}${valued}` }];
}

/** A person or a named bank by its own name; a kind of partner with its article. */
function whoText(resource: string): string {
  if (resource === 'esign') return 'the e-signature provider';
  return /^[A-Za-z]+$/.test(resource) ? `the ${inWords(resource)}` : resource;
}
