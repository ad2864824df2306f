import type { Command, CommandAnswer } from '#domain/lifecycle/messages';
import type { StepOutcome, StepRef } from '#domain/lifecycle/step';
import { proxyLocalActivities } from '@temporalio/workflow';
import type { CaseSteps } from '../../activities/case-steps.js';
import type { Guarantee } from './guarantee.js';

/**
 * Every step of ours is short and idempotent: one transaction with the fact, the event and the order to a partner.
 * As local activities they cost no state transition. What is slow or outside goes by the outbox, never from here.
 */
const steps = proxyLocalActivities<CaseSteps>({
  startToCloseTimeout: '20 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds' },
});

type InputOf<Name extends keyof CaseSteps> = Parameters<CaseSteps[Name]>[1];
type ResultOf<Name extends keyof CaseSteps> =
  Awaited<ReturnType<CaseSteps[Name]>> extends StepOutcome<infer Result> ? Result : never;

/** The turn in hand was overtaken by one that stands in the books already: the case goes on from there. */
export class Overtaken extends Error {}

/**
 * Records one step of the case and takes over the position that it left.
 * @throws Overtaken when a worker that died had recorded another turn as this step.
 */
export async function perform<Name extends keyof CaseSteps>(
  guarantee: Guarantee,
  name: Name,
  input: InputOf<Name>,
): Promise<ResultOf<Name>> {
  const step = steps[name] as unknown as (
    ref: StepRef,
    input: InputOf<Name>,
  ) => Promise<StepOutcome<ResultOf<Name>>>;
  const ref = guarantee.stepRef();
  const outcome = await step(ref, input);
  if (outcome.cause === ref.cause) return guarantee.assume(outcome);
  guarantee.concede(outcome);
  throw new Overtaken();
}

/** The steps that answer a person's command. */
type AnsweringStep = {
  [Name in keyof CaseSteps]: ResultOf<Name> extends CommandAnswer
    ? CommandAnswer extends ResultOf<Name>
      ? Name
      : never
    : never;
}[keyof CaseSteps];

/** Does what a person asks, or refuses it with a reason; either way the person is answered. */
export async function obey(
  guarantee: Guarantee,
  name: AnsweringStep,
  command: Command,
): Promise<void> {
  guarantee.answer(command.id, await perform(guarantee, name, { command: command.id }));
}
