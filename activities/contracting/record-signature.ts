import { decideContracting } from '#domain/contracting/decide-contracting';
import type { EnvelopeFacts } from '#domain/contracting/decide-contracting';
import type { Signatory } from '#domain/contracting/documents';
import type { CaseStep } from '#store/case/case-step';
import { factsOf, latestFact } from '#store/case/facts';
import { takeMessage } from '#store/case/letters';
import { endCase, pass } from '../case/passage.js';
import type { OfMessage, Work } from '../case/work.js';
import { contractsOf } from './prepare-contracts.js';

interface SignatureData {
  readonly role?: Signatory;
}

const states = {
  signingCompleted: 'completed',
  signingExpired: 'expired',
} as const;

/**
 * A signature, a rejection or the end of the envelope. Complete when everybody named has signed and the provider has
 * said so, in whichever order the two become known.
 */
export const recordSignature: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<SignatureData>(step, no);
  const { role } = message.data;
  step.note({
    kind: message.kind,
    data: message.data,
    on: message.on,
    ...(role ? { subject: role } : {}),
  });
  const envelope = await envelopeOf(step, message.kind, role);
  const outcome = decideContracting(envelope, await contractsOf(step));
  const event = { resource: role ?? message.source, role: 'partner', on: message.on };
  const isSigned = outcome.kind === 'signed';
  if (isSigned && (await isCompleted(step, message.kind)))
    pass(step, { name: 'ContractsSigned', ...event });
  else if (isSigned || outcome.kind === 'pending')
    step.emit({ name: 'PartySigned', activity: 'signature', transition: 'complete', ...event });
  else {
    const ending = outcome.code === 'expired' ? 'lapsed' : 'withdrawn';
    await endCase(step, ending, outcome.code, {
      name: 'SigningFailed',
      ...event,
      data: { reason: outcome.code },
    });
  }
};

async function isCompleted(step: CaseStep, kind: string): Promise<boolean> {
  return kind === 'signingCompleted' || (await latestFact(step, 'signingCompleted')) !== undefined;
}

async function envelopeOf(step: CaseStep, kind: string, role?: Signatory): Promise<EnvelopeFacts> {
  const earlier = await factsOf(step, ['partySigned']);
  const signed = earlier.map(({ subject }) => subject as Signatory);
  return {
    signedBy: kind === 'partySigned' && role !== undefined ? [...signed, role] : signed,
    rejectedBy: kind === 'signingRejected' && role !== undefined ? [role] : [],
    state: kind in states ? states[kind as keyof typeof states] : 'open',
  };
}
