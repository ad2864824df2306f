/** The doors of a case's workflow: what signals, updates and queries it knows. */
import type { Instant } from '#domain/lifecycle/agenda';
import type { Command, CommandAnswer, Message } from '#domain/lifecycle/messages';
import type { Position, Rest } from '#domain/lifecycle/opening';
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';

/** Partners' facts, in the order of their numbers; several at once are welcome. */
export const deliver = defineSignal<[Message[]]>('deliver');

/** A person's command; answered when the case has acted on it. */
export const command = defineUpdate<CommandAnswer, [Command]>('command');

/** Moves a driven clock, performing every due on the way; answered when the case rests. */
export const advance = defineUpdate<Rest, [{ to: Instant }]>('advance');

/** Where the case stands now. */
export const position = defineQuery<Position>('position');

/** One id for a whole life, over every run. */
export function workflowIdOf(number: string): string {
  return `guarantee/${number}`;
}

export const workflowType = 'guaranteeLifecycle';
