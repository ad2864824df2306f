import type { CommandAnswer } from '#domain/lifecycle/messages';
import { decideWriteOff as decide } from '#domain/write-off/decide-write-off';
import type { WriteOffFacts, WriteOffOutcome } from '#domain/write-off/decide-write-off';
import type { CaseStep } from '#store/case/case-step';
import { latestFact } from '#store/case/facts';
import type { PersonCommand } from '#store/case/letters';
import { decideTask, done, obeyOnce, refuse } from '../case/decide-task.js';
import { book, moneyOf } from '../case/money.js';
import { packOf } from '../case/pack.js';
import { endCase, enter } from '../case/passage.js';
import { waitFor, waitForTask } from '../case/waits.js';
import type { Nothing, OfCommand, Work } from '../case/work.js';

interface Proposal {
  readonly by: string;
  readonly proofs: readonly string[];
}

/** 核销 is proposed with its proof; whether it may be approved at all is decided at once. */
export const proposeWriteOff: Work<OfCommand, CommandAnswer> = (step, { command: id }) =>
  obeyOnce(step, id, async (command) => {
    if (command.kind !== 'proposeWriteOff') return refuse('notAwaitedNow');
    const { data, person } = command;
    const proofs = proofsOf(data);
    const outcome = await weigh(step, { by: person, proofs }, null);
    if (outcome.kind === 'refused') return refuse('nothingToWriteOff', outcome.code);
    step.note({ kind: 'writeOffProposed', data: { by: person, proofs } });
    step.emit({
      name: 'WriteOffProposed',
      transition: 'complete',
      resource: person,
      data: { proofs },
    });
    enter(step, 'writeOff');
    return done;
  });

/** The kinds of the papers that the proposal brings (`WriteOffProposal` of the API). */
function proofsOf(data: PersonCommand['data']): string[] {
  const { proof } = data;
  return Array.isArray(proof) ? (proof as { kind: string }[]).map(({ kind }) => kind) : [];
}

/** Another person must approve it, unless the pack writes off on the day of payout. */
export const openWriteOff: Work<Nothing, void> = async (step) => {
  const proposal = await proposalOn(step);
  const outcome = await weigh(step, proposal, null);
  if (outcome.kind === 'writtenOff') await writeOff(step, null);
  else await waitForTask(step, 'writeOffApproval', { makers: [step.row.submittedBy, proposal.by] });
};

/** Approved, the receivable is written off; refused, recovery goes on. */
export const decideWriteOff: Work<OfCommand, CommandAnswer> = (step, { command }) =>
  decideTask(step, command, ['writeOffApproval'], {
    act: async ({ outcome, person, reasons }) => {
      const opinion = outcome === 'approve' ? 'approve' : 'refuse';
      const weighed = await weigh(step, await proposalOn(step), { person, opinion });
      if (weighed.kind === 'writtenOff') return writeOff(step, person);
      step.emit({
        name: 'WriteOffRefused',
        transition: 'complete',
        resource: person,
        data: { reasons },
      });
      enter(step, 'recovery');
      waitFor(step, 'recovery', 'applicant');
    },
  });

async function writeOff(step: CaseStep, person: string | null): Promise<void> {
  const { receivableMinor } = await moneyOf(step);
  await book(step, 'writtenOff', { amountMinor: 'all' });
  step.note({ kind: 'writtenOff', data: { amountMinor: receivableMinor } });
  await endCase(step, 'writtenOff', 'irrecoverable', {
    name: 'ReceivableWrittenOff',
    resource: person,
    data: { amountMinor: receivableMinor },
  });
}

async function weigh(
  step: CaseStep,
  proposal: Proposal,
  approval: WriteOffFacts['approval'],
): Promise<WriteOffOutcome> {
  const { receivableMinor } = await moneyOf(step);
  const paid = await latestFact(step, 'paidOut');
  if (paid === undefined) throw new Error(`${step.row.number}: a write-off without a payout`);
  const facts: WriteOffFacts = {
    receivableMinor,
    paidOutOn: paid.on,
    proposedOn: step.on,
    proofs: proposal.proofs,
    proposedBy: proposal.by,
    approval,
  };
  return decide(facts, packOf(step.row).writeOff);
}

async function proposalOn(step: CaseStep): Promise<Proposal> {
  const proposed = await latestFact<Proposal>(step, 'writeOffProposed');
  return proposed?.data ?? { by: 'pack', proofs: [] };
}
