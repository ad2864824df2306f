import type { Instant } from '#domain/lifecycle/agenda';
import type { Command, CommandAnswer } from '#domain/lifecycle/messages';
import type { Opening, Rest } from '#domain/lifecycle/opening';
import { isLasting } from '#domain/lifecycle/tasks';
import { ApplicationFailure, condition, setHandler } from '@temporalio/workflow';
import { advance, command, deliver, position } from '../messages.js';
import { Guarantee } from './guarantee.js';

/** Opens the case and registers every door before the first await: nothing that knocks early is refused. */
export function openGuarantee(opening: Opening): Guarantee {
  const guarantee = new Guarantee(opening);
  setHandler(deliver, (messages) => {
    guarantee.mailbox.receive(messages);
  });
  setHandler(position, () => guarantee.position());
  setHandler(command, (asked) => answerTo(guarantee, asked));
  setHandler(advance, ({ to }) => advanceTo(guarantee, to), {
    validator: (asked: { to: Instant }) => {
      assertDriven(guarantee, asked.to);
    },
  });
  return guarantee;
}

async function answerTo(guarantee: Guarantee, asked: Command): Promise<CommandAnswer> {
  if (guarantee.ending !== null && !isLasting(asked.task))
    return { kind: 'refused', code: 'caseHasEnded' };
  guarantee.mailbox.ask(asked);
  await condition(() => guarantee.mailbox.answerTo(asked.id) !== undefined);
  return guarantee.mailbox.answerTo(asked.id) ?? { kind: 'refused', code: 'notAwaitedNow' };
}

async function advanceTo(guarantee: Guarantee, to: Instant): Promise<Rest> {
  await condition(() => guarantee.atRest || guarantee.ending !== null);
  guarantee.advanceTo(to);
  await condition(() => guarantee.atRest || guarantee.ending !== null);
  return guarantee.restAt();
}

function assertDriven(guarantee: Guarantee, to: Instant): void {
  if (guarantee.clock !== 'driven') {
    throw ApplicationFailure.nonRetryable(
      'the clock of this case is real: nobody can advance it',
      'clockIsReal',
    );
  }
  if (to < guarantee.now()) {
    throw ApplicationFailure.nonRetryable('a clock never goes back', 'clockGoesBack');
  }
}
