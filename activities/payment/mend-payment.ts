import type { CommandAnswer } from '#domain/lifecycle/messages';
import { decideMending } from '#domain/payments/rejected-payment';
import type { PaymentMending } from '#domain/payments/rejected-payment';
import type { CaseStep } from '#store/case/case-step';
import { latestFact } from '#store/case/facts';
import { openTask } from '#store/case/tasks';
import { decideTask, refuse } from '../case/decide-task.js';
import type { TaskDecision } from '../case/decide-task.js';
import { timesOf } from '../case/waits.js';
import type { OfCommand, Work } from '../case/work.js';
import { debtKinds, orderDebt, ordersOf, settleDebt, stillOwed } from './debts.js';
import type { Debt, DebtKind } from './debts.js';
import type { PaymentOrder } from './payment-orders.js';
import { askFinance } from './record-payment.js';

/**
 * A payment that the bank has rejected is ordered again or was settled otherwise. Another account, or a settlement
 * without the bank, is proposed by one person and released by another.
 */
export const mendPayment: Work<OfCommand, CommandAnswer> = (step, { command }) =>
  decideTask(step, command, ['rejectedPayment', 'rejectedPaymentReview', 'paymentMadeTwice'], {
    check: (decision) => whyNotMended(step, decision),
    act: (decision) => {
      if (decision.task.kind === 'paymentMadeTwice') return noteSolved(step, decision);
      return decision.task.kind === 'rejectedPayment'
        ? propose(step, decision)
        : review(step, decision);
    },
  });

/** What finance says has become of money that went twice. */
function noteSolved(step: CaseStep, decision: TaskDecision): Promise<void> {
  const { person, reasons, outcome, data } = decision;
  const subject = subjectOf(decision);
  step.note({
    kind: 'paymentMadeTwiceSolved',
    subject,
    data: { ...data, outcome, reasons, by: person },
  });
  return Promise.resolve();
}

const proposed = 'rejectedPaymentMended';

/** What the person proposes, as its decision says it. */
const mendingOf = ({ outcome, data }: TaskDecision) => ({ ...data, outcome }) as PaymentMending;

async function judge(step: CaseStep, decision: TaskDecision) {
  const { orderedOn } = (await rejectedOrder(step, decision)).order;
  return decideMending(mendingOf(decision), { orderedOn, today: step.on });
}

async function whyNotMended(
  step: CaseStep,
  decision: TaskDecision,
): Promise<CommandAnswer | undefined> {
  if (decision.task.kind !== 'rejectedPayment') return undefined;
  const judged = await judge(step, decision);
  if (judged.kind === 'refused') return refuse('outcomeNotOffered', judged.detail);
  const { kind, order } = await rejectedOrder(step, decision);
  if ((await stillOwed(step, kind, order.data)) > 0) return undefined;
  return refuse('outcomeNotOffered', `nothing of ${order.reference} is owed any more`);
}

async function propose(step: CaseStep, decision: TaskDecision): Promise<void> {
  const { person, reasons, task } = decision;
  const subject = subjectOf(decision);
  const mending = mendingOf(decision);
  step.note({ kind: proposed, subject, data: { ...mending, reasons, by: person } });
  if ((await judge(step, decision)).kind === 'carriedOut')
    return carryOut(step, decision, mending, person);
  await openTask(step, {
    kind: 'rejectedPaymentReview',
    subject,
    dueAt: timesOf(step, 'payoutReview').deadline,
    makers: [...new Set([...task.makers, person])],
  });
}

/** Released as it was proposed, or given back to finance. */
async function review(step: CaseStep, decision: TaskDecision): Promise<void> {
  const subject = subjectOf(decision);
  if (decision.outcome === 'return') return askFinance(step, subject);
  const mending = await latestFact<PaymentMending & { by: string }>(step, proposed, subject);
  if (mending === undefined) throw new Error(`${subject}: nobody proposed how it is to be mended`);
  return carryOut(step, decision, mending.data, mending.data.by);
}

async function carryOut(
  step: CaseStep,
  decision: TaskDecision,
  { outcome, account, settledOn = step.on, proof }: PaymentMending,
  by: string,
): Promise<void> {
  const { kind, order } = await rejectedOrder(step, decision);
  const owedMinor = await stillOwed(step, kind, order.data);
  const debt = { ...order.data, amountMinor: owedMinor, inPlaceOf: order.reference };
  if (outcome === 'orderAgain') {
    orderDebt(step, kind, debt, account === undefined ? {} : { account });
    return;
  }
  const { person, task } = decision;
  const more = { settledOtherwise: true, proof, by, releasedBy: person };
  const answer = { on: settledOn, resource: person, role: task.role, more };
  await settleDebt(step, kind, { ...order, data: debt }, answer);
}

async function rejectedOrder(
  step: CaseStep,
  decision: TaskDecision,
): Promise<{ readonly kind: DebtKind; readonly order: PaymentOrder<Debt> }> {
  const reference = subjectOf(decision);
  for (const kind of debtKinds) {
    const orders = await ordersOf(step, kind);
    const order = orders.find((one) => one.reference === reference && one.state === 'rejected');
    if (order !== undefined) return { kind, order };
  }
  throw new Error(`${step.row.number}: no payment ${reference} was rejected`);
}

/** The reference of the rejected payment. */
const subjectOf = ({ task }: TaskDecision): string => task.subject ?? '';
