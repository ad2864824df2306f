import type { CommandAnswer } from '#domain/lifecycle/messages';
import { decideSecuring, mayWaive } from '#domain/securing/conditions-precedent';
import type { Condition } from '#domain/securing/conditions-precedent';
import type { CaseStep } from '#store/case/case-step';
import { factsOf, latestFact } from '#store/case/facts';
import { refuseMessage, takeMessage } from '#store/case/letters';
import { cancelTask } from '#store/case/tasks';
import { decideTask, refuse } from '../case/decide-task.js';
import { packOf } from '../case/pack.js';
import { pass } from '../case/passage.js';
import type { OfCommand, OfMessage, Work } from '../case/work.js';

interface Settled {
  readonly condition: string;
  readonly state: 'met' | 'waived';
  readonly by: string;
  readonly role: string;
}

/** A registry reports that a condition is met. */
export const recordCondition: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<{ condition: string }>(step, no);
  const { condition } = message.data;
  if (!(await conditionsOf(step)).some(({ code }) => code === condition)) {
    await refuseMessage(step, message, 'unknownCondition');
    return undefined;
  }
  await cancelTask(step, 'conditionConfirmation', condition);
  await settle(step, { condition, state: 'met', by: message.source, role: 'partner' }, message.on);
};

/** A person confirms a condition on evidence, or waives one that the pack lets be waived. */
export const confirmCondition: Work<OfCommand, CommandAnswer> = (step, { command }) =>
  decideTask(step, command, ['conditionConfirmation'], {
    check: ({ task, outcome }) => {
      const waivable = mayWaive(task.subject ?? '', packOf(step.row).conditions);
      return Promise.resolve(
        outcome === 'waive' && !waivable ? refuse('outcomeNotOffered') : undefined,
      );
    },
    act: ({ task, outcome, person }) =>
      settle(step, {
        condition: task.subject ?? '',
        state: outcome === 'waive' ? 'waived' : 'met',
        by: person,
        role: task.role,
      }),
  });

async function settle(step: CaseStep, settled: Settled, on = step.on): Promise<void> {
  step.note({ kind: 'conditionSettled', subject: settled.condition, data: settled, on });
  const conditions = (await conditionsOf(step)).map((condition) =>
    condition.code === settled.condition ? { ...condition, state: settled.state } : condition,
  );
  const event = {
    resource: settled.by,
    role: settled.role,
    data: { condition: settled.condition },
    on,
  };
  if (decideSecuring(conditions).kind === 'met') pass(step, { name: 'ConditionsMet', ...event });
  else
    step.emit({
      name: 'ConditionSettled',
      activity: 'condition',
      transition: 'complete',
      ...event,
    });
}

async function conditionsOf(step: CaseStep): Promise<Condition[]> {
  const opened = await latestFact<{ conditions: string[] }>(step, 'conditionsOpened');
  const settled = await factsOf<Settled>(step, ['conditionSettled']);
  return (opened?.data.conditions ?? []).map((code) => ({
    code,
    state: settled.find(({ subject }) => subject === code)?.data.state ?? 'open',
  }));
}
